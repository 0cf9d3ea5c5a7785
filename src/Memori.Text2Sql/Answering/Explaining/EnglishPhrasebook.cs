using System.Globalization;

namespace Memori.Text2Sql.Answering.Explaining;

internal sealed class EnglishPhrasebook : Phrasebook
{
    public static EnglishPhrasebook Instance { get; } = new();

    public override string Everything => "every column";

    public override string Rows => "rows";

    public override string CountRows => "the number of rows";

    public override string And(string left, string right) => $"{left} and {right}";

    public override string Or(string left, string right) => $"({left} or {right})";

    public override string Not(string condition) => $"not ({condition})";

    public override string List(IReadOnlyList<string> items) =>
        items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}";

    public override string Shows(string items, string? source, bool distinct) =>
        $"shows {(distinct ? "the different values of " : "")}{items}{(source is null ? "" : $" from {source}")}";

    public override string JoinedWith(string left, string right, bool keepsUnmatched) =>
        keepsUnmatched ? $"{left} with {right} where there is one" : $"{left} joined with {right}";

    public override string Where(string condition) => $"where {condition}";

    public override string GroupedBy(string items) => $"for each {items}";

    public override string Having(string condition) => $"keeping groups where {condition}";

    public override string SortedBy(string items) => $"sorted by {items}";

    public override string SortKey(string key, bool descending) => descending ? $"{key} from highest to lowest" : $"{key} from lowest to highest";

    public override string First(string count) => count == "1" ? "only the first row" : $"only the first {count} rows";

    public override string Skipping(string count) => $"after skipping {count} rows";

    public override string Combined(string @operator, string left, string right) => @operator switch
    {
        "UNION" => $"{left}; together with: {right}",
        "INTERSECT" => $"{left}; only what is also in: {right}",
        _ => $"{left}; without what is in: {right}",
    };

    public override string Steps(string names) => $"in steps ({names})";

    public override string Sentence(IReadOnlyList<string> clauses)
    {
        var text = string.Join(", ", clauses);
        return text.Length == 0 ? text : char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..] + ".";
    }

    public override string? Aggregate(string function, string argument, bool distinct) => function switch
    {
        "count" => distinct ? $"the number of different {argument}" : $"the number of {argument}",
        "sum" or "total" => $"the total of {argument}",
        "avg" => $"the average of {argument}",
        "min" => $"the lowest {argument}",
        "max" => $"the highest {argument}",
        "round" => argument,
        _ => null,
    };

    public override string Only(string measure, string condition) => $"{measure} where {condition}";

    public override string Windowed(string measure, string? partition, string? order) =>
        $"{measure}{(partition is null ? "" : $" within each {partition}")}{(order is null ? "" : $" in order of {order}")}";

    public override string Compare(string @operator, string left, string right) => @operator switch
    {
        "=" => $"{left} is {right}",
        "<>" => $"{left} is not {right}",
        ">" => $"{left} is more than {right}",
        ">=" => $"{left} is at least {right}",
        "<" => $"{left} is less than {right}",
        "<=" => $"{left} is at most {right}",
        _ => $"{left} {@operator} {right}",
    };

    public override string Between(string operand, string low, string high, bool not) =>
        $"{operand} is {(not ? "not " : "")}between {low} and {high}";

    public override string OneOf(string operand, string items, bool not) => $"{operand} is {(not ? "none" : "one")} of {items}";

    public override string InQuery(string operand, string query, bool not) => $"{operand} is {(not ? "not " : "")}among [{query}]";

    public override string ExistsIn(string query) => $"there is a match in [{query}]";

    public override string Matches(string operand, string pattern, bool not) => $"{operand} {(not ? "does not match" : "matches")} {pattern}";

    public override string IsTest(string operand, string test, bool not) =>
        test == "NULL" ? $"{operand} is {(not ? "present" : "missing")}" : $"{operand} is {(not ? "not " : "")}{test.ToLowerInvariant()}";

    public override string Subquery(string query) => $"[{query}]";

    public override string CaseOf(IReadOnlyList<(string Condition, string Result)> whens, string? otherwise) =>
        string.Join("; ", whens.Select(w => $"{w.Result} when {w.Condition}")) + (otherwise is null ? "" : $"; otherwise {otherwise}");
}
