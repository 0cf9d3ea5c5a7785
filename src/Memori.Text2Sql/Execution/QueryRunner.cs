using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Telemetry;

namespace Memori.Text2Sql.Execution;

/// <summary>Binds an admitted query to the live database, holds its plan to the limits, and only then runs it. Thread-safe.</summary>
internal sealed class QueryRunner(IQueryExecutor executor)
{
    /// <exception cref="GuardRefusedException">The plan is beyond the limits: <c>plan-cost</c>, <c>plan-rows</c>.</exception>
    /// <exception cref="QueryFailedException">The database refused or failed the query. Where rules narrow what it reads, the text is ours alone.</exception>
    /// <exception cref="MemoriException">The database could not be reached.</exception>
    public Task<QueryResult> RunAsync(DataSource source, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken) =>
        QueryTelemetry.RunAsync(source, query, () => ExecuteAsync(source, query, options, cancellationToken), result => result.Rows.Count);

    /// <summary>The same, with the rows as they come.</summary>
    public Task<QueryRows> StreamAsync(DataSource source, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken) =>
        QueryTelemetry.RunAsync(source, query, () => OpenAsync(source, query, options, cancellationToken), _ => null);

    private async Task<QueryResult> ExecuteAsync(DataSource source, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken)
    {
        options = Within(options, query.Limits);
        try
        {
            PlanCheck.Require(query, await executor.ExplainAsync(source, query, options, cancellationToken).ConfigureAwait(false), options.Plan);
            StatementLog.Ran(query.Sql);
            return await executor.ExecuteAsync(source, query, options, cancellationToken).ConfigureAwait(false);
        }
        catch (QueryFailedException failure) when (query.IsRestricted)
        {
            throw failure.WithoutWords();
        }
    }

    private async Task<QueryRows> OpenAsync(DataSource source, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken)
    {
        options = Within(options, query.Limits);
        try
        {
            PlanCheck.Require(query, await executor.ExplainAsync(source, query, options, cancellationToken).ConfigureAwait(false), options.Plan);
            StatementLog.Ran(query.Sql);
            var rows = await executor.StreamAsync(source, query, options, cancellationToken).ConfigureAwait(false);
            return query.IsRestricted ? new RestrictedQueryRows(rows) : rows;
        }
        catch (QueryFailedException failure) when (query.IsRestricted)
        {
            throw failure.WithoutWords();
        }
    }

    private static ExecutionOptions Within(ExecutionOptions options, PolicyLimits limits) => options with
    {
        Timeout = limits.Timeout is { } timeout && timeout < options.Timeout ? timeout : options.Timeout,
        Plan = options.Plan with
        {
            MaxCost = Math.Min(options.Plan.MaxCost, limits.Cost ?? double.PositiveInfinity),
            MaxRows = Math.Min(options.Plan.MaxRows, limits.EstimatedRows ?? double.PositiveInfinity),
        },
    };
}
