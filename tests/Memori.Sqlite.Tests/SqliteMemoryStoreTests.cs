using Memori.Storage;
using Memori.Tests.Storage;

namespace Memori.Sqlite.Tests;

public sealed class SqliteMemoryStoreTests : MemoryStoreConformance
{
    private readonly TemporaryFolder _folder = new();
    private SqliteDatabase? _database;

    [Fact]
    public void EveryStoreOfTheLibraryConforms() => EveryStoreConforms.Check(typeof(SqliteMemoryStore).Assembly, typeof(SqliteMemoryStoreTests).Assembly);

    public override async ValueTask DisposeAsync()
    {
        await _database!.DisposeAsync();
        _folder.Dispose();
    }

    protected override async ValueTask<IMemoryStore> CreateAsync()
    {
        _database = await SqliteDatabase.OpenAsync(_folder.File("state.db"), TimeProvider.System, TestContext.Current.CancellationToken);
        return new SqliteMemoryStore(_database);
    }
}
