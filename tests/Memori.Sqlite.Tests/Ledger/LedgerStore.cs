namespace Memori.Sqlite.Tests.Ledger;

/// <summary>Where the ledger of a test is kept.</summary>
internal sealed class LedgerStore : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Task<SqliteDatabase> OpenAsync(TimeProvider time) => SqliteDatabase.OpenAsync(_folder.File("state.db"), time);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
