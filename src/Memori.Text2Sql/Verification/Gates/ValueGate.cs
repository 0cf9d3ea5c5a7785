using Memori.Text;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Verification.Gates;

/// <summary>A value of the database that the question names is in the query, as a rule.</summary>
internal static class ValueGate
{
    public static Finding? Check(BoundQuery bound, GroundedQuestion question)
    {
        if (question.Values.Count == 0)
        {
            return null;
        }

        var literals = new Literals();
        literals.Visit(bound.Query);
        var unused = question.Values.GroupBy(link => link.Phrase, StringComparer.Ordinal)
            .FirstOrDefault(links => !links.Any(link => literals.Texts.Any(text => text.Contains(link.Value, StringComparison.OrdinalIgnoreCase))));
        return unused is null
            ? null
            : new Finding(QueryGates.UnusedValue, new LocalizedText($"“{unused.Key}” of the question is not used", $"没有用到问题中的“{unused.Key}”"));
    }

    private sealed class Literals : TreeVisitor
    {
        public List<string> Texts { get; } = [];

        protected override void VisitExpression(Expression expression)
        {
            if (expression is Literal { Kind: LiteralKind.Text or LiteralKind.Number } literal)
            {
                Texts.Add(literal.Value);
            }

            base.VisitExpression(expression);
        }
    }
}
