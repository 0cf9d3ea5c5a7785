using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;
using Memori.Text2Sql.Telemetry;

namespace Memori.Text2Sql.Guarding;

/// <summary>
/// Decides what may run: one SELECT whose every part is on a list. What it admits is rendered from the checked tree, so that nothing
/// runs that was not read. Safe for concurrent use.
/// </summary>
/// <param name="options">Limits; null for the defaults.</param>
public sealed class SqlGuard(GuardOptions? options = null)
{
    // What the guard itself adds is not the caller's to answer for.
    private static readonly GuardOptions Unlimited = new() { MaxNodes = int.MaxValue, MaxSources = int.MaxValue, MaxQueryDepth = int.MaxValue };
    private static readonly HashSet<string> NothingDenied = [];

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
        using var span = QuestionTelemetry.StartGuard();
        return QuestionTelemetry.Decided(span, Decide(sql, access, rowLimit));
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

    private GuardOutcome Decide(string sql, CallerAccess access, int? rowLimit)
    {
        try
        {
            return GuardOutcome.Admit(Check(sql, access, rowLimit ?? _options.RowLimit));
        }
        catch (SqlSyntaxException e)
        {
            return GuardOutcome.Refuse(new GuardRefusal(e.Rule, e.Text, e.Position));
        }
        catch (SqlBindingException e)
        {
            return GuardOutcome.Refuse(new GuardRefusal(e.Rule, e.Text, e.Position));
        }
        catch (GuardRefusedException e)
        {
            return GuardOutcome.Refuse(e.Refusal);
        }
    }

    private GuardedQuery Check(string sql, CallerAccess access, int rowLimit)
    {
        if (rowLimit < 1 || rowLimit > _options.MaxRowLimit)
        {
            throw Refusals.RowLimit(_options.MaxRowLimit);
        }

        if (sql.Length > _options.MaxLength)
        {
            throw Refusals.TooLong(_options.MaxLength);
        }

        rowLimit = Math.Min(rowLimit, access.Limits.Rows ?? rowLimit);
        var dialect = access.Schema.Dialect;
        var parsed = BuiltInNames.Of(SqlParser.Parse(sql, dialect), access.FullSchema);
        _ = new GuardCheck(dialect, access.DeniedFunctions, access.Schema.ShadowingFunctions, _options).Run(parsed);
        var asked = BindAsked(parsed, access);
        var growth = new GrowthCheck(asked, _options.MaxBuilt).Run();

        // What is checked again is what will run: fences and limits added, rendered, and read back.
        var fenced = access.IsRestricted ? new Fencer(access, asked).RewriteQuery(parsed) : parsed;
        var query = RowLimiter.Limit(fenced, rowLimit, dialect);
        var rendered = SqlRenderer.Render(query, dialect);
        var read = ReadBack(rendered, query, dialect);
        var check = new GuardCheck(dialect, NothingDenied, access.FullSchema.ShadowingFunctions, Unlimited).Run(read);
        return new GuardedQuery(dialect, read, rendered, rowLimit, check.Functions, BindFinal(read, access))
        {
            ShownSql = access.IsRestricted ? SqlRenderer.Render(RowLimiter.Limit(parsed, rowLimit, dialect), dialect) : rendered,
            IsRestricted = access.IsRestricted,
            Asked = asked,
            OutputNames = access.IsRestricted ? [.. asked.Columns.Select(static column => column.Name)] : null,
            Limits = access.Limits,
            CommonTables = check.CommonTables,
            Gathered = growth.Gathered,
        };
    }

    /// <summary>What the names of a query mean to the caller: this is where permission is decided.</summary>
    private static BoundQuery BindAsked(Query parsed, CallerAccess access)
    {
        try
        {
            return SqlBinder.Bind(parsed, access.Schema);
        }
        catch (SqlBindingException e) when (e.Rule == GuardRules.UnknownTable && ClosedTableName.At(e.Position, parsed, access) is { } closed)
        {
            throw new GuardRefusedException(closed);
        }
    }

    /// <summary>What the names of the query mean that will run.</summary>
    private static BoundQuery BindFinal(Query read, CallerAccess access)
    {
        try
        {
            return SqlBinder.Bind(read, access.FullSchema);
        }
        catch (SqlBindingException) when (access.IsRestricted)
        {
            // Its words would be about what the caller does not see.
            throw Refusals.Divergence();
        }
    }

    private static Query ReadBack(string rendered, Query query, SqlDialect dialect)
    {
        try
        {
            var read = SqlParser.Parse(rendered, dialect);
            return read.Equals(query) ? read : throw Refusals.Divergence();
        }
        catch (SqlSyntaxException)
        {
            throw Refusals.Divergence();
        }
    }
}
