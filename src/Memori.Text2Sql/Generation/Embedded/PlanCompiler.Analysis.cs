using Memori.Text2Sql.Generation.Embedded.Analysis;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded;

internal sealed partial class PlanCompiler
{
    private Query? Analyse(Analysis.Analysis analysis)
    {
        var query = analysis.Kind switch
        {
            AnalysisKind.Share or AnalysisKind.Percentage => Share(analysis),
            AnalysisKind.TopPerGroup => TopPerGroup(),
            AnalysisKind.Running => Running(),
            _ => Median(),
        };
        return _filters.IsBroken ? null : query;
    }

    private Query? Share(Analysis.Analysis analysis)
    {
        if (_plan.Projections is not [TermProjection { Term: var term }])
        {
            return null;
        }

        var factor = SqlTree.Number(analysis.Kind == AnalysisKind.Percentage ? 100.0m : 1.0m);
        var all = Term(term);
        var measured = term.Column is null ? SqlTree.Number(1) : ((FunctionCall)all).Arguments[0];
        Expression part = analysis.Part is { } filter
            ? SqlTree.Call("sum", new Case(null, [new WhenClause(_filters.Condition(filter), measured)], SqlTree.Number(0)))
            : all;
        Expression whole = analysis.Part is null ? new FunctionCall(new Identifier("sum"), [all]) { Over = new Window() } : all;
        var share = new Binary("/", new Binary("*", factor, part), SqlTree.Call("nullif", whole, SqlTree.Number(0)));
        var groups = _plan.Groups.Select(_filters.GroupExpression).ToList();
        var shown = groups.Count == 0 ? [] : Items().OfType<ExpressionItem>().Where(i => i.Expression != all).ToList();
        return new Query(new Select([.. shown, new ExpressionItem(share, new Identifier(analysis.Kind == AnalysisKind.Percentage ? "percentage" : "share"))])
        {
            From = From(),
            Where = _filters.Where(out _, out _),
            GroupBy = [.. groups],
            Having = _filters.Having(),
        });
    }

    // Rows are numbered within their group; the first are kept.
    private Query? TopPerGroup()
    {
        if (_plan is not { Groups: [var group], Order: [var order], Limit: { } limit })
        {
            return null;
        }

        var key = Term(order.Term);
        var partition = _filters.GroupExpression(group);
        var shownGroup = group.Table is { } table ? binding.Display(table).Select(c => SqlTree.Column(c, Qualified)).ToList() : [partition];
        var entity = Entity().Where(c => group.Table is null || c.Table != group.Table).Select(c => SqlTree.Column(c, Qualified)).ToList();
        var shown = shownGroup.Concat(Items().OfType<ExpressionItem>().Select(i => i.Expression)).Where(e => e != key).Distinct().ToList();
        if (shown.Count <= shownGroup.Count)
        {
            return null;
        }

        var names = shown.Select((_, i) => new Identifier($"c{i + 1}")).Append(new Identifier("measure")).ToList();
        var place = new FunctionCall(new Identifier("row_number"), [])
        {
            Over = new Window { PartitionBy = [partition], OrderBy = [SqlTree.Order(key, order.Descending, Dialect)] },
        };
        var aggregated = binding.Of(order.Term) != Aggregate.None;
        var inner = new Select([.. shown.Append(key).Select((e, i) => new ExpressionItem(e, names[i])), new ExpressionItem(place, new Identifier("place"))])
        {
            From = From(),
            Where = _filters.Where(out _, out _),
            GroupBy = aggregated ? [.. Complete([partition, .. entity.Where(e => e != partition)], [.. shown.Select(e => new ExpressionItem(e))])] : [],
            Having = aggregated ? _filters.Having() : null,
        };
        return new Query(new Select([.. names.Select(n => new ExpressionItem(new ColumnName(n)))])
        {
            From = new DerivedTable(new Query(inner), new Identifier("ranked")),
            Where = SqlTree.Compare("<=", new ColumnName(new Identifier("place")), SqlTree.Number(limit)),
        });
    }

    private Query? Running()
    {
        if (_plan.Groups is not [var group] || _plan.Projections.OfType<TermProjection>().FirstOrDefault(IsAggregate) is not { Term: var term })
        {
            return null;
        }

        var along = _filters.GroupExpression(group);
        var total = new FunctionCall(new Identifier("sum"), [Term(term)]) { Over = new Window { OrderBy = [new OrderItem(along)] } };
        return new Query(new Select([new ExpressionItem(along), new ExpressionItem(total, new Identifier("running_total"))])
        {
            From = From(),
            Where = _filters.Where(out _, out _),
            GroupBy = [along],
        })
        {
            OrderBy = [new OrderItem(along)],
        };
    }

    // The mean of the one or two values in the middle: written with what every dialect has.
    private Query? Median()
    {
        if (_plan.Projections is not [TermProjection { Term: var term }] || _plan.Groups.Count > 0 || term.Column is null)
        {
            return null;
        }

        var value = Term(term with { Aggregate = Aggregate.None, Additive = false });
        var known = new IsTest(value, "NULL", Not: true);
        var inner = new Select(
        [
            new ExpressionItem(value, new Identifier("value")),
            new ExpressionItem(new FunctionCall(new Identifier("row_number"), []) { Over = new Window { OrderBy = [new OrderItem(value)] } }, new Identifier("place")),
            new ExpressionItem(new FunctionCall(new Identifier("count"), []) { Star = true, Over = new Window() }, new Identifier("total")),
        ])
        {
            From = From(),
            Where = Conjunction.Both(_filters.Where(out _, out _), known),
        };
        Expression Middle(int more) => new Binary("/", new Binary("+", new ColumnName(new Identifier("total")), SqlTree.Number(more)), SqlTree.Number(2));
        return new Query(new Select([new ExpressionItem(SqlTree.Call("avg", new ColumnName(new Identifier("value"))), new Identifier("median"))])
        {
            From = new DerivedTable(new Query(inner), new Identifier("numbered")),
            Where = new InList(new ColumnName(new Identifier("place")), [Middle(1), Middle(2)]),
        });
    }
}
