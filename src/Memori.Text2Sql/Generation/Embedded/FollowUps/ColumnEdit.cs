using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

/// <summary>"also show the email", 带上邮箱: one more column.</summary>
/// <param name="Columns">The columns that may be meant.</param>
/// <param name="Table">The table whose rows' names are meant, or null.</param>
internal sealed record AddColumnEdit(IReadOnlyList<ColumnMatch> Columns, TableNode? Table) : Edit
{
    public override Draft? Apply(Draft draft)
    {
        if (draft.Select is not { } before || (before.GroupBy.Count == 0 && before.Items.Any(i => i is ExpressionItem { Expression: var e } && Draft.IsAggregate(e))))
        {
            return null;
        }

        var shown = Shown(draft);
        var column = Joining.Nearest(draft, Columns, c => c.Table == shown ? -0.5 : 0);
        var table = Table ?? column?.Table;
        if (table is null || Joining.Reach(draft, table) is not var (reached, repeats))
        {
            return null;
        }

        // A figure of the rows' own in a grouped answer is a measure.
        if (column is { IsMeasure: true } && before.GroupBy.Count > 0 && reached.Entity() == column.Table)
        {
            return reached.With(reached.Select! with { Items = [.. reached.Select.Items, new ExpressionItem(SqlTree.Call("sum", reached.Write(column)))] }).Times(0.8);
        }

        var added = (Table is null ? [column!] : reached.Display(Table)).Select(reached.Write).ToList();
        var select = reached.Select!;
        var fresh = added.Where(e => !select.Items.Contains(new ExpressionItem(e))).ToList();
        return fresh.Count == 0
            ? draft
            : reached.With(select with
            {
                Items = [.. select.Items, .. fresh.Select(e => new ExpressionItem(e))],
                GroupBy = select.GroupBy.Count == 0 ? [] : [.. select.GroupBy, .. fresh.Where(e => !select.GroupBy.Contains(e))],
            }).Times(repeats ? 0.5 : 0.92);
    }

    // The table that the answer's rows show.
    private static TableNode? Shown(Draft draft) =>
        draft.Select?.Items.OfType<ExpressionItem>().Select(i => draft.Resolve(i.Expression)?.Table).FirstOrDefault(t => t is not null);
}

/// <summary>"without the id", 不要邮箱: one column less.</summary>
/// <param name="Columns">The columns that may be meant.</param>
/// <param name="Table">The table whose rows' names are meant, or null.</param>
internal sealed record RemoveColumnEdit(IReadOnlyList<ColumnMatch> Columns, TableNode? Table) : Edit
{
    public override Draft? Apply(Draft draft)
    {
        if (draft.Select is not { } select)
        {
            return null;
        }

        var gone = select.Items.OfType<ExpressionItem>().Where(i => IsMeant(draft, i)).ToList();
        return gone.Count == 0 || gone.Count == select.Items.Count
            ? null
            : draft.With(select with { Items = [.. select.Items.Where(i => !gone.Contains(i))] }).Times(0.95);
    }

    private bool IsMeant(Draft draft, ExpressionItem item)
    {
        var column = draft.Resolve(item.Expression) ?? (Draft.IsAggregate(item.Expression) ? Measures.ColumnOf(draft, item.Expression) : null);
        return column is not null && (Columns.Any(c => c.Column == column) || (Table is { } table && column.Table == table));
    }
}
