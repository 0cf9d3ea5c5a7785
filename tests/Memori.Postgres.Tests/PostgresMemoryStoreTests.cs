using Memori.Storage;
using Memori.Tests.Storage;

namespace Memori.Postgres.Tests;

public sealed class PostgresMemoryStoreTests : MemoryStoreConformance
{
    private readonly PostgresFixture _server = new();
    private PostgresDatabase? _database;

    [Fact]
    public void EveryStoreOfTheLibraryConforms() => EveryStoreConforms.Check(typeof(PostgresMemoryStore).Assembly, typeof(PostgresMemoryStoreTests).Assembly);

    public override async ValueTask DisposeAsync()
    {
        await _database!.DisposeAsync();
        await _server.DisposeAsync();
    }

    protected override async ValueTask<IMemoryStore> CreateAsync()
    {
        await _server.InitializeAsync();
        _database = await _server.OpenAsync();
        return new PostgresMemoryStore(_database);
    }
}
