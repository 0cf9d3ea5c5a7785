using System.Text.RegularExpressions;
using Memori.Storage;

namespace Memori.Postgres.Tests;

/// <summary>With row-level security in force, the statements that every recall, page and worker runs still find their rows by an index.</summary>
public sealed partial class QueryPlanTests(PostgresFixture server) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Memories = """
        INSERT INTO memory (owner_kind, owner_id, id, sequence, version, content, content_key, kind, mode, layer, status,
            importance, feedback, confidence, token_count, access_count, created_at, updated_at, superseded_by)
        SELECT 0, 'user ' || o, 'id ' || n, n, n, 'text', 'key ' || n, 'fact', 'auto', 'long', 'active', 0, 0, 0, 1, 0, n, n, CASE WHEN n % 10 = 0 THEN 'id ' || n / 10 END
        FROM generate_series(1, 20) AS o, generate_series(1, 1000) AS n ON CONFLICT DO NOTHING
        """;

    private const string Blocks = """
        INSERT INTO injected_block (owner_kind, owner_id, session_id, namespace, key, text, created_at)
        SELECT 0, 'user ' || n % 100, 's' || n, '', 'k', 'text', n FROM generate_series(1, 5000) AS n ON CONFLICT DO NOTHING
        """;

    private const string Jobs = """
        INSERT INTO job (queue, id, owner_kind, owner_id, payload, state, attempts, created_at, due_at)
        SELECT 'text', 'id ' || n, 0, 'user ' || n, '{}', CASE WHEN n % 20 = 0 THEN 'waiting' ELSE 'done' END, 0, n, n FROM generate_series(1, 5000) AS n ON CONFLICT DO NOTHING
        """;

    private static readonly Owner Ann = Owner.User("user 1");

    private PostgresDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.OpenAsync();
        await server.AdministrateHereAsync(
            Memories, "INSERT INTO memory_owner (owner_kind, owner_id, version) SELECT 0, 'user ' || o, 1 FROM generate_series(1, 5000) AS o ON CONFLICT DO NOTHING", Blocks, Jobs, "ANALYZE");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData(PostgresMemoryStore.SelectVersion, "Index Scan using memory_owner_pkey")]
    [InlineData(PostgresMemoryStore.SelectById, "Index Scan using memory_pkey")]
    [InlineData(PostgresMemoryStore.SelectList, "Index Scan Backward using memory_by_creation")]
    [InlineData(PostgresMemoryStore.SelectPredecessors, "memory_by_successor")]
    [InlineData(PostgresMemoryStore.SelectChanges, "memory_by_version")]
    [InlineData(PostgresMemoryStore.SelectBlocks, "injected_block_pkey")]
    [InlineData(PostgresMemoryStore.DeleteBlocks, "injected_block_pkey")]
    [InlineData(PostgresJobStore.SelectDue, "job_by_due")]
    public async Task Statement_UsesItsIndex(string sql, string expected)
    {
        var plan = await _database.WriteAsync(
            Served.Of(Ann),
            async (transaction, token) => string.Join('\n', await transaction.QueryAsync("EXPLAIN (VERBOSE) " + sql, row => row.GetString(0), token, [.. Parameters(sql)])),
            Cancellation);

        plan.ShouldContain(expected, customMessage: plan);
        plan.ShouldNotContain("Seq Scan on public.memory ");
        plan.ShouldNotContain("Seq Scan on public.job");
        if (sql.Contains("FROM memory", StringComparison.Ordinal))
        {
            plan.ShouldContain("memori_served()", customMessage: "the wall is in force");
        }
    }

    private static IEnumerable<(string, object?)> Parameters(string sql) => Parameter().Matches(sql).Select(match => match.Value).Distinct().Select(name => (name, name switch
    {
        "@owner_kind" => (int)Ann.Kind,
        "@owner_id" => Ann.Id,
        "@after_at" or "@after_sequence" or "@now" => long.MaxValue,
        "@since" => 990L,
        "@limit" or "@offset" => 10,
        "@only_session" => false,
        _ when sql.Contains($"CAST({name} AS", StringComparison.Ordinal) => null,
        "@keys" => new[] { "k" },
        _ => (object?)"text",
    }));

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();
}
