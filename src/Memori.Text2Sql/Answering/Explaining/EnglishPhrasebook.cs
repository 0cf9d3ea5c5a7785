using System.Globalization;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Answering.Explaining;

internal sealed class EnglishPhrasebook : Phrasebook
{
    // What fits on about two lines is one sentence.
    private const int LongestSentence = 200;

    public static EnglishPhrasebook Instance { get; } = new();

    public override string Comma => ", ";

    public override string Everything => "every column";

    public override string Rows => "rows";

    public override string Constant(string value) => value switch
    {
        "NULL" => "nothing",
        "TRUE" or "FALSE" => value.ToLowerInvariant(),
        _ => value.StartsWith("CURRENT_", StringComparison.Ordinal) ? "now" : value,
    };

    public override string Interval(string value) => value;

    public override string All(IReadOnlyList<string> conditions) => string.Join(" and ", conditions);

    public override string Or(string left, string right) => $"({left} or {right})";

    public override string Not(string condition) => condition.StartsWith('(') && condition.EndsWith(')') ? $"not {condition}" : $"not ({condition})";

    public override string List(IReadOnlyList<string> items) => Enumerate(items, "and");

    public override string Alternatives(IReadOnlyList<string> items) => Enumerate(items, "or");

    public override string Shows(string items, string? source, bool distinct) =>
        $"shows {(distinct ? "the different values of " : "")}{items}{(source is null ? "" : $" from {source}")}";

    public override string Joined(string main, IReadOnlyList<string> with, IReadOnlyList<string> optional, string? condition) =>
        main + (with.Count == 0 ? "" : $" with their {List(with)}")
            + (optional.Count == 0 ? "" : $"{(with.Count == 0 ? "" : ",")} with or without {List(optional)}")
            + (condition is null ? "" : $" (matched where {condition})");

    public override string Where(string condition) => $"where {condition}";

    public override string GroupedBy(string items) => $"for each {items}";

    public override string Having(string condition) => $"keeping groups where {condition}";

    public override string SortedBy(string items) => $"sorted by {items}";

    public override string SortKey(string key, bool descending, ColumnType type) => type switch
    {
        ColumnType.Date or ColumnType.Timestamp => descending ? $"{key} from latest to earliest" : $"{key} from earliest to latest",
        ColumnType.Text => descending ? $"{key} from Z to A" : $"{key} from A to Z",
        _ => descending ? $"{key} from highest to lowest" : $"{key} from lowest to highest",
    };

    public override string First(string count) => count == "1" ? "only the first row" : $"only the first {count} rows";

    public override string Skipping(string count) => count == "1" ? "after skipping 1 row" : $"after skipping {count} rows";

    public override string Combined(string @operator, string left, string right) => @operator switch
    {
        "UNION" => $"{left}; together with what the second part {right}",
        "INTERSECT" => $"{left}; only what is also found when it {right}",
        _ => $"{left}; without what is found when it {right}",
    };

    public override string Step(string name, string query) => $"first works out “{name}” (it {query})";

    public override string Sentence(IReadOnlyList<string> clauses)
    {
        var steps = clauses.TakeWhile(c => c.StartsWith("first works out", StringComparison.Ordinal)).ToList();
        var rest = clauses.Skip(steps.Count).ToList();
        if (rest.Count == 0)
        {
            return "";
        }

        var one = string.Join(Comma, rest);
        var sentences = one.Length <= LongestSentence ? [one] : rest.Select(Apart);
        return string.Join(' ', steps.Select((s, i) => i == 0 ? s : "then" + s["first".Length..]).Concat(steps.Count == 0 ? sentences : sentences.Select((s, i) => i == 0 ? "then " + s : s)).Select(Capital));
    }

    public override string? Aggregate(string function, string argument, bool distinct) => function switch
    {
        "count" => distinct ? $"the number of different values of {argument}" : $"the number of rows with {argument}",
        "sum" or "total" => argument.StartsWith("total ", StringComparison.Ordinal) || argument.Contains(" total ", StringComparison.Ordinal) || argument[0] == '(' ? $"the sum of {argument}" : $"the total {argument}",
        "avg" when argument[0] == '(' => $"the average of {argument}",
        "avg" => $"the average {argument}",
        "min" => $"the lowest {argument}",
        "max" => $"the highest {argument}",
        "group_concat" or "string_agg" => $"the list of {argument}",
        "round" or "nullif" or "date" or "datetime" or "trim" => argument,
        _ => null,
    };

    public override string? Extreme(string function, string moment) => function switch
    {
        "min" => $"the earliest {moment}",
        "max" => $"the latest {moment}",
        _ => null,
    };

    public override string? Function(string function, IReadOnlyList<string> arguments) => (function, arguments) switch
    {
        ("coalesce" or "ifnull", [var first, var other]) => $"{first} (or {other} when missing)",
        ("abs", [var one]) => $"the size of {one}",
        ("length" or "char_length", [var one]) => $"the length of {one}",
        ("lower" or "upper", [var one]) => one,
        ("julianday" or "unixepoch", [var one, ..]) => one,
        ("row_number" or "rank" or "dense_rank", []) => "the rank",
        ("now", []) => "now",
        ("lag", [var one, ..]) => $"the {Bare(one)} before",
        ("lead", [var one, ..]) => $"the {Bare(one)} after",
        ("ntile", [var one]) => $"which of {one} equal parts it falls into",
        ("first_value", [var one]) => $"the first {Bare(one)}",
        ("last_value", [var one]) => $"the last {Bare(one)}",
        ("substr" or "substring", [var one, ..]) => $"a part of {one}",
        ("concat", _) => string.Join(" followed by ", arguments),
        _ => null,
    };

    public override string CountOf(string? table, bool distinct) => $"the number of {(distinct ? "different " : "")}{table ?? "rows"}";

    public override string Only(string measure, string condition) => $"{measure} where {condition}";

    public override string Share(string part, string whole) => $"{part} as a percentage of {whole}";

    public override string PartOf(string unit, string moment) => $"{unit} of {moment}";

    public override string Windowed(string measure, string? partition, string? order, bool runs) =>
        $"{(runs && order is not null ? "the running value of " : "")}{measure}{(partition is null ? "" : $" within each {partition}")}{(order is null ? "" : $" by {order}")}";

    public override string FirstOfEach(string count, string group, string key) => $"for each {group} only the first{(count == "1" ? "" : " " + count)} by {key}";

    public override string Percentile(string value, string level) => level == "0.5" ? $"the median of {value}" : $"the {Hundredths(level)}th percentile of {value}";

    public override string Growth(string value) => $"the change of {value} over the row before in percent";

    public override string Moving(string value, string before, string order) => $"the average of {value} over each row and the {before} before it by {order}";

    public override string Days(string from, string to) => $"the days from {from} to {to}";

    public override string OfSchema(string items) => $"says what the schema of the database tells: {items}";

    public override string Compare(string @operator, string left, string right) => @operator switch
    {
        "=" => $"{left} is {right}",
        "<>" => $"{left} is not {right}",
        ">" => $"{left} is more than {right}",
        ">=" => $"{left} is at least {right}",
        "<" => $"{left} is less than {right}",
        "<=" => $"{left} is at most {right}",
        "+" => $"{left} plus {right}",
        "-" => $"{left} minus {right}",
        "*" => $"{left} times {right}",
        "/" => $"{left} divided by {right}",
        "%" => $"the remainder of {left} divided by {right}",
        "||" => $"{left} followed by {right}",
        _ => $"{left} {@operator} {right}",
    };

    public override string Flag(string name, bool yes)
    {
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        var at = name.StartsWith("is ", StringComparison.Ordinal) || name.StartsWith("has ", StringComparison.Ordinal) ? space
            : name.IndexOf(" is ", StringComparison.Ordinal) is >= 0 and var inside ? inside + 3
            : -1;
        return at < 0 ? $"{name} is {(yes ? "true" : "false")}" : yes ? name : $"{name[..at]} not{name[at..]}";
    }

    public override string Within(string moment, Period period, DateOnly? today)
    {
        // "registered at" becomes "registered in 2026".
        var done = moment.EndsWith(" at", StringComparison.Ordinal);
        var subject = done ? moment[..^3] : moment + " is";
        if (period.From is not { } from)
        {
            return $"{subject} before {Day(period.To!.Value)}";
        }

        if (period.Last is not { } last)
        {
            return $"{subject} on or after {Day(from)}";
        }

        return from == last ? $"{subject} {(done ? "on " : "")}{Day(from)}"
            : Called(period, from, today) is { } called ? $"{subject} {called} ({Day(from)} to {Day(last)})"
            : $"{subject} from {Day(from)} to {Day(last)}";
    }

    public override string Between(string operand, string low, string high, bool not) => $"{operand} is {(not ? "not " : "")}between {low} and {high}";

    public override string OneOf(string operand, string items, bool not) => $"{operand} is {(not ? "neither " : "")}{(not ? items.Replace(" or ", " nor ", StringComparison.Ordinal) : items)}";

    public override string InQuery(string operand, string query, bool not) => $"{operand} is {(not ? "not " : "")}among {query}";

    public override string Has(string? subject, string table, string? condition, bool not) =>
        $"{(subject is null ? not ? "there are no" : "there are" : $"the {subject} has {(not ? "no" : "")}".TrimEnd())} {table}{(condition is null ? "" : $" where {condition}")}";

    public override string TextIs(string operand, string kind, string text, bool not) => kind switch
    {
        "contains" => not ? $"{operand} does not contain {text}" : $"{operand} contains {text}",
        "begins" => not ? $"{operand} does not begin with {text}" : $"{operand} begins with {text}",
        "ends" => not ? $"{operand} does not end with {text}" : $"{operand} ends with {text}",
        _ => Compare(not ? "<>" : "=", operand, text),
    };

    public override string Matches(string operand, string pattern, bool not) => $"{operand} {(not ? "does not match" : "matches")} the pattern {pattern}";

    public override string IsTest(string operand, string test, bool not) =>
        test == "NULL" ? $"{operand} is {(not ? "present" : "missing")}" : $"{operand} is {(not ? "not " : "")}{test.ToLowerInvariant()}";

    public override string OfMany(string items, bool all) => $"{(all ? "each" : "any")} {items}";

    public override string Subquery(string query) => $"[{query}]";

    public override string Among(string item, string? source, string? condition) =>
        $"{item}{(source is null ? "" : $" of {source}")}{(condition is null ? "" : $" where {condition}")}";

    public override string Named(string item, string name) => $"{item} (“{name}”)";

    public override string CaseOf(IReadOnlyList<(string Condition, string Result)> whens, string? otherwise) =>
        string.Join(", ", whens.Select(w => $"{w.Result} when {w.Condition}")) + (otherwise is null ? "" : $", otherwise {otherwise}");

    private static string Enumerate(IReadOnlyList<string> items, string word) =>
        items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.Take(items.Count - 1))} {word} {items[^1]}";

    private static string Bare(string phrase) => phrase.StartsWith("the ", StringComparison.Ordinal) ? phrase[4..] : phrase;

    private static string? Called(Period period, DateOnly from, DateOnly? today) => period.Months switch
    {
        1 => "in " + from.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        12 when from.Month == 1 => string.Create(CultureInfo.InvariantCulture, $"in {from.Year}"),
        3 when from.Month % 3 == 1 => string.Create(CultureInfo.InvariantCulture, $"in quarter {((from.Month - 1) / 3) + 1} of {from.Year}"),
        6 when from.Month % 6 == 1 => string.Create(CultureInfo.InvariantCulture, $"in the {(from.Month == 1 ? "first" : "second")} half of {from.Year}"),
        _ => period.Recent(today) is var (count, months) ? $"in the last {(count == 1 ? "" : count + " ")}{(months ? "month" : "day")}{(count == 1 ? "" : "s")}" : null,
    };

    // A clause as a sentence of its own.
    private static string Apart(string clause) => clause switch
    {
        _ when clause.StartsWith("where ", StringComparison.Ordinal) => "only rows count " + clause,
        _ when clause.StartsWith("for each ", StringComparison.Ordinal) => "there is one row " + clause,
        _ when clause.StartsWith("keeping groups ", StringComparison.Ordinal) => "only groups are kept" + clause["keeping groups".Length..],
        _ when clause.StartsWith("sorted by ", StringComparison.Ordinal) => "the rows are " + clause,
        _ when clause.StartsWith("only the first ", StringComparison.Ordinal) => clause + (clause.EndsWith("row", StringComparison.Ordinal) ? " is shown" : " are shown"),
        _ when clause.StartsWith("after skipping ", StringComparison.Ordinal) => "it begins " + clause,
        _ => clause,
    };

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..] + ".";
}
