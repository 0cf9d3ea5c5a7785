using Memori.Storage;
using Memori.Tests.Storage;

namespace Memori.Sqlite.Tests;

public sealed class SqliteJobStoreTests : JobStoreConformance
{
    private readonly TemporaryFolder _folder = new();
    private SqliteDatabase? _database;

    public override async ValueTask DisposeAsync()
    {
        await _database!.DisposeAsync();
        _folder.Dispose();
    }

    protected override async ValueTask<(IMemoryStore Memories, IJobStore Jobs)> CreateAsync()
    {
        _database = await SqliteDatabase.OpenAsync(_folder.File("state.db"), Time, TestContext.Current.CancellationToken);
        return (new SqliteMemoryStore(_database), new SqliteJobStore(_database, Time));
    }
}
