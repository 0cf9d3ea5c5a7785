using Memori.Storage;

namespace Memori.Postgres.Tests;

/// <summary>Where the state of a test is kept. The tests that say no more than this of their store run on every store.</summary>
internal sealed class StateHome : IAsyncDisposable
{
    private readonly PostgresFixture _server = new();
    private bool _made;

    /// <summary>The state, as another process opens it.</summary>
    public async Task<PostgresDatabase> OpenAsync(TimeProvider time)
    {
        if (!_made)
        {
            await _server.InitializeAsync();
            _made = true;
        }

        return await _server.OpenAsync(time);
    }

    /// <summary>Those of the words that are still in a row of a table.</summary>
    public async Task<IReadOnlyList<string>> RemainsAsync(PostgresDatabase database, IEnumerable<string> words, CancellationToken cancellationToken)
    {
        List<string> remains = [];
        _made.ShouldBeTrue();
        var tables = await database.ReadAsync(
            Served.Everybody, (connection, token) => connection.QueryAsync("SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace", row => row.GetString(0), token), cancellationToken);
        foreach (var table in tables)
        {
            // Bytes as what they would be read as.
            var rows = await database.ReadAsync(
                Served.Everybody,
                (connection, token) => connection.QueryAsync($"SET LOCAL bytea_output = 'escape'; SELECT t::text FROM {table} AS t", row => row.GetString(0), token),
                cancellationToken);
            remains.AddRange(words.Where(word => rows.Any(row => row.Contains(word, StringComparison.Ordinal))));
        }

        return remains;
    }

    public ValueTask DisposeAsync() => _made ? _server.DisposeAsync() : ValueTask.CompletedTask;
}
