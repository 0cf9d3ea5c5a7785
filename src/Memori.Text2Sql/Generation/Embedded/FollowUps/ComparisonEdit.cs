using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

/// <summary>"over 100", "with a price below 50", 超过100元的: a bound on what the answer measures, or on a column that is named.</summary>
/// <param name="Operator">The comparison.</param>
/// <param name="Value">The number.</param>
/// <param name="Columns">The columns that the follow-up may name; empty when it names none.</param>
internal sealed record ComparisonEdit(string Operator, decimal Value, IReadOnlyList<ColumnMatch> Columns) : Edit
{
    /// <summary>The upper bound of a range, when there is one.</summary>
    public decimal? High { get; init; }

    public override Draft? Apply(Draft draft)
    {
        if (draft.Select is not { } select)
        {
            return null;
        }

        if (Columns.Count == 0 && Measures.Of(draft) is { } measure && select.GroupBy.Count > 0)
        {
            var kept = Conjunction.Of(select.Having).Where(c => !(c is Binary b && b.Left == measure && SameSide(b.Operator)));
            return draft.With(select with { Having = Conjunction.Both(Conjunction.All(kept), Compare(measure)) }).Times(0.85);
        }

        var column = Named(draft) ?? (Columns.Count == 0 ? Implied(draft) : null);
        if (column is null)
        {
            return null;
        }

        var rest = draft.Reads(column.Table) ? Conditions.Without(draft, c => c is Binary b && draft.Resolve(b.Left) == column && SameSide(b.Operator)) : draft;
        return Conditions.Add(rest, column, Compare)?.Times(Columns.Count > 0 ? 0.9 : 0.75);
    }

    private ColumnNode? Named(Draft draft) =>
        Joining.Nearest(draft, Columns.Where(c => c.Column.IsNumeric && !c.Column.IsIdentifier));

    // What was bounded already, then what is shown or sorted by, then the one measure that the rows have.
    private static ColumnNode? Implied(Draft draft)
    {
        var select = draft.Select!;
        var named = Conjunction.Of(select.Where).Select(c => c is Binary { Right: Literal { Kind: LiteralKind.Number } } b ? draft.Resolve(b.Left) : null)
            .Concat(draft.Query.OrderBy.Select(o => draft.Resolve(o.Expression)))
            .Concat(select.Items.OfType<ExpressionItem>().Select(i => draft.Resolve(i.Expression)))
            .FirstOrDefault(c => c is { IsMeasure: true });
        var own = draft.Entity()?.Columns.Where(c => c.IsMeasure).ToList() ?? [];
        return named ?? (own.Count > 0 ? own[0] : null);
    }

    private Expression Compare(Expression left) =>
        High is { } high ? new Between(left, SqlTree.Number(Value), SqlTree.Number(high)) : SqlTree.Compare(Operator, left, SqlTree.Number(Value));

    private bool SameSide(string other) => Operator[0] == other[0] && other[0] is '<' or '>' or '=' && other != "<>";
}
