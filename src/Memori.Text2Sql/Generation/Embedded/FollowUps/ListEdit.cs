using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

/// <summary>"how many are there?", 一共几个?: the number of what was listed.</summary>
internal sealed record CountEdit : Edit
{
    public override Draft? Apply(Draft draft)
    {
        var query = draft.Query with { OrderBy = [], Limit = null, Offset = null };
        if (draft.Select is { } select && query.With is null)
        {
            var aggregates = select.Items.Any(i => i is ExpressionItem { Expression: var e } && Draft.IsAggregate(e));
            if (aggregates && select.GroupBy.Count == 0)
            {
                // A number already: how many rows it was made of.
                return Measures.Of(draft) is FunctionCall { Star: true } or FunctionCall { Distinct: true }
                    ? draft
                    : (draft with { Query = new Query(select with { Items = [new ExpressionItem(SqlTree.Call("count", null))] }) }).Times(0.6);
            }

            if (!aggregates && !select.Distinct && select.GroupBy.Count == 0)
            {
                return (draft with { Query = new Query(select with { Items = [new ExpressionItem(SqlTree.Call("count", null))] }) }).Times(0.95);
            }
        }

        var counted = new Select([new ExpressionItem(SqlTree.Call("count", null))]) { From = new DerivedTable(query, new Identifier("answers")) };
        return (draft with { Query = new Query(counted) }).Times(draft.Query.Limit is null ? 0.9 : 0.7);
    }
}

/// <summary>"list them", 都有谁?: the rows behind a number.</summary>
internal sealed record ListEdit : Edit
{
    public override Draft? Apply(Draft draft)
    {
        if (draft.Select is not { } select)
        {
            return null;
        }

        if (select is { From: DerivedTable { Query: var inner }, Items: [ExpressionItem { Expression: FunctionCall { Star: true } }] })
        {
            return Draft.Of(inner, draft.Index, draft.Chinese) is { Select: not null } inside ? Named(inside)?.Times(0.8) : (draft with { Query = inner }).Times(0.6);
        }

        return Measures.Of(draft) is null ? draft.Times(0.7) : Named(draft);
    }

    private static Draft? Named(Draft draft)
    {
        var select = draft.Select!;
        var counted = Measures.Of(draft) is FunctionCall { Distinct: true, Arguments: [var key] } ? draft.Resolve(key)?.Table : null;
        var table = counted ?? draft.Entity();
        if (table is null)
        {
            return null;
        }

        var named = select with
        {
            Items = [.. draft.Display(table).Select(c => new ExpressionItem(draft.Write(c)))],
            GroupBy = [],
            Having = null,
            Distinct = Measures.Repeated(draft, table),
        };
        return (draft with { Query = new Query(named) { With = draft.Query.With } }).Times(select.GroupBy.Count > 0 ? 0.4 : 0.92);
    }
}
