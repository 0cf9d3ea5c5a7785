using Memori.Text2Sql.Generation.Embedded.Analysis;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded;

internal sealed partial class PlanCompiler
{
    private Query? Analyse(Analysis.Analysis analysis)
    {
        var query = analysis switch
        {
            ShareAnalysis share => Share(share),
            RatioAnalysis ratio => Ratio(ratio),
            TopPerGroupAnalysis => TopPerGroup(),
            PercentileAnalysis percentile => Percentile(percentile.Level),
            ExtentAnalysis => Extent(),
            PerEachAnalysis => PerEach(),
            PairAnalysis pair => Pairs(pair),
            _ => Series(analysis),
        };
        return _filters.IsBroken ? null : query;
    }

    private Query? Share(ShareAnalysis share)
    {
        if (_plan.Projections is not [TermProjection { Term: var term }])
        {
            return null;
        }

        var factor = SqlTree.Number(share.Percent ? 100.0m : 1.0m);
        var all = Term(term);
        var part = share.Part is { } filter ? Part(filter, all) : all;
        Expression whole = share.Part is null ? new FunctionCall(new Identifier("sum"), [all]) { Over = new Window() } : all;
        return Grouped(SqlTree.Quotient(factor, part, whole), share.Percent ? "percentage" : "share");
    }

    private Query? Ratio(RatioAnalysis ratio)
    {
        if (_plan.Projections is not [TermProjection { Term: var term }])
        {
            return null;
        }

        var all = Term(term);
        return Grouped(SqlTree.Quotient(SqlTree.Number(1.0m), Part(ratio.First, all), Part(ratio.Second, all)), "ratio");
    }

    // What is summed up or counted, of the rows that meet a condition.
    private FunctionCall Part(Filter filter, Expression all)
    {
        var measured = all is FunctionCall { Star: false, Arguments: [var argument, ..] } ? argument : SqlTree.Number(1);
        return SqlTree.Call("sum", new Case(null, [new WhenClause(_filters.Condition(filter), measured)], SqlTree.Number(0)));
    }

    private Query Grouped(Expression value, string name)
    {
        var shown = _plan.Groups.SelectMany(Called).Distinct().Select(e => new ExpressionItem(e)).ToList<SelectItem>();
        return new Query(new Select([.. shown, new ExpressionItem(value, new Identifier(name))])
        {
            From = From(),
            Where = _filters.Where(out _, out _),
            GroupBy = [.. Complete([.. _plan.Groups.Select(_filters.GroupExpression)], shown)],
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
        var shownGroup = Called(group);
        var entity = Entity().Where(c => group.Table is null || c.Table != group.Table).Select(c => SqlTree.Column(c, Qualified)).ToList();
        var shown = shownGroup.Concat(Items().OfType<ExpressionItem>().Select(i => i.Expression)).Where(e => e != key).Distinct().ToList();
        if (shown.Count <= shownGroup.Count || (group.Table is not null && entity.Count == 0))
        {
            return null;
        }

        var names = shown.Select((_, i) => new Identifier($"c{i + 1}")).Append(new Identifier("measure")).ToList();
        var place = new FunctionCall(new Identifier("row_number"), [])
        {
            Over = new Window { PartitionBy = [partition], OrderBy = [SqlTree.Order(key, order.Descending, Dialect)] },
        };
        var aggregated = binding.Of(order.Term) != Aggregate.None;
        if (aggregated && binding.Joins.Steps.Count == 0 && _plan.Projections.Any(p => p is DisplayProjection d && d.Table == binding.Joins.First))
        {
            // The dearest book of each genre: a book has one price.
            return null;
        }

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

    // What a group is called by, where it is shown.
    private List<Expression> Called(GroupKey group) =>
        group.Table is { } table ? [.. binding.Display(table).Select(c => SqlTree.Column(c, Qualified))] : [_filters.GroupExpression(group)];

    // The days from the first to the last.
    private Query? Extent()
    {
        if (_plan.Projections is not [TermProjection { Term.Column: { } slot }])
        {
            return null;
        }

        var moment = SqlTree.Column(binding[slot], Qualified);
        return new Query(new Select([new ExpressionItem(Dialect.DaysBetween(SqlTree.Call("min", moment), SqlTree.Call("max", moment)), new Identifier("days"))])
        {
            From = From(),
            Where = _filters.Where(out _, out _),
        });
    }

    // Each two things of one whole once, those that meet most often first.
    private Query? Pairs(PairAnalysis pair)
    {
        var (thing, whole) = (pair.Thing, pair.Whole);
        if (_plan.Filters.Count > 0 || thing.To.Table.Display is not [var name])
        {
            return null;
        }

        static ColumnName Of(string source, ColumnNode column) => new(SqlTree.Name(column.Name), new Identifier(source));
        TableName As(TableNode table, string alias) => SqlTree.Table(table) with { Alias = new Identifier(alias) };
        Join With(TableSource left, TableNode table, string alias, Expression on) => new(JoinKind.Inner, left, As(table, alias)) { On = on };
        var met = With(As(thing.From.Table, "a"), thing.From.Table, "b", new Binary("AND", SqlTree.Compare("=", Of("b", whole.From), Of("a", whole.From)), SqlTree.Compare(">", Of("b", thing.From), Of("a", thing.From))));
        var named = With(With(met, thing.To.Table, "first", SqlTree.Compare("=", Of("first", thing.To), Of("a", thing.From))), thing.To.Table, "second", SqlTree.Compare("=", Of("second", thing.To), Of("b", thing.From)));
        var times = SqlTree.Call("count", Of("a", whole.From), distinct: true);
        List<Expression> keys = [Of("first", name), Of("second", name)];
        return new Query(new Select([.. keys.Select(k => new ExpressionItem(k)), new ExpressionItem(times, new Identifier("times"))])
        {
            From = named,
            GroupBy = [Of("first", thing.To), Of("second", thing.To), .. Dialect.GroupsWhatIsShown ? keys : []],
        })
        {
            OrderBy = [new OrderItem(times) { Descending = true }],
            Limit = SqlTree.Number(_plan.Limit ?? 1),
        };
    }

    // All of it by the number of groups that there are.
    private Query? PerEach()
    {
        if (_plan is not { Groups: [var group], Projections: [TermProjection { Term: var term }] })
        {
            return null;
        }

        var each = SqlTree.Quotient(SqlTree.Number(1.0m), Term(term), SqlTree.Call("count", _filters.GroupExpression(group), distinct: true));
        return new Query(new Select([new ExpressionItem(each, new Identifier("average"))])
        {
            From = From(),
            Where = _filters.Where(out _, out _),
        });
    }
}
