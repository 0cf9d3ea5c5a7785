using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution.External;
using Memori.Text2Sql.Execution.Postgres;
using Memori.Text2Sql.Execution.Sqlite;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Execution;

/// <summary>Runs queries on any supported database. Thread-safe.</summary>
public sealed class QueryExecutor : IQueryExecutor
{
    /// <inheritdoc/>
    public Task<QueryResult> ExecuteAsync(DataSource source, GuardedQuery query, ExecutionOptions? options = null, CancellationToken cancellationToken = default)
    {
        RequireSameDialect(source, query);
        options ??= ExecutionOptions.Default;
        return source.Driver is { } driver ? ExternalQueryExecutor.ExecuteAsync(source, driver, query, options, cancellationToken)
            : source.Dialect == SqlDialect.Postgres ? PostgresQueryExecutor.ExecuteAsync(source, query, options, cancellationToken)
            : SqliteQueryExecutor.ExecuteAsync(source, query, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<QueryRows> StreamAsync(DataSource source, GuardedQuery query, ExecutionOptions? options = null, CancellationToken cancellationToken = default)
    {
        RequireSameDialect(source, query);
        options ??= ExecutionOptions.Default;
        return source.Driver is { } driver ? ExternalQueryExecutor.StreamAsync(source, driver, query, options, cancellationToken)
            : source.Dialect == SqlDialect.Postgres ? PostgresQueryExecutor.StreamAsync(source, query, options, cancellationToken)
            : SqliteQueryExecutor.StreamAsync(source, query, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<QueryPlan> ExplainAsync(DataSource source, GuardedQuery query, ExecutionOptions? options = null, CancellationToken cancellationToken = default)
    {
        RequireSameDialect(source, query);
        options ??= ExecutionOptions.Default;
        return source.Driver is { } driver ? ExternalQueryExecutor.ExplainAsync(source, driver, query, options, cancellationToken)
            : source.Dialect == SqlDialect.Postgres ? PostgresQueryExecutor.ExplainAsync(source, query, options, cancellationToken)
            : SqliteQueryExecutor.ExplainAsync(source, query, options, cancellationToken);
    }

    // What one dialect's guard read may mean something else to another engine.
    private static void RequireSameDialect(DataSource source, GuardedQuery query)
    {
        if (source.Dialect != query.Dialect)
        {
            throw new ArgumentException($"A {query.Dialect.Name} query can't run on a {source.Dialect.Name} database.", nameof(query));
        }
    }
}
