using Memori.Storage;

namespace Memori.Sqlite.Tests;

/// <summary>That lists and claims cost what they show, not what there is: by the plans that SQLite makes of their statements.</summary>
public sealed class QueryPlanTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SqliteDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await SqliteDatabase.OpenAsync(_folder.File("state.db"), TimeProvider.System, Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(SqliteMemoryStore.SelectList, "memory_by_creation (owner_kind=? AND owner_id=? AND (created_at,sequence)<(?,?))")]
    [InlineData(SqliteMemoryStore.SelectPredecessors, "memory_by_successor (owner_kind=? AND owner_id=? AND superseded_by=?)")]
    [InlineData(SqliteMemoryStore.SelectChanges, "memory_by_version (owner_kind=? AND owner_id=? AND version>?)")]
    [InlineData(SqliteMemoryStore.SelectBlocks, "sqlite_autoindex_injected_block_1 (owner_kind=? AND owner_id=? AND session_id=? AND namespace=? AND key=?)")]
    [InlineData(SqliteMemoryStore.SelectQuotes, "injected_quote_by_block (block_id=?)")]
    [InlineData(SqliteMemoryStore.DeleteOldBlocks, "injected_block_by_age (created_at<?)")]
    [InlineData(SqliteMemoryStore.DeleteBlocks, "sqlite_autoindex_injected_block_1 (owner_kind=? AND owner_id=?)")]
    [InlineData("SELECT block_id FROM injected_quote WHERE owner_kind = @k AND owner_id = @o AND memory_id = @m", "PRIMARY KEY (owner_kind=? AND owner_id=? AND memory_id=?)")]
    [InlineData(SqliteJobStore.SelectDue, "job_by_due (queue=? AND state=? AND due_at<?)")]
    public async Task Statement_UsesItsIndex(string sql, string expected)
    {
        var plan = await PlanAsync(sql);

        plan.ShouldContain(expected);
        plan.ShouldNotContain("SCAN memory\n");
        plan.ShouldNotContain("SCAN job");
    }

    [Theory]
    [InlineData(SqliteMemoryStore.SelectList)]
    [InlineData(SqliteJobStore.SelectDue)]
    public async Task Statement_NeedsNoSorting(string sql) => (await PlanAsync(sql)).ShouldNotContain("TEMP B-TREE");

    private Task<string> PlanAsync(string sql) => _database.ReadAsync(
        async (connection, token) => string.Join('\n', await connection.QueryAsync(
            "EXPLAIN QUERY PLAN " + sql,
            row => row.GetString(3),
            token,
            [.. Parameters(sql).Select(name => (name, (object?)1))])) + "\n",
        Cancellation);

    private static IEnumerable<string> Parameters(string sql) =>
        System.Text.RegularExpressions.Regex.Matches(sql, @"@\w+").Select(match => match.Value).Distinct();
}
