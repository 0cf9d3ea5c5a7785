using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding;

namespace Memori.Text2Sql.Execution.Postgres;

/// <summary>Runs queries on PostgreSQL, each in a read-only transaction of its own.</summary>
internal static class PostgresQueryExecutor
{
    private const int MaxPlanLines = 10_000;

    public static async Task<QueryResult> ExecuteAsync(DataSource source, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken)
    {
        var rows = await StreamAsync(source, query, options, cancellationToken).ConfigureAwait(false);
        await using var scope = rows.ConfigureAwait(false);
        return await rows.ToResultAsync().ConfigureAwait(false);
    }

    public static async Task<QueryRows> StreamAsync(DataSource source, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken) =>
        await PostgresQueryRows.OpenAsync(source, query.Sql, query.RowLimit, options, cancellationToken).ConfigureAwait(false);

    public static async Task<QueryPlan> ExplainAsync(DataSource source, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken)
    {
        var rows = await PostgresQueryRows.OpenAsync(source, "EXPLAIN (FORMAT JSON) " + query.Sql, MaxPlanLines, options, cancellationToken).ConfigureAwait(false);
        await using var scope = rows.ConfigureAwait(false);
        return PostgresPlan.Read(string.Concat((await rows.ToResultAsync().ConfigureAwait(false)).Rows.Select(static row => row[0])));
    }
}
