namespace Memori.Postgres.Tests.Ledger;

/// <summary>Where the ledger of a test is kept.</summary>
internal sealed class LedgerStore : IAsyncDisposable
{
    private readonly PostgresFixture _server = new();
    private bool _made;

    public async Task<PostgresDatabase> OpenAsync(TimeProvider time)
    {
        if (!_made)
        {
            await _server.InitializeAsync();
            _made = true;
        }

        return await _server.OpenAsync(time);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
