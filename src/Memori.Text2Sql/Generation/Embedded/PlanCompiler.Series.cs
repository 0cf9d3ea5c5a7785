using Memori.Text2Sql.Generation.Embedded.Analysis;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded;

internal sealed partial class PlanCompiler
{
    // One value for each period, set against those before it.
    private Query? Series(Analysis.Analysis analysis)
    {
        if (_plan.Groups is not [var group] || _plan.Projections.OfType<TermProjection>().FirstOrDefault(IsAggregate) is not { Term: var term })
        {
            return null;
        }

        var along = _filters.GroupExpression(group);
        var value = Term(term);
        Select Of(params ReadOnlySpan<SelectItem> items) => new([new ExpressionItem(along, new Identifier("period")), .. items])
        {
            From = From(),
            Where = Conjunction.Both(_filters.Where(out _, out _), group.Column is { } dated ? Known(SqlTree.Column(binding[dated], Qualified)) : null),
            GroupBy = [along],
        };
        FunctionCall Window(string function, WindowFrame? frame = null) => new(new Identifier(function), [value]) { Over = new Window { OrderBy = [new OrderItem(along)], Frame = frame } };
        var named = new ExpressionItem(value, new Identifier("value"));
        var body = analysis switch
        {
            RunningAnalysis => Of(new ExpressionItem(Window("sum"), new Identifier("running_total"))),
            MovingAnalysis { Periods: var periods } => Of(named, new ExpressionItem(Window("avg", new WindowFrame("ROWS", new FrameBound("PRECEDING", SqlTree.Number(periods - 1)), new FrameBound("CURRENT ROW"))), new Identifier("moving_average"))),
            GrowthAnalysis => Growth(new Query(Of(named, new ExpressionItem(Window("lag"), new Identifier("previous"))))),
            _ => throw new ArgumentOutOfRangeException(nameof(analysis)),
        };
        return new Query(body) { OrderBy = [new OrderItem(analysis is GrowthAnalysis ? SqlTree.Bare("period") : along)] };
    }

    private static Select Growth(Query series)
    {
        var (value, previous) = (SqlTree.Bare("value"), SqlTree.Bare("previous"));
        var growth = SqlTree.Quotient(SqlTree.Number(100.0m), new Binary("-", value, previous), previous);
        return new Select([new ExpressionItem(SqlTree.Bare("period")), new ExpressionItem(value), new ExpressionItem(growth, new Identifier("growth_percent"))])
        {
            From = new DerivedTable(series, new Identifier("series")),
        };
    }

    // The value in the middle, or the least that a share of the values does not exceed: written with what every dialect has.
    private Query? Percentile(decimal level)
    {
        if (_plan is not { Projections: [TermProjection { Term: { Column: not null } term }], Groups: [] or [_] })
        {
            return null;
        }

        var value = Term(term with { Aggregate = Aggregate.None, Additive = false });
        var group = _plan.Groups.Count == 1 ? _plan.Groups[0] : null;
        List<Expression> partition = group is null ? [] : [_filters.GroupExpression(group)];
        var shown = group is null ? [] : Called(group);
        var names = shown.Select((_, i) => new Identifier($"c{i + 1}")).ToList();
        FunctionCall Over(string function, bool ordered) => new(new Identifier(function), [])
        {
            Star = function == "count",
            Over = new Window { PartitionBy = [.. partition], OrderBy = ordered ? [new OrderItem(value)] : [] },
        };
        List<SelectItem> places = level == 0.5m
            ? [new ExpressionItem(Over("row_number", true), new Identifier("place")), new ExpressionItem(Over("count", false), new Identifier("total"))]
            : [new ExpressionItem(Over("cume_dist", true), new Identifier("place"))];
        var inner = new Select([.. shown.Select((e, i) => new ExpressionItem(e, names[i])), .. partition.Select(p => new ExpressionItem(p, new Identifier("part"))), new ExpressionItem(value, new Identifier("value")), .. places])
        {
            From = From(),
            Where = Conjunction.Both(_filters.Where(out _, out _), new IsTest(value, "NULL", Not: true)),
        };
        Expression Middle(int more) => new Binary("/", new Binary("+", SqlTree.Bare("total"), SqlTree.Number(more)), SqlTree.Number(2));
        List<Expression> keys = group is null ? [] : [SqlTree.Bare("part"), .. names.Select(n => new ColumnName(n))];
        var result = level == 0.5m ? new ExpressionItem(SqlTree.Call("avg", SqlTree.Bare("value")), new Identifier("median")) : new ExpressionItem(SqlTree.Call("min", SqlTree.Bare("value")), new Identifier("percentile"));
        return new Query(new Select([.. names.Select(n => new ExpressionItem(new ColumnName(n))), result])
        {
            From = new DerivedTable(new Query(inner), new Identifier("numbered")),
            Where = level == 0.5m ? new InList(SqlTree.Bare("place"), [Middle(1), Middle(2)]) : SqlTree.Compare(">=", SqlTree.Bare("place"), SqlTree.Number(level)),
            GroupBy = [.. keys],
        });
    }
}
