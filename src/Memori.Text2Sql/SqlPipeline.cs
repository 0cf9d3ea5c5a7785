using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql;

/// <summary>A person's own SQL through the same guard and executor as generated SQL. Thread-safe.</summary>
public sealed class SqlPipeline
{
    private readonly SchemaCatalog _schemas;
    private readonly SqlGuard _guard;
    private readonly IQueryExecutor _executor;
    private readonly AskOptions _options;

    internal SqlPipeline(SchemaCatalog schemas, SqlGuard guard, IQueryExecutor executor, AskOptions options)
    {
        _schemas = schemas;
        _guard = guard;
        _executor = executor;
        _options = options;
    }

    /// <summary>Guards and runs one statement.</summary>
    /// <returns>The rows with what ran, or the guard's refusal.</returns>
    /// <exception cref="MemoriException">The datasource can't be reached, or the database refused or gave up the query.</exception>
    public async Task<SqlOutcome> RunAsync(DataSource source, string sql, CancellationToken cancellationToken = default)
    {
        var (schema, _) = await _schemas.GetAsync(source, cancellationToken).ConfigureAwait(false);
        var outcome = _guard.Admit(sql, schema, _options.RowLimit);
        return outcome.Query is { } guarded
            ? new SqlOutcome(guarded, await _executor.ExecuteAsync(source, guarded, new ExecutionOptions { Timeout = _options.QueryTimeout }, cancellationToken).ConfigureAwait(false), null)
            : new SqlOutcome(null, null, outcome.Refusal);
    }
}

/// <summary>What became of a person's SQL.</summary>
/// <param name="Query">What ran, or null.</param>
/// <param name="Result">Its rows, or null.</param>
/// <param name="Refusal">Why the guard refused, or null.</param>
public sealed record SqlOutcome(GuardedQuery? Query, QueryResult? Result, GuardRefusal? Refusal)
{
    /// <summary>What ran and its rows.</summary>
    /// <exception cref="GuardRefusedException">The guard refused.</exception>
    public (GuardedQuery Query, QueryResult Result) Require() =>
        Refusal is { } refusal ? throw new GuardRefusedException(refusal) : (Query!, Result!);
}
