using Memori.Text2Sql.Generation.Embedded.Analysis;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Turns a bound plan into the syntax tree of a query.</summary>
internal sealed partial class PlanCompiler(Binding binding, DatabaseIndex index)
{
    private readonly FilterCompiler _filters = new(binding, index);
    private readonly Plan _plan = binding.Plan with { Projections = [.. binding.Plan.Projections.Where(p => !IsSaidTwice(p, binding))] };

    private SqlDialect Dialect => index.Schema.Dialect;

    /// <summary>The query, or null when the plan makes no sense once bound.</summary>
    public Query? Compile()
    {
        if (binding.With is var (how, second))
        {
            return new PlanCompiler(binding with { With = null }, index).Compile() is { } one && new PlanCompiler(second, index).Compile() is { } other
                ? new Query(new SetOperation(how, false, All(one, "one"), All(other, "other"))) : null;
        }

        if (binding.By is { } by)
        {
            return new PlanCompiler(binding with { By = null }, index).Compile() is { } over && new PlanCompiler(by, index).Compile() is { } under
                ? new Query(new Select([new ExpressionItem(SqlTree.Quotient(SqlTree.Number(1.0m), new ScalarQuery(over), new ScalarQuery(under)), new Identifier("ratio"))])) : null;
        }

        if (_plan.Contrast is { } contrast)
        {
            return Against(contrast);
        }

        if (_plan.Analysis is { } analysis and not (DuplicatesAnalysis or ColumnRatioAnalysis or RankedAnalysis))
        {
            return Analyse(analysis);
        }

        var items = Items();
        if (items.Count == 0 || _plan.Projections.Any(IsElsewhere) || _plan.Groups.Any(g => g.Table is { } table && !binding.Joins.Tables.Contains(table)))
        {
            return null;
        }

        var where = _filters.Where(out var alternative, out var set);
        var having = _filters.Having();
        if (having is not null && alternative is null && CountedThings() is { } things)
        {
            return _filters.IsBroken ? null : Things(things, where, having);
        }

        var select = new Select([.. items.Select(i => i)])
        {
            Distinct = IsDistinct(),
            From = From(),
            Where = where,
            Having = having,
            GroupBy = [.. Complete(GroupBy(having is not null).ToList(), items)],
        };
        if (_filters.IsBroken || (having is not null && select.GroupBy.Count == 0) || IsOrderLoose(select) || IsGroupOfOne(select))
        {
            return null;
        }

        if (having is not null && select.GroupBy.Count == 1)
        {
            select = select with { Where = Conjunction.Both(select.Where, Known(select.GroupBy[0])) };
        }

        return new Query(alternative is null ? select : Both(select, alternative, set))
        {
            OrderBy = alternative is null ? [.. Order(select)] : [],
            Limit = _plan.Limit is { } limit ? SqlTree.Number(limit) : null,
        };
    }

    // "how many authors have more than 2 papers": the groups are counted.
    private ColumnNode? CountedThings() =>
        _plan is { Projections: [TermProjection { Term: { Aggregate: Aggregate.Count, Column: null } }], Groups.Count: 0, Order.Count: 0, Subject: { Key: { } key } subject }
        && binding.Joins.Steps.Any(s => s.Edge.To.Table == subject) ? key : null;

    private Query Things(ColumnNode key, Expression? where, Expression having)
    {
        var column = SqlTree.Column(key, Qualified);
        var groups = new Select([new ExpressionItem(column)]) { From = From(), Where = where, GroupBy = [column], Having = having };
        return new Query(new Select([new ExpressionItem(SqlTree.Call("count", null))]) { From = new DerivedTable(new Query(groups), new Identifier("counted")) });
    }

    // Groups that nobody ordered are read best by time where they are periods, else from the greatest on.
    private IEnumerable<OrderItem> Order(Select select)
    {
        if (_plan.Order.Count > 0 || _plan.Limit is not null || _plan.Groups.Count == 0)
        {
            return _plan.Order.Select(o => SqlTree.Order(_filters.Key(o.Term), o.Descending, Dialect));
        }

        if (_plan.Groups.FirstOrDefault(g => g.Grain is not null || (g.Column is { } slot && (binding[slot].IsMoment || TimeRules.HoldsYears(binding[slot])))) is { } period)
        {
            return [new OrderItem(_filters.GroupExpression(period))];
        }

        return _plan.Projections.Where(IsAggregate).Select(p => Term(((TermProjection)p).Term)).Where(t => select.Items.Any(i => i is ExpressionItem item && item.Expression == t)).Take(1).Select(t => SqlTree.Order(t, true, Dialect));
    }

    // How much more the one is than the other: each is a query of its own.
    private Query? Against(Contrast contrast)
    {
        if (_plan.Projections is not [TermProjection { Term: var term }])
        {
            return null;
        }

        Expression Side(Filter filter) => new ScalarQuery(new Query(new Select([new ExpressionItem(Term(term))]) { From = From(), Where = _filters.WhereAnd(filter) }));
        var (first, second) = (Side(contrast.First), Side(contrast.Second));
        Expression against = contrast.Operator == "/"
            ? new Binary("/", new Binary("*", SqlTree.Number(1.0m), first), SqlTree.Call("nullif", second, SqlTree.Number(0)))
            : new Binary(contrast.Operator, first, second);
        if (contrast.Operator == "%")
        {
            against = new Binary("-", new Binary("/", new Binary("*", SqlTree.Number(100.0m), first), SqlTree.Call("nullif", second, SqlTree.Number(0))), SqlTree.Number(100));
        }

        return _filters.IsBroken ? null : new Query(new Select([new ExpressionItem(against)]));
    }

    // Rows that meet the one and rows that meet the other; to count them, what they have in common is counted.
    private QueryBody Both(Select select, Expression alternative, SetOperator how)
    {
        if (!_plan.Projections.All(IsAggregate))
        {
            return new SetOperation(how, false, select, select with { Where = alternative });
        }

        var counted = _plan.Subject?.Key is { } key && binding.Joins.Tables.Contains(key.Table) ? key : binding.Joins.First.Key;
        if (counted is null || _plan.Projections is not [TermProjection { Term: { Aggregate: Aggregate.Count, Column: null } }])
        {
            return select with { Where = select.Where is { } one ? new Binary("OR", one, alternative) : null };
        }

        var keys = select with { Items = [new ExpressionItem(SqlTree.Column(counted, Qualified))] };
        var common = new SetOperation(how, false, keys, keys with { Where = alternative });
        return new Select([new ExpressionItem(SqlTree.Call("count", null))]) { From = new DerivedTable(new Query(common), new Identifier("common")) };
    }

    // The first few of a part are taken before the parts are put together.
    private static Select All(Query part, string name) =>
        part is { Body: Select select, OrderBy.Count: 0, Limit: null } ? select : new Select([new StarItem(null)]) { From = new DerivedTable(part, new Identifier(name)) };

    private bool Qualified => _filters.Qualified;

    private Expression Term(Term term) => _filters.Term(term);

    private List<SelectItem> Items()
    {
        var items = new List<SelectItem>();
        void Add(Expression expression)
        {
            var item = new ExpressionItem(expression);
            if (!items.Contains(item))
            {
                items.Add(item);
            }
        }

        foreach (var group in _plan.Groups)
        {
            if (group.IsShown == false)
            {
                continue;
            }

            if (group.Grain is not null)
            {
                Add(_filters.GroupExpression(group));
            }
            else if (group.Column is { } slot && (group.IsShown ?? _plan.Projections.Any(IsAggregate)))
            {
                Add(SqlTree.Column(binding[slot], Qualified));
            }
            else if (group.Table is { } table && (_plan.Chinese || !Projects(table)) && (group.IsShown ?? _plan.Projections.Any(IsAggregate)))
            {
                binding.Display(table).ToList().ForEach(c => Add(SqlTree.Column(c, Qualified)));
            }
        }

        foreach (var projection in _plan.Projections)
        {
            switch (projection)
            {
                case TermProjection { Term: { Aggregate: Aggregate.Count, Column: null } } when CountedOnce() is { } key:
                    Add(SqlTree.Call("count", SqlTree.Column(key, Qualified), distinct: true));
                    break;
                case TermProjection term:
                    Add(Term(term.Term));
                    break;
                case DisplayProjection display:
                    binding.Display(display.Table).ToList().ForEach(c => Add(SqlTree.Column(c, Qualified)));
                    break;
                case StarProjection star:
                    items.Add(new StarItem(Qualified ? SqlTree.Name(star.Table.Name) : null));
                    break;
            }
        }

        // "top 5 products by sales" shows the sales too.
        foreach (var order in _plan.Order.Where(o => o.Term.Additive && binding.Of(o.Term) == Aggregate.Sum))
        {
            Add(Term(order.Term));
        }

        return items;
    }

    // "the average years spent working": one column, named twice; in 每年注册的客户 it is the date that the years are of.
    private static bool IsSaidTwice(Projection projection, Binding binding) =>
        projection is TermProjection { Term: { Aggregate: Aggregate.None, Additive: false, Column: { } slot } }
        && (binding.Plan.Groups.Count == 0
            ? binding.Plan.Projections.Any(p => p is TermProjection { Term: { Aggregate: not (Aggregate.None or Aggregate.Count), Column: { } other } } && binding[other] == binding[slot])
            : binding.Plan.Projections.Count > 1 && binding.Plan.Groups.Any(g => g is { Grain: not null, Column: { } period } && binding[period] == binding[slot]));

    // What is shown of a table that is looked for in vain: authors of books that have none.
    private bool IsElsewhere(Projection projection) => projection switch
    {
        DisplayProjection d => !binding.Joins.Tables.Contains(d.Table),
        StarProjection s => !binding.Joins.Tables.Contains(s.Table),
        _ => false,
    };

    // Of what every row has its own there is one of each.
    private bool IsGroupOfOne(Select select) =>
        !binding.IsLenient && binding.Joins.Steps.Count == 0 && (select.Having is not null || _plan.Order.Any(o => binding.Of(o.Term) == Aggregate.Count) || _plan.Projections.Any(p => p is TermProjection t && binding.Of(t.Term) == Aggregate.Count))
        && binding.Joins.First.Columns.Any(c => (c.IsPrimaryKey || c.Schema.IsUnique) && select.GroupBy.Contains(SqlTree.Column(c, Qualified)))
        && binding.Joins.First.Columns.Count(c => c.IsPrimaryKey) < 2;

    // What rows are ordered by must be one for each group, as the databases that check it demand.
    private bool IsOrderLoose(Select select)
    {
        if (_plan.Order.Count == 0 || select.GroupBy.Count == 0)
        {
            // One row is in no order.
            return _plan.Order.Count > 0 && _plan.Projections.Count > 0 && _plan.Projections.All(IsAggregate);
        }

        var told = binding.Joins.Tables.Where(t => t.Key is { } key && select.GroupBy.Contains(SqlTree.Column(key, Qualified))).ToHashSet();
        while (binding.Joins.Steps.FirstOrDefault(s => told.Contains(s.Edge.From.Table) && !told.Contains(s.Edge.To.Table)).Edge is { } edge)
        {
            // A row tells those that it refers to.
            told.Add(edge.To.Table);
        }

        return _plan.Order.Any(o => o.Term is { Column: { } slot } && binding.Of(o.Term) == Aggregate.None && !told.Contains(binding[slot].Table) && !select.GroupBy.Contains(SqlTree.Column(binding[slot], Qualified)));
    }

    private bool IsAggregate(Projection projection) => projection is TermProjection term && binding.Of(term.Term) != Aggregate.None;

    private bool Projects(TableNode table) =>
        _plan.Projections.OfType<TermProjection>().Any(p => binding.Of(p.Term) == Aggregate.None && p.Term.Column is { } slot && binding[slot].Table == table);

    private IEnumerable<Expression> GroupBy(bool having)
    {
        if (_plan.Groups.Count > 0)
        {
            foreach (var group in _plan.Groups)
            {
                yield return _filters.GroupExpression(group);
            }

            yield break;
        }

        var mixed = _plan.Projections.Any(IsAggregate) && !_plan.Projections.All(IsAggregate);
        var ordered = _plan.Order.Any(o => binding.Of(o.Term) != Aggregate.None);
        if (!having && !ordered && !mixed)
        {
            yield break;
        }

        foreach (var column in Entity())
        {
            yield return SqlTree.Column(column, Qualified);
        }
    }

    // Where every plain column that is selected must be among the groups, unless its table's primary key is.
    private List<Expression> Complete(List<Expression> groups, List<SelectItem> items)
    {
        if (groups.Count == 0 || !Dialect.GroupsWhatIsShown)
        {
            return groups;
        }

        var keyed = binding.Joins.Tables.Where(t => t.Key is { IsPrimaryKey: true } key && groups.Contains(SqlTree.Column(key, Qualified))).ToList();
        var free = keyed.SelectMany(t => t.Columns).Select(c => SqlTree.Column(c, Qualified)).ToHashSet();
        var ordered = _plan.Order.Select(o => Term(o.Term));
        groups.AddRange(items.OfType<ExpressionItem>().Select(i => i.Expression).Concat(ordered).OfType<ColumnName>().Where(c => !groups.Contains(c) && !free.Contains(c)).Distinct().ToList());
        return groups;
    }

    // Rows are counted for each thing that is asked for: for each row of its table when other tables are joined to it, else for each of its values.
    private List<ColumnNode> Entity(bool byKey = true)
    {
        var columns = _plan.Projections.SelectMany(p => p switch
        {
            TermProjection { Term: { Column: { } slot } term } when binding.Of(term) == Aggregate.None => [binding[slot]],
            DisplayProjection display => binding.Display(display.Table),
            StarProjection star => star.Table.Key is { } key ? [key] : [],
            _ => (IReadOnlyList<ColumnNode>)[],
        }).Distinct().ToList();
        var tables = columns.Select(c => c.Table).Distinct().ToList();
        if (byKey && tables.Count == 1 && binding.Joins.Steps.Count > 0 && tables[0].Key is { } only && IsOne(tables[0]) && columns.TrueForAll(c => !c.IsForeignKey))
        {
            return [only];
        }

        return columns;
    }

    // "how many customers bought tea": each customer once, however often the join meets them.
    private ColumnNode? CountedOnce() =>
        binding.Likes != Likes.Kept && _plan.Groups.Count == 0 && _plan.Projections.Count == 1 && _plan.Subject is { Key: { } key } subject
        && binding.Joins.Steps.Any(s => s.Edge.To.Table == subject) ? key : null;

    private bool IsDistinct() => binding.Likes switch
    {
        Likes.Kept => false,
        Likes.Once => !_plan.Projections.Any(IsAggregate) && _plan.Groups.Count == 0 && _plan.Order.Count == 0,
        _ => _plan.Distinct || Repeats(),
    };

    // "customers who bought tea": a join that only checks must not repeat the rows that are asked for.
    private bool Repeats()
    {
        if (_plan.Groups.Count > 0 || _plan.Order.Count > 0 || _plan.Projections.Any(IsAggregate) || _plan.Filters.Any(f => f is CompareFilter { Left.Aggregate: not Aggregate.None }))
        {
            return false;
        }

        var tables = Entity(false).Select(c => c.Table).Distinct().ToList();
        return tables.Count == 1 && binding.Joins.Steps.Any(s => s.Edge.To.Table == tables[0]);
    }

    // Whether the other tables refer to this one, so that joining multiplies its rows.
    private bool IsOne(TableNode table) =>
        binding.Joins.Steps.Any(s => s.Edge.To.Table == table) || binding.Joins.Steps.All(s => s.Edge.From.Table != table);

    // Rows that have no value are no group that shares one.
    private IsTest? Known(Expression key) =>
        binding.Joins.Tables.SelectMany(t => t.Columns).Any(c => c.Schema is { Nullable: true, Profile.NullCount: > 0 } && SqlTree.Column(c, Qualified) == key) ? new IsTest(key, "NULL", Not: true) : null;

    private TableSource From() => FilterCompiler.From(binding.Joins);
}
