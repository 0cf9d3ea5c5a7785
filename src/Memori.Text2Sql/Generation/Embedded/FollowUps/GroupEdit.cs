using Memori.Text;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

/// <summary>"by region", "per month", 按地区分: a figure for each of something.</summary>
/// <param name="Columns">The columns that may be meant.</param>
/// <param name="Table">The table whose rows are meant, or null.</param>
/// <param name="Grain">The grain of time, or null.</param>
/// <param name="Also">Whether the grouping there is stays.</param>
internal sealed record GroupEdit(IReadOnlyList<ColumnMatch> Columns, TableNode? Table, TimeGrain? Grain, bool Also) : Edit
{
    public override Draft? Apply(Draft draft)
    {
        if (draft.Select is null || Key(draft) is not { } column)
        {
            return null;
        }

        if (Joining.Reach(draft, column.Table) is not var (reached, repeats))
        {
            return null;
        }

        var measure = Measures.Of(reached);
        if (repeats && measure is not null)
        {
            (reached, measure) = Unrepeated(reached, measure);
        }

        var shown = Grain is { } grain
            ? [TimeExpression.Truncate(column, reached.Write(column), grain, reached.Dialect)]
            : Table is { } table ? [.. reached.Display(table).Select(reached.Write)] : (IReadOnlyList<Expression>)[reached.Write(column)];
        var keys = Table is { Key: { } key } ? [reached.Write(key), .. Dialect(reached, shown)] : shown;
        var grouped = Grouped(reached, shown, keys, measure);

        // Periods nobody ordered are told in the order of time, as in a question of its own.
        return Grain is not null && grouped.Query.OrderBy.Count == 0 && grouped.Query.Limit is null
            ? grouped with { Query = grouped.Query with { OrderBy = [new OrderItem(shown[0])] } }
            : grouped;
    }

    private Draft Grouped(Draft draft, IReadOnlyList<Expression> shown, IReadOnlyList<Expression> keys, Expression? measure)
    {
        var select = draft.Select!;
        var measures = select.Items.Where(i => i is ExpressionItem { Expression: var e } && Draft.IsAggregate(e)).ToList();
        if (measure is null)
        {
            // A list is counted: how many of them for each.
            measures = [new ExpressionItem(SqlTree.Call("count", null))];
            var counted = select with { Items = [.. shown.Select(e => new ExpressionItem(e)), .. measures], GroupBy = [.. keys], Distinct = false };
            return (draft with { Query = draft.Query with { Body = counted, OrderBy = [], Limit = null, Offset = null } }).Times(select.Distinct ? 0.5 : 0.75);
        }

        var kept = Also ? select.Items.Where(i => !measures.Contains(i)).ToList() : [];
        if (measures.Count == 0)
        {
            measures = [new ExpressionItem(measure)];
        }

        var gone = Also ? [] : select.Items.OfType<ExpressionItem>().Select(i => i.Expression).Where(e => !Draft.IsAggregate(e)).Concat(select.GroupBy).ToHashSet();
        var grouped = select with
        {
            Items = [.. kept, .. shown.Select(e => new ExpressionItem(e)), .. measures],
            GroupBy = [.. (Also ? select.GroupBy.Concat(keys) : keys).Distinct()],
            Distinct = false,
        };
        var had = select.GroupBy.Count > 0 && !Also;
        return (draft with { Query = draft.Query with { Body = grouped, OrderBy = [.. draft.Query.OrderBy.Where(o => !gone.Contains(o.Expression))] } }).Times(had ? 0.85 : 0.93);
    }

    // Some dialects want what is shown among the keys.
    private static IReadOnlyList<Expression> Dialect(Draft draft, IReadOnlyList<Expression> shown) => draft.Dialect.GroupsWhatIsShown ? shown : [];

    // A total of orders can't be split by what their lines say: the lines have an amount of their own, or the count counts each once.
    private static (Draft Draft, Expression Measure) Unrepeated(Draft draft, Expression measure)
    {
        var entity = draft.Entity();
        var column = Measures.ColumnOf(draft, measure);
        if (measure is FunctionCall { Star: true } && draft.Sources[0].Table is { Key: { } key })
        {
            var once = SqlTree.Call("count", draft.Write(key), distinct: true);
            return (Measures.Replace(draft, measure, once).Times(0.9), once);
        }

        if (column is not null && entity is not null && measure is FunctionCall call && entity != column.Table
            && entity.Columns.FirstOrDefault(c => c.IsMeasure && c.Words[^1] == column.Words[^1]) is { } own)
        {
            var now = call with { Arguments = [draft.Write(own)] };
            return (Measures.Replace(draft, measure, now).Times(0.85), now);
        }

        return (draft.Times(0.4), measure);
    }

    private ColumnNode? Key(Draft draft)
    {
        if (Grain is not null && Columns.Count == 0)
        {
            return TimeColumns.Of(draft);
        }

        return Table is { } table
            ? table.Key ?? table.Display[0]
            : Joining.Nearest(draft, Columns.Where(c => Grain is null || c.Column.IsDate));
    }
}
