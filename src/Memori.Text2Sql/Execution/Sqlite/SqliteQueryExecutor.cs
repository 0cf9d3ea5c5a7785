using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding;

namespace Memori.Text2Sql.Execution.Sqlite;

/// <summary>Runs queries on SQLite files: a read-only connection of its own for each, which costs well under a millisecond.</summary>
internal static class SqliteQueryExecutor
{
    public static async Task<QueryResult> ExecuteAsync(DataSource source, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken)
    {
        var rows = await SqliteQueryRows.OpenAsync(source, query, query.Sql, query.RowLimit, typingRows: int.MaxValue, options, cancellationToken).ConfigureAwait(false);
        await using var scope = rows.ConfigureAwait(false);
        return await rows.ToResultAsync().ConfigureAwait(false);
    }

    public static async Task<QueryRows> StreamAsync(DataSource source, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken) =>
        await SqliteQueryRows.OpenAsync(source, query, query.Sql, query.RowLimit, options.TypingRows, options, cancellationToken).ConfigureAwait(false);

    public static async Task<QueryPlan> ExplainAsync(DataSource source, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken)
    {
        var rows = await SqliteQueryRows.OpenAsync(
            source, query, "EXPLAIN QUERY PLAN " + query.Sql, int.MaxValue, typingRows: int.MaxValue, options, cancellationToken).ConfigureAwait(false);
        await using var scope = rows.ConfigureAwait(false);
        var steps = (await rows.ToResultAsync().ConfigureAwait(false)).Rows
            .Select(static row => new PlanStep(row[0] as long? ?? 0, row[1] as long? ?? 0, row[3] as string ?? "")).ToList();
        return new QueryPlan { Text = string.Join('\n', steps.Select(static step => step.Detail)), EstimatedRows = SqlitePlanEstimate.Of(steps, query) };
    }
}
