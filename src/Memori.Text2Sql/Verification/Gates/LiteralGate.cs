using Memori.Text;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Verification.Gates;

/// <summary>A text that a column is compared with must be one of the column's known values, or one that was found for the question.</summary>
internal static class LiteralGate
{
    public static Finding? Check(BoundQuery bound, GroundedQuestion question)
    {
        var search = new Search(bound, question);
        search.Visit(bound.Query);
        return search.Guessed is var (column, literal)
            ? new Finding(QueryGates.GuessedLiteral, new LocalizedText($"“{literal}” is not known to be a value of {column}", $"不能确定“{literal}”是 {column} 的值"))
            : null;
    }

    private sealed class Search(BoundQuery bound, GroundedQuestion question) : TreeVisitor
    {
        public (string Column, string Literal)? Guessed { get; private set; }

        protected override void VisitExpression(Expression expression)
        {
            switch (expression)
            {
                case Binary { Operator: "=" or "<>" } compared:
                    Compare(compared.Left, compared.Right);
                    Compare(compared.Right, compared.Left);
                    break;
                case IsDistinct compared:
                    Compare(compared.Left, compared.Right);
                    Compare(compared.Right, compared.Left);
                    break;
                case InList list:
                    foreach (var item in list.Items)
                    {
                        Compare(list.Operand, item);
                    }

                    break;
            }

            base.VisitExpression(expression);
        }

        private void Compare(Expression operand, Expression value)
        {
            if (Guessed is not null || value is not Literal { Kind: LiteralKind.Text, Value: var literal })
            {
                return;
            }

            var (name, ignoresCase) = Unwrap(operand);
            if (name is not null
                && bound.BindingOf(name)?.Column is { Table: { } table, Column: { Type: ColumnType.Text } column }
                && !IsKnown(table, column, literal, ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            {
                Guessed = (name.Name.Text, literal);
            }
        }

        private bool IsKnown(TableSchema table, ColumnSchema column, string literal, StringComparison comparison) =>
            column.Profile.Values.Any(value => value.Equals(literal, comparison))
            || question.Values.Any(link => link.Table == table.Name && link.Column == column.Name && link.Value.Equals(literal, comparison));

        private static (ColumnName? Name, bool IgnoresCase) Unwrap(Expression operand) => operand switch
        {
            ColumnName name => (name, false),
            Collate { Operand: ColumnName name } collate => (name, collate.Collation.Text.Equals("NOCASE", StringComparison.OrdinalIgnoreCase)),
            FunctionCall { Arguments: [ColumnName name] } call when call.Name.Text.ToUpperInvariant() is "LOWER" or "UPPER" => (name, true),
            _ => (null, false),
        };
    }
}
