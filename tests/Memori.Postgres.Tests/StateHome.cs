using Memori.Storage;

namespace Memori.Postgres.Tests;

/// <summary>Where the state of a test is kept. The tests that say no more than this of their store run on every store.</summary>
internal sealed class StateHome : IAsyncDisposable
{
    private const string SelectFindings = """
        SELECT 'version of ' || m.id FROM memory m LEFT JOIN memory_owner o ON o.owner_kind = m.owner_kind AND o.owner_id = m.owner_id
        WHERE o.version IS NULL OR m.version > o.version
        UNION ALL
        SELECT 'alias of ' || m.id FROM memory m, json_array_elements_text(CAST(coalesce(m.merged_ids, '[]') AS json)) AS merged (id)
        WHERE NOT EXISTS (SELECT FROM memory_alias a WHERE a.owner_kind = m.owner_kind AND a.owner_id = m.owner_id AND a.id = merged.id AND a.memory_id = m.id)
        UNION ALL
        SELECT 'alias ' || a.id FROM memory_alias a JOIN memory m ON m.owner_kind = a.owner_kind AND m.owner_id = a.owner_id AND m.id = a.memory_id
        WHERE a.id NOT IN (SELECT json_array_elements_text(CAST(coalesce(m.merged_ids, '[]') AS json)))
        UNION ALL
        SELECT 'snapshot of ' || s.owner_id FROM memory_snapshot s JOIN memory_owner o ON o.owner_kind = s.owner_kind AND o.owner_id = s.owner_id
        WHERE s.version < o.erased_version
        UNION ALL
        SELECT 'quote of ' || q.memory_id FROM injected_quote q
        WHERE NOT EXISTS (SELECT FROM memory m WHERE m.owner_kind = q.memory_owner_kind AND m.owner_id = q.memory_owner_id AND m.id = q.memory_id)
        """;

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
            remains.AddRange(words.Where(word => rows.Any(row => row.Contains(word, StringComparison.OrdinalIgnoreCase))));
        }

        return remains;
    }

    /// <summary>What is wrong with what is kept.</summary>
    public static async Task<IEnumerable<string>> FindingsAsync(PostgresDatabase database, CancellationToken cancellationToken) =>
        await database.QueryAsync(Served.Everybody, SelectFindings, row => row.GetString(0), cancellationToken);

    public ValueTask DisposeAsync() => _made ? _server.DisposeAsync() : ValueTask.CompletedTask;
}
