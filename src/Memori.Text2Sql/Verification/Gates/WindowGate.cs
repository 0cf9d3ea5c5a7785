using Memori.Text;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Verification.Gates;

/// <summary>Windows are where strong models err silently: what is filtered before them changes what they reckon.</summary>
internal static class WindowGate
{
    public static Finding? Check(BoundQuery bound)
    {
        var search = new Search();
        search.Visit(bound.Query);
        return search.Found
            ? new Finding(QueryGates.Window, new LocalizedText("it reckons over a window of rows", "使用了窗口计算"))
            : null;
    }

    private sealed class Search : TreeVisitor
    {
        public bool Found { get; private set; }

        protected override void VisitExpression(Expression expression)
        {
            Found |= expression is FunctionCall { Over: not null };
            base.VisitExpression(expression);
        }
    }
}
