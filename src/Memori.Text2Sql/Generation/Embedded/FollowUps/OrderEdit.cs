using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

/// <summary>"top 10 instead", "show the lowest", "sort by price", 前三名, 倒过来: another order, or another number of rows.</summary>
internal sealed record OrderEdit : Edit
{
    /// <summary>The direction, or null to keep the one there is.</summary>
    public bool? Descending { get; init; }

    /// <summary>Whether the direction there is turns round.</summary>
    public bool Flip { get; init; }

    /// <summary>How many rows, or null to keep.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether all rows are wanted.</summary>
    public bool All { get; init; }

    /// <summary>The columns that may be sorted by; empty for what is sorted by now, or what is measured.</summary>
    public IReadOnlyList<ColumnMatch> Columns { get; init; } = [];

    /// <summary>The aggregate of the column.</summary>
    public Aggregate Aggregate { get; init; }

    /// <summary>Whether a superlative asks for the one: "which is the cheapest?".</summary>
    public bool One { get; init; }

    public override Draft? Apply(Draft draft)
    {
        var query = draft.Query;
        if (All)
        {
            return query.Limit is null ? null : (draft with { Query = query with { Limit = null, Offset = null } }).Times(0.95);
        }

        var ordered = query.OrderBy.Count > 0 && Columns.Count == 0;
        var result = draft;
        if (Columns.Count > 0)
        {
            if (By(draft) is not var (reached, key))
            {
                return null;
            }

            result = reached with { Query = reached.Query with { OrderBy = [SqlTree.Order(key, Descending ?? Draft.IsAggregate(key), draft.Dialect)] } };
        }
        else if (!ordered)
        {
            var key = Measures.Of(draft) is { } measure && draft.Select is { GroupBy.Count: > 0 } ? measure : Shown(draft);
            if (key is null)
            {
                return Limit is { } plain && Descending is not false ? (draft with { Query = query with { Limit = SqlTree.Number(plain) } }).Times(0.6) : null;
            }

            result = draft with { Query = query with { OrderBy = [SqlTree.Order(key, Descending ?? !Flip, draft.Dialect)] } };
        }
        else if (Flip || Descending is not null)
        {
            result = draft with { Query = query with { OrderBy = [.. query.OrderBy.Select(o => SqlTree.Order(o.Expression, Flip ? !o.Descending : Descending!.Value, draft.Dialect))] } };
        }

        var limit = Limit ?? (One && !ordered && draft.Query.Limit is null ? 1 : null);
        result = limit is { } n ? result with { Query = result.Query with { Limit = SqlTree.Number(n) } } : result;
        return result.Query == query ? null : result.Times(ordered || Columns.Count > 0 ? 0.95 : 0.85);
    }

    private (Draft Draft, Expression Key)? By(Draft draft)
    {
        if (draft.Select is not { } select)
        {
            return null;
        }

        if (Joining.Nearest(draft, Columns) is not { } column)
        {
            return null;
        }

        // In a grouped answer the measure of that column, or the column among the groups.
        var items = select.Items.OfType<ExpressionItem>().Select(i => i.Expression).ToList();
        if (select.GroupBy.Count > 0 && items.Find(e => Draft.IsAggregate(e) && Measures.ColumnOf(draft, e) == column) is { } measured)
        {
            return (draft, measured);
        }

        if (Joining.Reach(draft, column.Table) is not var (reached, repeats))
        {
            return null;
        }

        var written = reached.Write(column);
        if (reached.Select!.GroupBy.Count > 0 && !reached.Select.GroupBy.Contains(written) && !reached.Select.Items.Contains(new ExpressionItem(written)))
        {
            return column.IsMeasure ? (reached, SqlTree.Call(Aggregate == Aggregate.None ? "sum" : Aggregates.Function(Aggregate), written)) : null;
        }

        return repeats || (reached.Select.Items.Any(i => i is ExpressionItem { Expression: var e } && Draft.IsAggregate(e)) && reached.Select.GroupBy.Count == 0) ? null : (reached, written);
    }

    // What is shown as a measure; else what the rows have.
    private static Expression? Shown(Draft draft)
    {
        if (draft.Select is not { } select || select.Items.Any(i => i is ExpressionItem { Expression: var e } && Draft.IsAggregate(e)))
        {
            return null;
        }

        var column = select.Items.OfType<ExpressionItem>().Select(i => draft.Resolve(i.Expression)).FirstOrDefault(c => c is { IsMeasure: true })
            ?? draft.Entity()?.Columns.FirstOrDefault(c => c.IsMeasure);
        return column is null ? null : draft.Write(column);
    }
}
