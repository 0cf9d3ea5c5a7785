using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Drivers;
using Memori.Text2Sql.Guarding;

namespace Memori.Text2Sql.Execution.External;

/// <summary>Runs queries through an ADO.NET provider, each in a read-only transaction of its own.</summary>
internal static class ExternalQueryExecutor
{
    private const int MaxPlanLines = 10_000;

    public static async Task<QueryResult> ExecuteAsync(
        DataSource source, DatabaseDriver driver, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken)
    {
        var rows = await StreamAsync(source, driver, query, options, cancellationToken).ConfigureAwait(false);
        await using var scope = rows.ConfigureAwait(false);
        return await rows.ToResultAsync().ConfigureAwait(false);
    }

    public static async Task<QueryRows> StreamAsync(
        DataSource source, DatabaseDriver driver, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken) =>
        await ExternalQueryRows.OpenAsync(source, driver, query.Sql, query.RowLimit, options, cancellationToken).ConfigureAwait(false);

    public static async Task<QueryPlan> ExplainAsync(
        DataSource source, DatabaseDriver driver, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken)
    {
        var rows = await ExternalQueryRows.OpenAsync(source, driver, driver.Explain(query.Sql), MaxPlanLines, options, cancellationToken).ConfigureAwait(false);
        await using var scope = rows.ConfigureAwait(false);
        var plan = await rows.ToResultAsync().ConfigureAwait(false);
        return new QueryPlan { Text = string.Join('\n', plan.Rows.Select(static row => string.Join(' ', row))) };
    }
}
