using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Answering.Explaining;

/// <summary>Words an expression; what has no wording is quoted as SQL.</summary>
internal sealed class ExpressionExplainer(Phrasebook phrases, SqlDialect dialect, QueryNames names, QueryExplainer queries)
{
    public string Explain(Expression expression) => expression switch
    {
        ColumnName column when names.SourceOf(column) is TableName { Alias: { } alias } source && queries.IsRepeated(source) => $"{names.Column(column, several: true)} ({alias.Text})",
        ColumnName column => names.Column(column, queries.ReadsSeveral),
        Literal { Kind: LiteralKind.Text } text => Phrasebook.Quoted(text.Value),
        Literal literal => phrases.Constant(literal.Value),
        TypedLiteral { Type: "interval" } interval => phrases.Interval(interval.Value),
        TypedLiteral typed => typed.Value,
        Unary { Operator: "NOT", Operand: Exists exists } => Member(exists.Query, not: true),
        Unary { Operator: "NOT" } not => phrases.Not(Explain(not.Operand)),
        Unary { Operator: "-" } minus => "-" + Explain(minus.Operand),
        Binary { Operator: "AND" } and => Condition(and),
        Binary { Operator: "OR" } or => phrases.Or(Explain(or.Left), Explain(or.Right)),
        Binary { Operator: "*", Left: Literal { Value: "1.0" }, Right: var product } => Explain(product),
        Binary { Operator: "-", Left: FunctionCall { Name.Text: "julianday", Arguments: [var to] }, Right: FunctionCall { Name.Text: "julianday", Arguments: [var since] } } => phrases.Days(Explain(since), Explain(to)),
        Binary { Operator: "/", Left: Extract { Field: "EPOCH", Operand: Binary { Operator: "-" } span }, Right: Literal { Value: "86400" } } => phrases.Days(Explain(span.Right), Explain(span.Left)),
        Binary { Operator: "||", Left: Binary { Operator: "||", Left: FunctionCall { Name.Text: "strftime", Arguments: [_, var dated] }, Right: Literal { Value: "-Q" } } } => phrases.PartOf("quarter", Explain(dated)),
        Binary binary => Operation(binary),
        Between between => phrases.Between(Explain(between.Operand), Explain(between.Low), Explain(between.High), between.Not),
        InList list => phrases.OneOf(Explain(list.Operand), phrases.Alternatives([.. list.Items.Select(i => Value(list.Operand, i))]), list.Not),
        InQuery inQuery => names.KeyOf(inQuery.Operand) is { } table
            ? Member(inQuery.Query, inQuery.Not, names.One(table))
            : phrases.InQuery(Explain(inQuery.Operand), queries.Inner(inQuery.Query), inQuery.Not),
        Exists exists => Member(exists.Query, not: false),
        Like like => Pattern(like),
        IsTest test => phrases.IsTest(Explain(test.Operand), test.Test, test.Not),
        IsDistinct distinct => phrases.Compare(distinct.Not ? "=" : "<>", Explain(distinct.Left), Explain(distinct.Right)),
        ScalarQuery scalar => queries.Inner(scalar.Query),
        Quantified each => phrases.Compare(each.Operator, Explain(each.Left), phrases.OfMany(each.Query is { } many ? queries.Inner(many) : Explain(each.Array!), each.All)),
        ArrayValue array => phrases.List([.. array.Items.Select(Explain)]),
        ArrayQuery array => queries.Inner(array.Query),
        Cast cast => Explain(cast.Operand),
        Collate collate => Explain(collate.Operand),
        Extract extract => phrases.PartOf(extract.Field.ToLowerInvariant(), Explain(extract.Operand)),
        AtTimeZone zoned => Explain(zoned.Operand),
        RowValue row => phrases.List([.. row.Items.Select(Explain)]),
        Case choice => Choice(choice),
        FunctionCall call => Call(call),
        _ => SqlRenderer.Render(expression, dialect),
    };

    /// <summary>Conditions that all hold, with the two ends of a period as one.</summary>
    public string Condition(Expression condition) =>
        phrases.All([.. PeriodReader.Read(Conjunction.Of(condition)).Select(c => c.Period is { } period ? phrases.Within(Explain(period.Operand), period, names.Today) : Explain(c.Condition))]);

    private string Operation(Binary binary)
    {
        if (binary is { Operator: "=" or "<>", Right: Literal { Value: "0" or "1" } flag } && names.IsFlag(binary.Left))
        {
            var yes = flag.Value == "1" == (binary.Operator == "=");
            return names.Meaning(binary.Left, yes ? "1" : "0") ?? phrases.Flag(names.Column((ColumnName)binary.Left, several: true), yes);
        }

        // 100.0 * part / whole
        return binary is { Operator: "/", Left: Binary { Operator: "*", Left: Literal { Value: "100" or "100.0" } } part }
            ? phrases.Share(Explain(part.Right), Explain(binary.Right))
            : phrases.Compare(binary.Operator, Grouped(binary, binary.Left), binary.Operator is "=" or "<>" ? Value(binary.Left, binary.Right) : Grouped(binary, binary.Right));
    }

    // a × (b + c)
    private string Grouped(Binary outer, Expression inner) =>
        outer.Operator is "*" or "/" or "-" && inner is Binary { Operator: "+" or "-" } ? $"({Explain(inner)})" : Explain(inner);

    private string Value(Expression column, Expression value) =>
        value is Literal { Kind: LiteralKind.Text or LiteralKind.Number } literal && names.Meaning(column, literal.Value) is { } meaning ? Phrasebook.Quoted(meaning) : Explain(value);

    // "that have orders where …": what is looked for in the other table, not how it is tied to this one.
    private string Member(Query query, bool not, string? subject = null)
    {
        if (query is { Body: Select { From: { } from, GroupBy.Count: 0 } select, With: null })
        {
            return queries.Within(from, () =>
            {
                var rest = Conjunction.Of(select.Where).Where(c => c is not Binary { Operator: "=", Left: ColumnName, Right: ColumnName }).ToList();
                var condition = Conjunction.All(rest) is { } all ? Condition(all) : null;
                return phrases.Has(subject, names.Table(queries.Main(from)) is { Length: > 0 } table ? table : queries.Source(from), condition, not);
            });
        }

        return phrases.Has(subject, queries.Inner(query), null, not);
    }

    private string Pattern(Like like)
    {
        if (like is { Pattern: Literal { Kind: LiteralKind.Text, Value: var text }, Operator: not ("GLOB" or "SIMILAR TO") } && text.Trim('%') is { Length: > 0 } plain && !plain.Contains('%') && !plain.Contains('_'))
        {
            var kind = (text.StartsWith('%'), text.EndsWith('%')) switch { (true, true) => "contains", (false, true) => "begins", (true, false) => "ends", _ => "is" };
            return phrases.TextIs(Explain(like.Operand), kind, Phrasebook.Quoted(plain), like.Not);
        }

        return phrases.Matches(Explain(like.Operand), Explain(like.Pattern), like.Not);
    }

    private string Choice(Case choice) => phrases.CaseOf(
        [.. choice.Whens.Select(w => (choice.Operand is { } operand ? phrases.Compare("=", Explain(operand), Explain(w.Condition)) : Explain(w.Condition), Explain(w.Result)))],
        choice.Else is null or Literal { Kind: LiteralKind.Null } ? null : Explain(choice.Else));

    private string Call(FunctionCall call)
    {
        var text = Measure(call) ?? SqlRenderer.Render(call with { Filter = null, Over = null }, dialect);
        if (call is { Over: { OrderBy: [var by, ..], Frame: { Unit: "ROWS", Start: { Kind: "PRECEDING", Offset: { } before } } }, Arguments: [var moving] } && call.Name.Text.Equals("avg", StringComparison.OrdinalIgnoreCase))
        {
            return phrases.Moving(Explain(moving), Explain(before), Explain(by.Expression));
        }

        if (call.Filter is { } filter)
        {
            text = phrases.Only(text, Condition(filter));
        }

        return call.Over is { } window
            ? phrases.Windowed(
                text,
                window.PartitionBy.Count == 0 ? null : phrases.List([.. window.PartitionBy.Select(Explain)]),
                window.OrderBy.Count == 0 ? null : phrases.List([.. window.OrderBy.Select(o => phrases.SortKey(Explain(o.Expression), o.Descending, names.TypeOf(o.Expression)))]),
                call.Name.Text.ToLowerInvariant() is "sum" or "avg" or "count" or "min" or "max")
            : text;
    }

    private string? Measure(FunctionCall call)
    {
        var function = call.Name.Text.ToLowerInvariant();
        if (call.Star)
        {
            return phrases.CountOf(queries.Entity, distinct: false);
        }

        if (call.Arguments.Count == 0)
        {
            return phrases.Function(function, []);
        }

        var first = call.Arguments[0];
        if (function == "count" && names.KeyOf(first) is { } counted)
        {
            return phrases.CountOf(names.Many(counted), call.Distinct);
        }

        // The sum over a choice is a sum of some of the rows.
        if (function is "sum" or "count" && first is Case { Operand: null, Whens: [var only], Else: null or Literal { Value: "0" or "NULL" or "0.0" } })
        {
            var measured = function == "count" || only.Result is Literal { Value: "1" } ? phrases.CountOf(queries.Entity, distinct: false) : phrases.Aggregate("sum", Explain(only.Result), false)!;
            return phrases.Only(measured, Condition(only.Condition));
        }

        if (function == "sum" && first is Binary { Operator: "=" or "<>" or "<" or ">" or "<=" or ">=" } or Like or IsTest or InList)
        {
            return phrases.Only(phrases.CountOf(queries.Entity, distinct: false), Explain(first));
        }

        if (TimeGrain(function, call.Arguments) is var (unit, moment))
        {
            return phrases.PartOf(unit, Explain(moment));
        }

        var argument = first is Binary ? $"({Explain(first)})" : Explain(first);
        return (names.TypeOf(first) is ColumnType.Date or ColumnType.Timestamp ? phrases.Extreme(function, argument) : null) ?? phrases.Aggregate(function, argument, call.Distinct) ?? phrases.Function(function, [.. call.Arguments.Select(Explain)]);
    }

    private static (string Unit, Expression Moment)? TimeGrain(string function, NodeList<Expression> arguments) => (function, arguments) switch
    {
        ("strftime", [Literal format, var moment, ..]) when Unit(format.Value) is { } unit => (unit, moment),
        ("to_char", [var moment, Literal format]) when Unit(format.Value) is { } unit => (unit, moment),
        ("date", [var moment, Literal { Value: "-6 days" }, Literal { Value: "weekday 1" }]) => ("week", moment),
        ("to_char", [FunctionCall { Name.Text: "date_trunc", Arguments: [Literal unit, var moment] }, Literal]) => (unit.Value.ToLowerInvariant(), moment),
        ("date_trunc" or "date_part", [Literal field, var moment, ..]) => (field.Value.ToLowerInvariant(), moment),
        ("substr" or "substring", [ColumnName { } moment, Literal { Value: "1" }, Literal { Value: "4" }]) => ("year", moment),
        ("substr" or "substring", [ColumnName { } moment, Literal { Value: "1" }, Literal { Value: "7" }]) => ("month", moment),
        _ => null,
    };

    private static string? Unit(string format) => format switch
    {
        "%Y" or "YYYY" => "year",
        "%Y-%m" or "YYYY-MM" or "%m" or "MM" => "month",
        "%Y-%m-%d" or "YYYY-MM-DD" => "day",
        "%W" or "IW" => "week",
        "YYYY-\"Q\"Q" => "quarter",
        "%H" or "HH24" => "hour",
        "%w" or "D" => "weekday",
        _ => null,
    };
}
