using System.Security.Cryptography;
using Memori.Text2Sql.DataSources.Sample;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Tests.Guarding.Corpus;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Execution;

/// <summary>The guard's attacks, run as if the guard had let them pass: the database below must come to no harm.</summary>
public sealed class BelowTheGuardTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string State =
        """
        SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM customers), (SELECT sum(id) FROM products),
               (SELECT count(*) FROM pg_class WHERE oid >= 16384), (SELECT count(*) FROM pg_proc WHERE oid >= 16384), (SELECT count(*) FROM pg_largeobject_metadata),
               (SELECT last_value FROM tally), (SELECT count(*) FROM pg_prepared_statements)
        """;

    private readonly QueryExecutor _executor = new();
    private readonly ExecutionOptions _options = new() { Timeout = TimeSpan.FromMilliseconds(300), MaxBytes = 1 << 20 };

    [Fact]
    public async Task Sqlite_IsUnchanged()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.File("shop.db");
        await SampleDatabase.CreateAsync(path, new DateOnly(2025, 6, 15), Token);
        var before = SHA256.HashData(await File.ReadAllBytesAsync(path, Token));
        var source = SqliteFile.Source(path);

        await RunAllAsync("sqlite", sql => _executor.ExecuteAsync(source, Admitted.Sqlite(sql, 10), _options, Token));

        SHA256.HashData(await File.ReadAllBytesAsync(path, Token)).ShouldBe(before);
        Directory.GetFileSystemEntries(directory.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Postgres_IsUnchanged()
    {
        await postgres.RunAsync(
            """
            CREATE TABLE orders (id int PRIMARY KEY, customer_id int, status text, order_date date, total_amount numeric);
            CREATE TABLE customers (id int PRIMARY KEY, name text, email text);
            CREATE TABLE products (id int PRIMARY KEY, name text, price numeric);
            CREATE SEQUENCE tally;
            INSERT INTO orders SELECT n, n, 'done', current_date, n FROM generate_series(1, 50) n;
            INSERT INTO customers SELECT n, 'c' || n, NULL FROM generate_series(1, 50) n;
            INSERT INTO products SELECT n, 'p' || n, n FROM generate_series(1, 50) n;
            DO $$ BEGIN CREATE ROLE memori_asker LOGIN PASSWORD 'asker'; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
            GRANT ALL ON ALL TABLES IN SCHEMA public TO memori_asker;
            GRANT ALL ON SEQUENCE tally TO memori_asker;
            GRANT CREATE, USAGE ON SCHEMA public TO memori_asker;
            """);
        var before = await StateAsync();
        var source = postgres.As("memori_asker", "asker");

        await RunAllAsync("postgres", sql => _executor.ExecuteAsync(source, Admitted.Postgres(sql, 10), _options, Token));

        (await StateAsync()).ShouldBe(before);
        await postgres.RunAsync("DROP OWNED BY memori_asker");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // A function that builds a gigabyte heeds no cancellation on the server: only the guard can keep such a query away (class 9).
    private static bool IsStoppable(string id) => !id.StartsWith("09-", StringComparison.Ordinal);

    private static async Task RunAllAsync(string dialect, Func<string, Task> run)
    {
        foreach (var attack in CorpusFile.Read("attacks.tsv").Where(attack => IsStoppable(attack.Id) && attack.IsFor(dialect)))
        {
            // An attack may also come to nothing: read what anyone may read, or be no SQL.
            var failure = await Record.ExceptionAsync(() => run(attack.Sql));
            (failure is null or MemoriException).ShouldBeTrue($"{attack.Id}: {failure}");
        }
    }

    private async Task<object?[]> StateAsync() =>
        (await _executor.ExecuteAsync(postgres.Source, Admitted.Postgres(State), cancellationToken: Token)).Rows[0];
}
