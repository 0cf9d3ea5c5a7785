using Memori.Text;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Schema.Annotations;

/// <summary>
/// Whether a term fits a schema: its table is there, and its SQL is one expression over it whose every name means something and that the guard admits.
/// Asked of the schema as one caller sees it, it tells whether the caller may know the term.
/// </summary>
internal static class GlossaryCheck
{
    private static readonly SqlGuard s_guard = new();

    /// <summary>What is wrong with the term, or null.</summary>
    public static LocalizedText? Judge(GlossaryTerm term, DatabaseSchema schema)
    {
        if (term.Table is { } table && schema.Tables.All(candidate => candidate.Name != table || candidate.Schema != term.Schema))
        {
            return new LocalizedText($"There is no table '{TableNames.Of(term.Schema, term.Table!)}'.", $"没有表“{TableNames.Of(term.Schema, term.Table!)}”。");
        }

        if (term.Sql is not { } sql)
        {
            return null;
        }

        if (term.Table is null)
        {
            return new LocalizedText("A term with sql needs the table that it is about.", "带有 sql 的术语必须指明所属的表。");
        }

        try
        {
            var query = Over(Expression(sql, schema.Dialect), term);
            _ = SqlBinder.Bind(query, schema);
            return s_guard.Admit(SqlRenderer.Render(query, schema.Dialect), schema).Refusal?.Message;
        }
        catch (MemoriException failure) when (failure is SqlSyntaxException or SqlBindingException)
        {
            return failure.Text;
        }
    }

    /// <summary>The columns that the SQL of a term that fits the schema reads.</summary>
    public static IReadOnlyCollection<ColumnRead> Reads(GlossaryTerm term, DatabaseSchema schema) => term.Sql is null || term.Table is null
        ? []
        : SqlBinder.Bind(Over(Expression(term.Sql, schema.Dialect), term with { Kind = GlossaryKind.Metric }), schema).Reads;

    /// <summary>The expression as the renderer writes it: without comments or a semicolon.</summary>
    /// <exception cref="SqlSyntaxException">It is no expression.</exception>
    public static string Normalize(string sql, SqlDialect dialect)
    {
        const string select = "SELECT ";
        return SqlRenderer.Render(new Query(new Select([new ExpressionItem(Expression(sql, dialect))])), dialect)[select.Length..];
    }

    // Alone in the select list: anything that closes the expression and goes on (FROM, UNION, a comma, an alias) shows as another tree.
    /// <summary>The SQL of a term as an expression.</summary>
    /// <exception cref="SqlSyntaxException">It is no single expression.</exception>
    public static Expression Expression(string sql, SqlDialect dialect)
    {
        var parsed = SqlParser.Parse($"SELECT {sql}", dialect);
        return parsed.Body is Select { Items: [ExpressionItem { Alias: null } item] } && parsed.Equals(new Query(new Select([new ExpressionItem(item.Expression)])))
            ? item.Expression
            : throw new SqlSyntaxException(GuardRules.SqlSyntax, 0, new LocalizedText("The sql of a term must be a single expression.", "术语的 sql 必须是单个表达式。"));
    }

    private static Query Over(Expression expression, GlossaryTerm term)
    {
        var from = new TableName(new Identifier(term.Table!), term.Schema is null ? null : new Identifier(term.Schema));
        return term.Kind == GlossaryKind.Metric
            ? new Query(new Select([new ExpressionItem(expression)]) { From = from })
            : new Query(new Select([new StarItem()]) { From = from, Where = expression });
    }
}
