using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Execution.Export;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Text2Sql;

/// <summary>A person's own SQL through the same guard and executor as generated SQL. Thread-safe.</summary>
public sealed class SqlPipeline
{
    private readonly AccessCatalog _access;
    private readonly SqlGuard _guard;
    private readonly QueryRunner _runner;
    private readonly AskOptions _options;

    internal SqlPipeline(AccessCatalog access, SqlGuard guard, QueryRunner runner, AskOptions options)
    {
        _access = access;
        _guard = guard;
        _runner = runner;
        _options = options;
    }

    /// <summary>Guards and runs one statement on behalf of <paramref name="caller"/>.</summary>
    /// <returns>The rows with what ran, or the guard's refusal.</returns>
    /// <exception cref="MemoriException">The datasource can't be reached, or the database refused or gave up the query.</exception>
    public async Task<SqlOutcome> RunAsync(DataSource source, Caller caller, string sql, CancellationToken cancellationToken = default)
    {
        var access = await _access.GetAsync(source, caller, cancellationToken).ConfigureAwait(false);
        var outcome = _guard.Admit(sql, access, _options.RowLimit);
        if (outcome.Query is not { } guarded)
        {
            return new SqlOutcome(null, null, outcome.Refusal);
        }

        try
        {
            return new SqlOutcome(guarded, await _runner.RunAsync(source, guarded, _options.Execution, cancellationToken).ConfigureAwait(false), null);
        }
        catch (GuardRefusedException refused)
        {
            return new SqlOutcome(null, null, refused.Refusal);
        }
    }

    /// <summary>Guards one statement and gives its rows as they come, within the limits of exports (<see cref="AskOptions.Export"/>). Dispose them.</summary>
    /// <param name="source">The datasource.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="rowLimit">The most rows, from 1; null for <see cref="ExportOptions.MaxRows"/>, which is also the most that can be asked for.</param>
    /// <param name="cancellationToken">Cancels, also while the rows are read.</param>
    /// <exception cref="GuardRefusedException">The guard refused.</exception>
    /// <exception cref="MemoriException">The datasource can't be reached, or the database refused or gave up the query.</exception>
    public async Task<QueryRows> StreamAsync(DataSource source, Caller caller, string sql, int? rowLimit = null, CancellationToken cancellationToken = default)
    {
        var (access, export) = (await _access.GetAsync(source, caller, cancellationToken).ConfigureAwait(false), _options.Export);
        if (rowLimit > export.MaxRows)
        {
            throw Refusals.RowLimit(export.MaxRows);
        }

        var outcome = _guard.Admit(sql, access, rowLimit ?? export.MaxRows);
        var query = outcome.Query ?? throw new GuardRefusedException(outcome.Refusal!);
        return await _runner.StreamAsync(source, query, _options.Execution with { Timeout = export.Timeout, MaxBytes = export.MaxBytes }, cancellationToken).ConfigureAwait(false);
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
