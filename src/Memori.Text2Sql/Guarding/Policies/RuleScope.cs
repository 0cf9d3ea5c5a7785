using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>
/// An expression of a rule where it belongs: over the real table, under the guard's own lists, with every table in it named with its schema and the
/// ruled table's columns with the table, so that nothing of a query around it can give a name in it another meaning.
/// </summary>
internal static class RuleScope
{
    /// <summary>The expression as it stands in a fence.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="table">The table that it is about.</param>
    /// <param name="schema">The real schema.</param>
    /// <param name="attributes">What is asked of the caller in it.</param>
    /// <returns>The expression, and what it gives.</returns>
    /// <exception cref="GuardRefusedException">It calls what no query may.</exception>
    /// <exception cref="SqlBindingException">It reads what is not there.</exception>
    public static (Expression Expression, ColumnType Type) Place(Expression expression, TableSchema table, DatabaseSchema schema, CallerCalls attributes)
    {
        var defaultSchema = schema.Dialect.DefaultSchema;
        var source = new TableName(new Identifier(table.Name), new Identifier(table.Schema ?? defaultSchema));
        var probe = BuiltInNames.Of(Probe(new TableQualifier(defaultSchema).Apply(attributes.Apply(expression)), source), schema);
        _ = new GuardCheck(schema.Dialect, new HashSet<string>(), schema.ShadowingFunctions, new GuardOptions()).Run(probe);
        var bound = SqlBinder.Bind(probe, schema);
        var placed = ExpressionOf(probe);
        return (new ColumnQualifier(source, bound, attributes).Apply(placed), bound.TypeOf(placed));
    }

    private static Query Probe(Expression expression, TableName source) => new(new Select([new ExpressionItem(expression)]) { From = source });

    private static Expression ExpressionOf(Query probe) => ((ExpressionItem)((Select)probe.Body).Items[0]).Expression;

    private sealed class TableQualifier(string defaultSchema) : TreeRewriter
    {
        public Expression Apply(Expression expression) => RewriteExpression(expression);

        public override Query RewriteQuery(Query query) => query.With is null
            ? base.RewriteQuery(query)
            : throw Refusals.WithInRule(query.With);

        protected override TableSource RewriteSource(TableSource source) =>
            source is TableName { Schema: null } table ? table with { Schema = new Identifier(defaultSchema) } : base.RewriteSource(source);
    }

    private sealed class ColumnQualifier(TableName source, BoundQuery bound, CallerCalls attributes) : TreeRewriter
    {
        public Expression Apply(Expression expression) => RewriteExpression(expression);

        protected override Expression RewriteExpression(Expression expression)
        {
            switch (expression)
            {
                case ColumnName { Table: null } column when ReferenceEquals(bound.BindingOf(column)?.Source, source):
                    return column with { Table = source.Name };
                case Binary { Operator: "=" or "<>" or "<" or "<=" or ">" or ">=" } comparison:
                    attributes.NumberWhere(IsNumber(comparison.Left), comparison.Right);
                    attributes.NumberWhere(IsNumber(comparison.Right), comparison.Left);
                    break;
                case Between between:
                    attributes.NumberWhere(IsNumber(between.Operand), between.Low);
                    attributes.NumberWhere(IsNumber(between.Operand), between.High);
                    break;
                case InList list:
                    foreach (var item in list.Items)
                    {
                        attributes.NumberWhere(IsNumber(list.Operand), item);
                    }

                    break;
                case Literal literal:
                    return attributes.Typed(literal);
            }

            return base.RewriteExpression(expression);
        }

        private bool IsNumber(Expression expression) => bound.TypeOf(expression) is ColumnType.Integer or ColumnType.Number;
    }
}
