using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Execution;

public sealed class QueryRowsTests : IClassFixture<PostgresFixture>, IDisposable
{
    private const string Million = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT i, 'text ' || i AS t FROM n";

    private readonly TemporaryDirectory _directory = new();
    private readonly QueryExecutor _executor = new();
    private readonly PostgresFixture _postgres;

    public QueryRowsTests(PostgresFixture postgres) => _postgres = postgres;

    public void Dispose() => _directory.Dispose();

    public static TheoryData<string> Dialects => ["sqlite", "postgres"];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Stream_GivesTheRowsOfTheList(string dialect)
    {
        foreach (var (sql, limit) in new[] { ("SELECT 1 AS a, 'x' AS b, NULL AS c", 10), (Million, 2_500), ("SELECT 1 AS a WHERE 1 = 0", 10) })
        {
            var (source, query) = Query(dialect, sql, limit);
            var list = await _executor.ExecuteAsync(source, query);

            await using var rows = await _executor.StreamAsync(source, query);
            rows.Columns.Select(static column => column.Name).ShouldBe(list.Columns.Select(static column => column.Name));
            var streamed = new List<object?[]>();
            while (await rows.ReadAsync())
            {
                streamed.Add(rows.Current);
            }

            streamed.ShouldBe(list.Rows);
            rows.Truncated.ShouldBe(list.Truncated);
            (await rows.ReadAsync()).ShouldBeFalse();
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Stream_OfAMillionRows_HoldsAFewOfThem(string dialect)
    {
        var (source, query) = Query(dialect, Million, 1_000_000);
        await using var rows = await _executor.StreamAsync(source, query, new ExecutionOptions { Timeout = TimeSpan.FromMinutes(2), MaxBytes = 1L << 30 });
        var count = 0;
        WeakReference? early = null;
        while (await rows.ReadAsync())
        {
            early = ++count == 10 ? new WeakReference(rows.Current) : early;
        }

        count.ShouldBe(1_000_000);
        rows.Truncated.ShouldBeFalse();
        GC.Collect();
        early!.IsAlive.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Stream_BeyondTheBytes_IsCut(string dialect)
    {
        var (source, query) = Query(dialect, Million, 1_000_000);
        await using var rows = await _executor.StreamAsync(source, query, new ExecutionOptions { MaxBytes = 100_000 });
        var count = 0;
        while (await rows.ReadAsync())
        {
            count++;
        }

        count.ShouldBeInRange(1_000, 20_000);
        rows.Truncated.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Stream_LeftEarly_EndsTheQuery(string dialect)
    {
        var (source, query) = Query(dialect, Million, 1_000_000);
        for (var i = 0; i < 3; i++)
        {
            await using var rows = await _executor.StreamAsync(source, query);
            (await rows.ReadAsync()).ShouldBeTrue();
        }

        (await _executor.ExecuteAsync(source, Query(dialect, "SELECT 1 AS a", 10).Query)).Rows.ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Stream_Cancelled_Ends(string dialect)
    {
        using var cancellation = new CancellationTokenSource();
        var (source, query) = Query(dialect, Million, 1_000_000);
        await using var rows = await _executor.StreamAsync(source, query, cancellationToken: cancellation.Token);
        (await rows.ReadAsync()).ShouldBeTrue();
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            while (await rows.ReadAsync())
            {
            }
        });
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Stream_ThatFailsOnTheWay_SaysSo(string dialect)
    {
        var sql = dialect == "sqlite"
            ? "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000) SELECT i, abs(CASE WHEN i = 5000 THEN -9223372036854775807 - 1 ELSE i END) FROM n"
            : "SELECT i, 1 / (5000 - i) FROM generate_series(1, 6000) AS s(i)";
        var (source, query) = Query(dialect, sql, 10_000);
        await using var rows = await _executor.StreamAsync(source, query);
        var count = 0;

        (await Should.ThrowAsync<QueryFailedException>(async () =>
        {
            while (await rows.ReadAsync())
            {
                count++;
            }
        })).Code.ShouldBe("query-failed");
        count.ShouldBeLessThan(5_000);
    }

    [Fact]
    public async Task Sqlite_TypesComeFromTheFirstRowsAndLaterValuesStayWhatTheyAre()
    {
        var source = SqliteFile.Create(
            _directory.File("t.db"),
            "CREATE TABLE t (id INTEGER, flag BOOLEAN, day TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) INSERT INTO t SELECT i, CASE WHEN i = 2500 THEN 7 ELSE i % 2 END, '2024-01-01' FROM n; UPDATE t SET day = 'later' WHERE id = 2600");
        var query = Admitted.Sqlite("SELECT id, flag, day FROM t ORDER BY id", 10_000);
        await using var rows = await _executor.StreamAsync(source, query);
        var all = new List<object?[]>();
        while (await rows.ReadAsync())
        {
            all.Add(rows.Current);
        }

        rows.Columns.Select(static column => column.Type).ShouldBe(["integer", "boolean", "date"]);
        (all[2498][1], all[2499][1], all[2599][2]).ShouldBe((true, 7L, "later"));
        (await _executor.ExecuteAsync(source, query)).Columns.Select(static column => column.Type).ShouldBe(["integer", "integer", "text"]);
    }

    private (DataSource Source, GuardedQuery Query) Query(string dialect, string sql, int limit) => dialect == "sqlite"
        ? (SqliteFile.Create(_directory.File(Path.GetRandomFileName()), "CREATE TABLE t (a)"), Admitted.Sqlite(sql, limit, "abs"))
        : (_postgres.Source, Admitted.Postgres(sql, limit));
}
