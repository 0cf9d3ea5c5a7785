using Memori.Storage;
using Memori.Tests.Storage;

namespace Memori.Postgres.Tests;

/// <summary>The store behind pgbouncer in transaction mode: whatever session a transaction gets, and whoever had it before.</summary>
public sealed class PgBouncerMemoryStoreTests : MemoryStoreConformance
{
    private readonly PostgresFixture _server = new();
    private PostgresDatabase? _database;

    public override async ValueTask DisposeAsync()
    {
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Sessions_KeepNothingOfATransaction()
    {
        await _database!.ReadAsync(Served.Everybody, (_, _) => Task.FromResult(true), TestContext.Current.CancellationToken);
        await using var connection = new Npgsql.NpgsqlConnection(PostgresUrl.Parse(_server.Pooled.Url).ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        for (var number = 0; number < 10; number++)
        {
            (await connection.QueryAsync(
                "SELECT coalesce(current_setting('memori.owner', true), '') || current_setting('statement_timeout'), (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())",
                row => (row.GetString(0), row.GetInt64(1)),
                TestContext.Current.CancellationToken)).ShouldBe([("0", 0L)]);
        }
    }

    protected override async ValueTask<IMemoryStore> CreateAsync()
    {
        await _server.InitializeAsync();
        _database = await PostgresDatabase.OpenAsync(_server.Pooled, TimeProvider.System, TestContext.Current.CancellationToken);
        return new PostgresMemoryStore(_database);
    }
}
