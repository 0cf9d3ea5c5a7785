using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

/// <summary>The aggregate that an answer is about.</summary>
internal static class Measures
{
    /// <summary>The last aggregate that is shown, or that rows are ordered by; null when there is none.</summary>
    public static Expression? Of(Draft draft) =>
        draft.Select?.Items.OfType<ExpressionItem>().Select(i => i.Expression).LastOrDefault(Draft.IsAggregate)
        ?? draft.Query.OrderBy.Select(o => o.Expression).FirstOrDefault(Draft.IsAggregate);

    /// <summary>The columns that are aggregated.</summary>
    public static ColumnNode? ColumnOf(Draft draft, Expression measure) => measure switch
    {
        FunctionCall { Arguments: [var only, ..] } call => draft.Resolve(only) ?? ColumnOf(draft, call.Arguments[0]),
        Binary binary => ColumnOf(draft, binary.Left) ?? ColumnOf(draft, binary.Right),
        Cast cast => ColumnOf(draft, cast.Operand),
        _ => null,
    };

    /// <summary>The draft with one expression in another's place, in items, HAVING and ORDER BY.</summary>
    public static Draft Replace(Draft draft, Expression old, Expression now)
    {
        var swap = new Swap(old, now);
        return draft with { Query = swap.RewriteQuery(draft.Query) };
    }

    /// <summary>Whether some joined table has several rows for one of <paramref name="table"/>, so that sums over it would count twice.</summary>
    public static bool Repeated(Draft draft, TableNode table) =>
        draft.Sources.Any(s => s.Table != table && Refers(draft, s.Table, table, []));

    private static bool Refers(Draft draft, TableNode from, TableNode to, HashSet<TableNode> seen) =>
        seen.Add(from) && draft.Index.Edges.Where(e => e.From.Table == from && e.To.Table != from && draft.Reads(e.To.Table)).Any(e => e.To.Table == to || Refers(draft, e.To.Table, to, seen));

    private sealed class Swap(Expression old, Expression now) : TreeRewriter
    {
        protected override Expression RewriteExpression(Expression expression) => expression == old ? now : base.RewriteExpression(expression);
    }
}
