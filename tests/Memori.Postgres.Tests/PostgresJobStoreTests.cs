using Memori.Storage;
using Memori.Tests.Storage;

namespace Memori.Postgres.Tests;

public sealed class PostgresJobStoreTests : JobStoreConformance
{
    private readonly PostgresFixture _server = new();
    private PostgresDatabase? _database;

    public override async ValueTask DisposeAsync()
    {
        await _database!.DisposeAsync();
        await _server.DisposeAsync();
    }

    protected override async ValueTask<(IMemoryStore Memories, IJobStore Jobs)> CreateAsync()
    {
        await _server.InitializeAsync();
        _database = await _server.OpenAsync(Time);
        return (new PostgresMemoryStore(_database), new PostgresJobStore(_database, Time));
    }
}
