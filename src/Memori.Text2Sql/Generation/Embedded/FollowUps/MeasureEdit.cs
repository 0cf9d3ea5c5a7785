using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

/// <summary>"average instead of total", "by number of orders", 换成平均值: another measure, in the place of the one before or beside it.</summary>
/// <param name="Aggregate">The aggregate; <see cref="Embedded.Aggregate.None"/> to keep the one there is.</param>
/// <param name="Columns">The columns that may be measured; empty for the one there is.</param>
/// <param name="Counted">The table whose rows are counted, or null.</param>
/// <param name="Beside">Whether it is shown beside the measure there is.</param>
internal sealed record MeasureEdit(Aggregate Aggregate, IReadOnlyList<ColumnMatch> Columns, TableNode? Counted, bool Beside) : Edit
{
    public override Draft? Apply(Draft draft)
    {
        if (draft.Select is null)
        {
            return null;
        }

        var old = Measures.Of(draft);
        if (Build(draft, old) is not var (reached, now))
        {
            return null;
        }

        // Joining may have qualified the old one.
        old = Measures.Of(reached);
        var select = reached.Select!;
        if (old is null)
        {
            // A list becomes one number, or gets one more column for each of its rows.
            return Beside ? null : (reached with { Query = new Query(select with { Items = [new ExpressionItem(now)], Distinct = false }) }).Times(0.8);
        }

        if (now == old)
        {
            return draft;
        }

        return Beside
            ? reached.With(select with { Items = [.. select.Items, new ExpressionItem(now)] }).Times(0.9)
            : WithoutAlias(Measures.Replace(reached, old, now), now).Times(0.9);
    }

    private (Draft Draft, Expression Measure)? Build(Draft draft, Expression? old)
    {
        if (Counted is { } counted)
        {
            if (Joining.Reach(draft, counted) is not var (reached, repeats))
            {
                return null;
            }

            var star = reached.Entity() == counted && !repeats;
            return star ? (reached, SqlTree.Call("count", null))
                : counted.Key is { } key ? (reached, SqlTree.Call("count", reached.Write(key), distinct: true))
                : null;
        }

        var column = Column(draft, old);
        if (column is null)
        {
            return null;
        }

        if (Joining.Reach(draft, column.Table) is not var (joined, multiplied) || multiplied)
        {
            return null;
        }

        var kept = old is FunctionCall { Arguments.Count: > 0 } call && call.Name.Text.ToLowerInvariant() is "sum" or "avg" or "min" or "max" ? call.Name.Text.ToLowerInvariant() : "sum";
        var function = Aggregate == Aggregate.None ? kept : Aggregates.Function(Aggregate);
        return column.IsNumeric || Aggregate is Aggregate.Max or Aggregate.Min
            ? (Measures.Repeated(joined, column.Table) && function is "sum" or "avg" ? joined.Times(0.5) : joined, SqlTree.Call(function, joined.Write(column)))
            : null;
    }

    private ColumnNode? Column(Draft draft, Expression? old)
    {
        if (Columns.Count > 0)
        {
            return Joining.Nearest(draft, Columns.Where(c => c.Column.IsMeasure || Aggregate is Aggregate.Max or Aggregate.Min), c => Measures.Repeated(draft, c.Table) ? 1 : 0);
        }

        // The average of a list: of what it is sorted by or shows, else of the one measure that its rows have.
        return (old is null ? null : Measures.ColumnOf(draft, old) is { IsNumeric: true } measured ? measured : null)
            ?? draft.Query.OrderBy.Select(o => draft.Resolve(o.Expression)).FirstOrDefault(c => c is { IsMeasure: true })
            ?? draft.Select!.Items.OfType<ExpressionItem>().Select(i => draft.Resolve(i.Expression)).FirstOrDefault(c => c is { IsMeasure: true })
            ?? draft.Entity()?.Columns.FirstOrDefault(c => c.IsMeasure);
    }

    // "total_amount" would be a wrong name for an average.
    private static Draft WithoutAlias(Draft draft, Expression measure) =>
        draft.With(draft.Select! with { Items = [.. draft.Select.Items.Select(i => i is ExpressionItem { Alias: not null } item && item.Expression == measure ? item with { Alias = null } : i)] });
}
