using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding;

namespace Memori.Text2Sql.Execution;

/// <summary>Binds an admitted query to the live database, holds its plan to the limits, and only then runs it. Thread-safe.</summary>
internal sealed class QueryRunner(IQueryExecutor executor)
{
    /// <exception cref="GuardRefusedException">The plan is beyond the limits: <c>plan-cost</c>, <c>plan-rows</c>.</exception>
    /// <exception cref="QueryFailedException">The database refused or failed the query.</exception>
    /// <exception cref="MemoriException">The database could not be reached.</exception>
    public async Task<QueryResult> RunAsync(DataSource source, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken)
    {
        PlanCheck.Require(query, await executor.ExplainAsync(source, query, options, cancellationToken).ConfigureAwait(false), options.Plan);
        return await executor.ExecuteAsync(source, query, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same, with the rows as they come.</summary>
    public async Task<QueryRows> StreamAsync(DataSource source, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken)
    {
        PlanCheck.Require(query, await executor.ExplainAsync(source, query, options, cancellationToken).ConfigureAwait(false), options.Plan);
        return await executor.StreamAsync(source, query, options, cancellationToken).ConfigureAwait(false);
    }
}
