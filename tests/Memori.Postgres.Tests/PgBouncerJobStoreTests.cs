using Memori.Storage;
using Memori.Tests.Storage;

namespace Memori.Postgres.Tests;

/// <summary>The queue behind pgbouncer in transaction mode.</summary>
public sealed class PgBouncerJobStoreTests : JobStoreConformance
{
    private readonly PostgresFixture _server = new();
    private PostgresDatabase? _database;

    public override async ValueTask DisposeAsync()
    {
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _server.DisposeAsync();
    }

    protected override async ValueTask<(IMemoryStore Memories, IJobStore Jobs)> CreateAsync()
    {
        await _server.InitializeAsync();
        _database = await PostgresDatabase.OpenAsync(_server.Pooled, Time, TestContext.Current.CancellationToken);
        return (new PostgresMemoryStore(_database), new PostgresJobStore(_database, Time));
    }
}
