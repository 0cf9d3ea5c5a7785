using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding;

namespace Memori.Text2Sql.Execution;

/// <summary>Runs what the guard admitted, read-only and within limits. Takes nothing else. Thread-safe.</summary>
public interface IQueryExecutor
{
    /// <summary>Runs the query and returns at most <see cref="GuardedQuery.RowLimit"/> rows.</summary>
    /// <exception cref="QueryFailedException">The database refused or failed the query, or it took longer than allowed (<c>query-timeout</c>).</exception>
    /// <exception cref="MemoriException">The database could not be reached.</exception>
    Task<QueryResult> ExecuteAsync(DataSource source, GuardedQuery query, ExecutionOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Starts the query and gives its rows as they come, at most <see cref="GuardedQuery.RowLimit"/>: the same rows as <see cref="ExecuteAsync"/>, in
    /// memory that does not grow with them. The time limit holds until the last row is taken.
    /// </summary>
    /// <exception cref="QueryFailedException">As for <see cref="ExecuteAsync"/>.</exception>
    /// <exception cref="MemoriException">The database could not be reached.</exception>
    Task<QueryRows> StreamAsync(DataSource source, GuardedQuery query, ExecutionOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Binds the query to the live database and plans it, without running it.</summary>
    /// <exception cref="QueryFailedException">The query does not fit the database.</exception>
    /// <exception cref="MemoriException">The database could not be reached.</exception>
    Task<QueryPlan> ExplainAsync(DataSource source, GuardedQuery query, ExecutionOptions? options = null, CancellationToken cancellationToken = default);
}
