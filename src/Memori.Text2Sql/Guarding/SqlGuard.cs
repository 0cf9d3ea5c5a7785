using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding;

/// <summary>
/// Decides what may run: one SELECT whose every part is on a list. What it admits is rendered from the checked tree, so that nothing
/// runs that was not read. Safe for concurrent use.
/// </summary>
/// <param name="options">Limits; null for the defaults.</param>
public sealed class SqlGuard(GuardOptions? options = null)
{
    private readonly GuardOptions _options = options ?? new GuardOptions();

    /// <summary>Checks a query of a caller whom no rule narrows.</summary>
    /// <param name="sql">Any text.</param>
    /// <param name="schema">What may be read.</param>
    /// <param name="rowLimit">The most rows to hand out, from 1 to <see cref="GuardOptions.MaxRowLimit"/>; null for <see cref="GuardOptions.RowLimit"/>.</param>
    /// <returns>The query to run, or the rule that refused it.</returns>
    public GuardOutcome Admit(string sql, DatabaseSchema schema, int? rowLimit = null) => Admit(sql, CallerAccess.Unrestricted(schema), rowLimit);

    /// <summary>Checks a query of a caller.</summary>
    /// <param name="sql">Any text.</param>
    /// <param name="access">What the caller may read.</param>
    /// <param name="rowLimit">The most rows to hand out, from 1 to <see cref="GuardOptions.MaxRowLimit"/>; null for <see cref="GuardOptions.RowLimit"/>.</param>
    /// <returns>The query to run, or the rule that refused it.</returns>
    public GuardOutcome Admit(string sql, CallerAccess access, int? rowLimit = null)
    {
        ArgumentNullException.ThrowIfNull(sql);
        try
        {
            return GuardOutcome.Admit(Check(sql, access.Schema, rowLimit ?? _options.RowLimit));
        }
        catch (SqlSyntaxException e)
        {
            return GuardOutcome.Refuse(new GuardRefusal(e.Rule, e.Text, e.Position));
        }
        catch (GuardRefusedException e)
        {
            return GuardOutcome.Refuse(e.Refusal);
        }
    }

    /// <summary>Checks a query that must pass.</summary>
    /// <param name="sql">Any text.</param>
    /// <param name="schema">What may be read.</param>
    /// <param name="rowLimit">As for <see cref="Admit(string, DatabaseSchema, int?)"/>.</param>
    /// <returns>The query to run.</returns>
    /// <exception cref="GuardRefusedException">A rule refused it.</exception>
    public GuardedQuery Require(string sql, DatabaseSchema schema, int? rowLimit = null)
    {
        var outcome = Admit(sql, schema, rowLimit);
        return outcome.Admitted ? outcome.Query : throw new GuardRefusedException(outcome.Refusal);
    }

    private GuardedQuery Check(string sql, DatabaseSchema schema, int rowLimit)
    {
        if (rowLimit < 1 || rowLimit > _options.MaxRowLimit)
        {
            throw Refusals.RowLimit(_options.MaxRowLimit);
        }

        if (sql.Length > _options.MaxLength)
        {
            throw Refusals.TooLong(_options.MaxLength);
        }

        var dialect = schema.Dialect;
        var catalog = FunctionCatalog.For(dialect);
        var parsed = SqlParser.Parse(sql, dialect);
        _ = new GuardCheck(schema, catalog, _options).Run(parsed);

        // What is checked again is what will run: limits added, rendered, and read back.
        var query = RowLimiter.Limit(parsed, rowLimit, dialect, catalog);
        var rendered = SqlRenderer.Render(query, dialect);
        if (!ReadsBack(rendered, query, dialect))
        {
            throw Refusals.Divergence();
        }

        var check = new GuardCheck(schema, catalog, _options with { MaxNodes = int.MaxValue, MaxSources = int.MaxValue, MaxQueryDepth = int.MaxValue }).Run(query);
        return new GuardedQuery(dialect, query, rendered, rowLimit, check.Functions, check.Tables);
    }

    private static bool ReadsBack(string rendered, Query query, SqlDialect dialect)
    {
        try
        {
            return SqlParser.Parse(rendered, dialect).Equals(query);
        }
        catch (SqlSyntaxException)
        {
            return false;
        }
    }
}
