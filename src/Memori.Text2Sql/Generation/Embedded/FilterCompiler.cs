using System.Globalization;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Turns the conditions of a bound plan into expressions.</summary>
internal sealed class FilterCompiler(Binding binding, DatabaseIndex index)
{
    public bool Qualified { get; } = binding.Joins.Steps.Count > 0;

    /// <summary>Whether a condition could not be written, because its tables don't join.</summary>
    public bool IsBroken { get; private set; }

    public Expression Term(Term term)
    {
        if (term.Metric is { } metric)
        {
            return TermSql.Expression(metric.Table, metric.Sql, Qualified, index.Schema.Dialect) ?? Broken();
        }

        var aggregate = binding.Of(term);
        var column = term.Column is { } slot ? aggregate is Aggregate.Max or Aggregate.Min && slot is { With: null, Until: null } ? Moment(slot) : Reckoned(slot) : null;
        return aggregate == Aggregate.None ? column! : SqlTree.Call(Aggregates.Function(aggregate), column, term.Distinct);
    }

    /// <summary>What rows are ordered by: a term, dates that are written as text by the days that they tell.</summary>
    public Expression Key(Term term) => term is { Metric: null, Column: { With: null, Until: null } slot } && binding.Of(term) == Aggregate.None ? Moment(slot) : Term(term);

    private Expression Moment(Slot slot) => TimeExpression.DayOf(binding[slot], SqlTree.Column(binding[slot], Qualified), index.Schema.Dialect);

    private Expression Reckoned(Slot slot)
    {
        var column = SqlTree.Column(binding[slot], Qualified);
        if (slot.Until is { } day)
        {
            return index.Schema.Dialect.DaysBetween(Moment(slot), TimeExpression.Day(day));
        }

        return slot.With is not var (op, other) ? column
            : op == "days" ? index.Schema.Dialect.DaysBetween(Moment(slot), Moment(other))
            : new Binary(op, op == "/" ? new Binary("*", SqlTree.Number(1.0m), column) : column, op == "/" ? SqlTree.Call("nullif", SqlTree.Column(binding[other], Qualified), SqlTree.Number(0)) : SqlTree.Column(binding[other], Qualified));
    }

    /// <summary>One condition.</summary>
    public Expression Condition(Filter filter) => Compile(filter);

    public Expression GroupExpression(GroupKey group)
    {
        if (group.Table is { } table)
        {
            return SqlTree.Column(table.Key ?? table.Display[0], Qualified);
        }

        var column = SqlTree.Column(binding[group.Column!], Qualified);
        return group.Grain is { } grain ? TimeExpression.Truncate(binding[group.Column!], column, grain, index.Schema.Dialect) : column;
    }

    /// <summary>
    /// The conditions on rows. Two values asked of one column at once make an <paramref name="alternative"/> to intersect with, one asked and one forbidden one to
    /// leave out.
    /// </summary>
    public Expression? Where(out Expression? alternative, out SetOperator how)
    {
        alternative = null;
        how = SetOperator.Intersect;
        var parts = new List<(ColumnNode? Column, Expression Expression)>();
        var filters = binding.Plan.Filters.Where(f => !IsAggregate(f)).ToList();
        foreach (var filter in filters)
        {
            var expression = Compile(filter);
            if (filter.Or && parts.Count > 0)
            {
                parts[^1] = (null, new Binary("OR", parts[^1].Expression, expression));
            }
            else
            {
                parts.Add((Equated(filter) ?? Contradicted(filter, filters), expression));
            }
        }

        var clash = parts.FindIndex(p => p.Column is not null && parts.Exists(q => q != p && q.Column == p.Column));
        if (clash >= 0)
        {
            var column = parts[clash].Column;
            var last = parts.FindLastIndex(p => p.Column == column);
            alternative = And(parts.Where((p, i) => p.Column != column || i == last));
            return And(parts.Where((p, i) => p.Column != column || i == clash));
        }

        if (parts.Count == filters.Count && filters.Find(f => Forbidden(f) is { } no && filters.Exists(o => !o.Or && Equated(o) == no)) is CompareFilter { Or: false } forbidden)
        {
            // "those who play in mid but not as goalie": a row has one value, a thing may have rows of both.
            how = SetOperator.Except;
            var column = binding[forbidden.Left.Column!];
            alternative = And(parts.Where((_, i) => filters[i] != forbidden && Equated(filters[i]) != column).Append((column, Compile(forbidden with { Operator = "=" }))));
            return And(parts.Where((_, i) => filters[i] != forbidden));
        }

        return And(parts);
    }

    private ColumnNode? Forbidden(Filter filter) =>
        filter is CompareFilter { Operator: "!=", Left: { Aggregate: Aggregate.None, Column: { } slot }, Right: TextOperand or NumberOperand } ? binding[slot] : null;

    /// <summary>The conditions on rows and one more.</summary>
    public Expression? WhereAnd(Filter filter) =>
        binding.Plan.Filters.Where(f => !IsAggregate(f)).Append(filter).Select(Compile).Aggregate((Expression?)null, Conjunction.Both);

    public Expression? Having()
    {
        var parts = new List<Expression>();
        foreach (var filter in binding.Plan.Filters.Where(IsAggregate))
        {
            if (filter.Or && parts.Count > 0)
            {
                parts[^1] = new Binary("OR", parts[^1], Compile(filter));
            }
            else
            {
                parts.Add(Compile(filter));
            }
        }

        return parts.Aggregate((Expression?)null, Conjunction.Both);
    }

    public static TableSource From(JoinTree joins)
    {
        TableSource source = SqlTree.Table(joins.First);
        foreach (var (edge, added) in joins.Steps)
        {
            source = new Join(JoinKind.Inner, source, SqlTree.Table(added))
            {
                On = SqlTree.Compare("=", SqlTree.Column(edge.From, true), SqlTree.Column(edge.To, true)),
            };
        }

        return source;
    }

    private bool IsAggregate(Filter filter) => filter switch
    {
        CompareFilter compare => binding.Of(compare.Left) != Aggregate.None,
        RangeFilter range => binding.Of(range.Left) != Aggregate.None,
        _ => false,
    };

    private static Expression? And(IEnumerable<(ColumnNode? Column, Expression Expression)> parts) =>
        parts.Select(p => p.Expression).Aggregate((Expression?)null, Conjunction.Both);

    // "above 5600 and below 5200" can't be one row.
    private ColumnNode? Contradicted(Filter filter, List<Filter> filters)
    {
        if (filter is TimeFilter { Or: false, Time.IsOpen: false } span)
        {
            // 1999年和2000年都有电影: no row is of two times.
            return filters.Exists(f => f is TimeFilter { Or: false, Time.IsOpen: false } other && binding[other.Column] == binding[span.Column] && (other.Time.To <= span.Time.From || other.Time.From >= span.Time.To)) ? binding[span.Column] : null;
        }

        if (Bound(filter) is not var (column, isLow, value))
        {
            return null;
        }

        return filters.Exists(f => Bound(f) is var (other, low, limit) && other == column && low != isLow && (isLow ? value >= limit : limit >= value)) ? column : null;
    }

    private (ColumnNode Column, bool IsLow, decimal Value)? Bound(Filter filter) => filter switch
    {
        CompareFilter { Or: false, Operator: ">" or ">=", Left.Column: { } slot, Right: NumberOperand number } => (binding[slot], true, number.Value),
        CompareFilter { Or: false, Operator: "<" or "<=", Left.Column: { } slot, Right: NumberOperand number } => (binding[slot], false, number.Value),
        TimeFilter { Or: false } time when time.Time.To == DateOnly.MaxValue => (binding[time.Column], true, time.Time.From.DayNumber),
        TimeFilter { Or: false } time when time.Time.From == DateOnly.MinValue => (binding[time.Column], false, time.Time.To.DayNumber),
        _ => null,
    };

    private ColumnNode? Equated(Filter filter) =>
        filter is CompareFilter { Operator: "=", Left: { Aggregate: Aggregate.None, Column: { } slot }, Right: TextOperand or NumberOperand } ? binding[slot] : null;

    private Expression Compile(Filter filter) => filter switch
    {
        CompareFilter compare => Compare(compare),
        RangeFilter range => new Between(Term(range.Left), SqlTree.Number(range.Low), SqlTree.Number(range.High)),
        TimeFilter time when !TimeExpression.Tells(binding[time.Column], time.Time) => Broken(),
        TimeFilter time => TimeExpression.Within(binding[time.Column], SqlTree.Column(binding[time.Column], Qualified), time.Time, index.Schema.Dialect),
        ClockFilter clock => ClockExpression.Within(binding[clock.Column], SqlTree.Column(binding[clock.Column], Qualified), clock.Clock, index.Schema.Dialect),
        OutsideFilter outside => Outside(outside),
        PatternFilter pattern => new Like(index.Schema.Dialect.CaselessLike, SqlTree.Column(binding[pattern.Column], Qualified), SqlTree.Text(pattern.Pattern), pattern.Not),
        NullFilter missing => new IsTest(SqlTree.Column(binding[missing.Column], Qualified), "NULL", missing.Not),
        AbsenceFilter absence => Absence(absence),
        NeverFilter never => Never(never),
        TermFilter term => Defined(term),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private Expression Defined(TermFilter term)
    {
        var condition = TermSql.Expression(term.Table, term.Sql, Qualified, index.Schema.Dialect) ?? Broken();
        return term.Not ? new Unary("NOT", condition) : condition;
    }

    private Literal Broken()
    {
        IsBroken = true;
        return new Literal(LiteralKind.Boolean, "TRUE");
    }

    private Expression Compare(CompareFilter compare)
    {
        var left = Term(compare.Left);
        switch (compare.Right)
        {
            case ColumnOperand other:
                return SqlTree.Compare(compare.Operator, left, SqlTree.Column(binding[other.Column], Qualified));
            case OverallOperand { Aggregate: Aggregate.None } same when compare.Operator == "=":
                return Overall(binding[compare.Left.Column!], same) is ScalarQuery { Query: var those } ? new InQuery(left, those, Not: false) : Broken();
            case OverallOperand overall:
                return SqlTree.Compare(compare.Operator, left, Overall(binding[compare.Left.Column!], overall));
            case NumberOperand { Value: < 1000 } when compare.Left is { Aggregate: Aggregate.None, Column: { With: null, Until: null } dated } && (binding[dated].IsMoment || (TimeRules.HoldsYears(binding[dated]) && binding[dated].Schema.Profile.Min is { Length: >= 4 })):
                // No year, no day: what is compared is something else.
                return Broken();
            case NumberOperand number when compare is { Operator: "<" or "<=" or ">" or ">=", Left: { Aggregate: Aggregate.None, Column: { } slot } } && HoldsNumbers(binding[slot]):
                return SqlTree.Compare(compare.Operator, new Cast(left, "numeric"), SqlTree.Number(number.Value));
            case NumberOperand number when compare.Left.Aggregate == Aggregate.None && (binding[compare.Left.Column!].IsText || binding[compare.Left.Column!].IsDate):
                return SqlTree.Compare(compare.Operator, left, SqlTree.Text(number.Value.ToString(CultureInfo.InvariantCulture)));
            case NumberOperand number:
                return SqlTree.Compare(compare.Operator, left, SqlTree.Number(compare.Left is { Aggregate: not Aggregate.Count, Column: { } measured } ? Scales.Fit(number, binding[measured].Schema) : number.Value));
            default:
                return SqlTree.Compare(compare.Operator, left, Value(compare.Left.Column!, ((TextOperand)compare.Right).Text));
        }
    }

    // Numbers kept as text are compared as what they are: '9' is not more than '100'.
    private static bool HoldsNumbers(ColumnNode column) =>
        column is { IsText: true, Derived: null, Schema.Profile.Values: { Count: > 1 } values } && values.Select(v => v.Length).Distinct().Skip(1).Any()
        && values.All(v => decimal.TryParse(v, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));

    private Expression Value(Slot slot, string text)
    {
        var column = binding[slot];
        var stored = slot.Stored.GetValueOrDefault(column, text);
        return column.IsNumeric && decimal.TryParse(stored, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? SqlTree.Number(number) : SqlTree.Text(stored);
    }

    private Expression Overall(ColumnNode column, OverallOperand overall)
    {
        List<TableNode> tables = [.. overall.Inner.SelectMany(Binder.Slots).OfType<Slot>().Select(s => binding[s].Table).Prepend(column.Table).Distinct()];
        if ((overall.Of is { } of && !tables.Contains(of) ? index.Joins.Connect([.. tables, of]) ?? index.Joins.Connect(tables) : index.Joins.Connect(tables)) is not { } joins
            || (overall.Aggregate == Aggregate.None && overall.Inner.Count == 0))
        {
            return Broken();
        }

        var inner = new FilterCompiler(binding with { Joins = joins }, index);
        return new ScalarQuery(new Query(new Select([new ExpressionItem(overall.Aggregate == Aggregate.None ? SqlTree.Column(column, inner.Qualified) : SqlTree.Call(Aggregates.Function(overall.Aggregate), SqlTree.Column(column, inner.Qualified)))])
        {
            From = From(joins),
            Where = overall.Inner.Select(inner.Compile).Aggregate((Expression?)null, Conjunction.Both),
        }));
    }

    // All but those that come first, or only they.
    private Expression Outside(OutsideFilter outside)
    {
        var told = outside.Key ?? binding[outside.Column];
        var measured = outside.Term.Column is { } slot ? binding[slot] : null;
        if (index.Joins.Connect([.. ((TableNode[])[outside.Counted ?? measured?.Table ?? told.Table, told.Table]).Distinct()]) is not { } joins)
        {
            return Broken();
        }

        var inner = new FilterCompiler(binding with { Joins = joins }, index);
        var key = SqlTree.Column(told, inner.Qualified);
        var isRow = told.IsPrimaryKey && measured?.Table == told.Table;
        var first = new Query(new Select([new ExpressionItem(key)]) { From = From(joins), GroupBy = isRow ? [] : [key] })
        {
            OrderBy = [SqlTree.Order(isRow ? SqlTree.Column(measured!, inner.Qualified) : inner.Term(outside.Term), outside.Descending, index.Schema.Dialect)],
            Limit = SqlTree.Number(outside.Count),
        };
        return new InQuery(SqlTree.Column(binding[outside.Column], Qualified), first, Not: !outside.IsInside);
    }

    private Expression Never(NeverFilter never)
    {
        var column = binding[never.Column];
        if (index.Joins.Connect([.. never.Inner.SelectMany(Binder.Slots).OfType<Slot>().Select(s => binding[s].Table).Prepend(column.Table).Distinct()]) is not { } joins)
        {
            return Broken();
        }

        var inner = new FilterCompiler(binding with { Joins = joins }, index);
        var value = SqlTree.Column(column, inner.Qualified);
        var known = column.Schema is { Nullable: true, Profile.NullCount: not 0 } ? new IsTest(value, "NULL", Not: true) : null;
        var those = new Select([new ExpressionItem(value)]) { From = From(joins), Where = never.Inner.Select(inner.Compile).Append(known).OfType<Expression>().Aggregate((Expression?)null, Conjunction.Both) };
        return new InQuery(SqlTree.Column(column, Qualified), new Query(those), Not: true);
    }

    // The subject's key is not among those that the other table refers to.
    private Expression Absence(AbsenceFilter absence)
    {
        var subject = binding.Plan.Subject is { } s && binding.Joins.Tables.Contains(s) ? s : binding.Joins.First;
        var needed = absence.Inner.SelectMany(Binder.Slots).OfType<Slot>().Select(i => binding[i].Table).Prepend(absence.Other).Prepend(subject).Distinct().ToList();
        if (index.Joins.Connect(needed) is not { Steps.Count: > 0 } tree)
        {
            return Broken();
        }

        var edge = tree.Steps.First(e => e.Edge.From.Table == subject || e.Edge.To.Table == subject).Edge;
        if (edge.From.Table == subject && tree.Steps.Count == 1 && absence.Inner.Count == 0)
        {
            // "orders without an employee": what refers is empty.
            return new IsTest(SqlTree.Column(edge.From, Qualified), "NULL");
        }

        var (own, foreign) = edge.From.Table == subject ? (edge.From, edge.To) : (edge.To, edge.From);
        var rest = index.Joins.Connect([foreign.Table, .. tree.Tables.Where(t => t != subject && t != foreign.Table)]) ?? new JoinTree(foreign.Table, [], 0);
        var inner = new FilterCompiler(binding with { Joins = rest }, index);
        var key = SqlTree.Column(foreign, rest.Steps.Count > 0);

        // One NULL among the keys, and nothing would be known not to be among them.
        var known = foreign.Schema is { Nullable: true, Profile.NullCount: not 0 } && !foreign.IsPrimaryKey ? new IsTest(key, "NULL", Not: true) : null;
        var select = new Select([new ExpressionItem(key)])
        {
            From = From(rest),
            Where = absence.Inner.Select(inner.Compile).Append(known).OfType<Expression>().Aggregate((Expression?)null, Conjunction.Both),
        };
        return new InQuery(SqlTree.Column(own, Qualified), new Query(select), Not: true);
    }
}
