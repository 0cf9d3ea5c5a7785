using Memori.Text;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Verification.Gates;

/// <summary>NOT IN over a column that holds NULL finds nothing at all.</summary>
internal static class NullGate
{
    public static Finding? Check(BoundQuery bound)
    {
        var search = new Search(bound);
        search.Visit(bound.Query);
        return search.Found is { } column
            ? new Finding(QueryGates.NullNotIn, new LocalizedText($"NOT IN finds nothing when {column} is missing somewhere", $"只要 {column} 有空值,NOT IN 就查不到任何结果"))
            : null;
    }

    private sealed class Search(BoundQuery bound) : TreeVisitor
    {
        public string? Found { get; private set; }

        protected override void VisitExpression(Expression expression)
        {
            Found ??= expression switch
            {
                InQuery { Not: true } negated => MayBeNull(negated.Query),
                Unary { Operator: "NOT", Operand: InQuery { Not: false } negated } => MayBeNull(negated.Query),
                _ => null,
            };
            base.VisitExpression(expression);
        }

        private string? MayBeNull(Query query) =>
            query.Body is Select { Items: [ExpressionItem { Expression: ColumnName name }] } select
            && bound.BindingOf(name)?.Column.Column is { Nullable: true, Profile.NullCount: not 0 }
            && !Excludes(select.Where, name)
                ? name.Name.Text
                : null;

        // Whatever else the column is compared with, NULL does not pass.
        private static bool Excludes(Expression? condition, ColumnName name) => condition switch
        {
            Binary { Operator: "AND" } both => Excludes(both.Left, name) || Excludes(both.Right, name),
            Binary { Operator: "=" or "<>" or "<" or "<=" or ">" or ">=" } compared => Is(compared.Left, name) || Is(compared.Right, name),
            IsTest { Test: "NULL", Not: true } test => Is(test.Operand, name),
            Between between => Is(between.Operand, name),
            InList list => Is(list.Operand, name),
            Like like => Is(like.Operand, name),
            _ => false,
        };

        private static bool Is(Expression expression, ColumnName name) => expression is ColumnName other && other.Name.Equals(name.Name);
    }
}
