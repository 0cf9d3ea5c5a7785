using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>
/// An expression of a rule where it belongs: over the real table, under the guard's own lists, with every table in it named with its schema.
/// </summary>
internal static class RuleScope
{
    /// <summary>The expression as it stands in a fence.</summary>
    /// <param name="expression">The expression, with literals in the place of the caller's attributes.</param>
    /// <param name="table">The table that it is about.</param>
    /// <param name="schema">The real schema.</param>
    /// <exception cref="GuardRefusedException">It reads or calls what no query may, or what is not there.</exception>
    public static Expression Place(Expression expression, TableSchema table, DatabaseSchema schema)
    {
        var placed = new Qualifier(schema.Dialect.DefaultSchema).Apply(expression);
        var probe = new Query(new Select([new ExpressionItem(placed)])
        {
            From = new TableName(new Identifier(table.Name), new Identifier(table.Schema ?? schema.Dialect.DefaultSchema)),
        });
        _ = new GuardCheck(CallerAccess.Unrestricted(schema), FunctionCatalog.For(schema.Dialect), new GuardOptions()).Run(probe);
        return placed;
    }

    private sealed class Qualifier(string defaultSchema) : TreeRewriter
    {
        public Expression Apply(Expression expression) => RewriteExpression(expression);

        public override Query RewriteQuery(Query query) => query.With is null
            ? base.RewriteQuery(query)
            : throw Refusals.WithInRule(query.With);

        protected override TableSource RewriteSource(TableSource source) =>
            source is TableName { Schema: null } table ? table with { Schema = new Identifier(defaultSchema) } : base.RewriteSource(source);
    }
}
