using System.Globalization;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Answering.Explaining;

internal sealed class ChinesePhrasebook : Phrasebook
{
    // What fits on about two lines is one sentence.
    private const int LongestSentence = 110;

    public static ChinesePhrasebook Instance { get; } = new();

    public override string Comma => ",";

    public override string Everything => "所有列";

    public override string Rows => "行";

    public override string Constant(string value) => value switch
    {
        "NULL" => "空",
        "TRUE" => "真",
        "FALSE" => "假",
        _ => value.StartsWith("CURRENT_", StringComparison.Ordinal) ? "现在" : value,
    };

    public override string Interval(string value) => value;

    public override string All(IReadOnlyList<string> conditions) => string.Join(",且", conditions);

    public override string Or(string left, string right) => $"({left}或{right})";

    public override string Not(string condition) => condition.StartsWith('(') && condition.EndsWith(')') ? $"不满足{condition}" : $"不满足({condition})";

    public override string List(IReadOnlyList<string> items) => string.Join("、", items);

    public override string Alternatives(IReadOnlyList<string> items) => string.Join("、", items);

    public override string Shows(string items, string? source, bool distinct) =>
        source is null ? $"显示{(distinct ? "不重复的" : "")}{Gap(items)}" : $"从{Gap(source)}{(char.IsAscii(source[^1]) ? " " : "")}中查询{(distinct ? "不重复的" : "")}{Gap(items)}";

    public override string Joined(string main, IReadOnlyList<string> with, IReadOnlyList<string> optional, string? condition) =>
        main + (with.Count == 0 ? "" : $"及其{Gap(List(with))}") + (optional.Count == 0 ? "" : $"(可以没有{Gap(List(optional))})") + (condition is null ? "" : $"(关联条件:{condition})");

    public override string Where(string condition) => $"条件是{Gap(condition)}";

    public override string GroupedBy(string items) => $"按{Gap(items)}{Gap2(items)}分组";

    public override string Having(string condition) => $"只保留{Gap(condition)}{Gap2(condition)}的分组";

    public override string SortedBy(string items) => $"按{Gap(items)}排序";

    public override string SortKey(string key, bool descending, ColumnType type) => type is ColumnType.Date or ColumnType.Timestamp
        ? $"{key}{Gap2(key)}{(descending ? "从晚到早" : "从早到晚")}"
        : $"{key}{Gap2(key)}{(descending ? "从高到低" : "从低到高")}";

    public override string First(string count) => $"只取前 {count} 行";

    public override string Skipping(string count) => $"跳过前 {count} 行";

    public override string Combined(string @operator, string left, string right) => @operator switch
    {
        "UNION" => $"{left};再加上:{right}",
        "INTERSECT" => $"{left};只保留同时出现在以下结果中的:{right}",
        _ => $"{left};去掉出现在以下结果中的:{right}",
    };

    public override string Step(string name, string query) => $"先算出“{name}”({query})";

    public override string Sentence(IReadOnlyList<string> clauses)
    {
        var steps = clauses.TakeWhile(c => c.StartsWith("先算出", StringComparison.Ordinal)).ToList();
        var rest = clauses.Skip(steps.Count).ToList();
        if (rest.Count == 0)
        {
            return "";
        }

        var one = string.Join(Comma, rest);
        var sentences = one.Length <= LongestSentence ? [one] : rest;
        return string.Concat(steps.Select((s, i) => i == 0 ? s : "再" + s[1..]).Concat(sentences.Select((s, i) => i == 0 && steps.Count > 0 ? "然后" + s : s)).Select(s => s + "。"));
    }

    public override string? Aggregate(string function, string argument, bool distinct) => function switch
    {
        "count" => distinct ? $"不同{Gap(argument)}{Gap2(argument)}的数量" : $"有{Gap(argument)}{Gap2(argument)}的行数",
        "sum" or "total" => $"{argument}{Gap2(argument)}的总和",
        "avg" => $"{argument}{Gap2(argument)}的平均值",
        "min" => $"{argument}{Gap2(argument)}的最小值",
        "max" => $"{argument}{Gap2(argument)}的最大值",
        "group_concat" or "string_agg" => $"{argument}{Gap2(argument)}的列表",
        "round" or "nullif" or "date" or "datetime" or "trim" => argument,
        _ => null,
    };

    public override string? Extreme(string function, string moment) => function switch
    {
        "min" => $"最早的{Gap(moment)}",
        "max" => $"最晚的{Gap(moment)}",
        _ => null,
    };

    public override string? Function(string function, IReadOnlyList<string> arguments) => (function, arguments) switch
    {
        ("coalesce" or "ifnull", [var first, var other]) => $"{first}(为空时取 {other})",
        ("abs", [var one]) => $"{one}的绝对值",
        ("length" or "char_length", [var one]) => $"{one}的长度",
        ("lower" or "upper", [var one]) => one,
        ("julianday" or "unixepoch", [var one, ..]) => one,
        ("row_number" or "rank" or "dense_rank", []) => "名次",
        ("now", []) => "现在",
        ("lag", [var one, ..]) => $"前一行的{one}",
        ("lead", [var one, ..]) => $"后一行的{one}",
        ("ntile", [var one]) => $"所在的等份(共 {one} 份)",
        ("first_value", [var one]) => $"第一个{one}",
        ("last_value", [var one]) => $"最后一个{one}",
        ("substr" or "substring", [var one, ..]) => $"{one}的一部分",
        ("concat", _) => string.Join("接", arguments),
        _ => null,
    };

    public override string CountOf(string? table, bool distinct) => table is null ? "行数" : $"{(distinct ? "不同" : "")}{(distinct ? Gap(table) : table)}{Gap2(table)}的数量";

    public override string Only(string measure, string condition) => $"{measure}(仅限{Gap(condition)})";

    public override string Share(string part, string whole) => $"{part}占{Gap(whole)}{Gap2(whole)}的百分比";

    public override string PartOf(string unit, string moment)
    {
        var part = unit switch
        {
            "year" => "年份",
            "quarter" => "季度",
            "month" => "月份",
            "week" => "周",
            "day" => "日期",
            "hour" => "小时",
            "weekday" or "dow" => "星期",
            _ => unit,
        };
        return $"{moment}{Gap2(moment)}的{part}";
    }

    public override string Windowed(string measure, string? partition, string? order, bool runs) =>
        $"{(partition is null ? "" : $"每个{Gap(partition)}{Gap2(partition)}内")}{(order is null ? "" : $"按{Gap(order)}{(runs ? "累计" : "排列")}的")}{measure}";

    public override string FirstOfEach(string count, string group, string key) => $"每个{Gap(group)}{Gap2(group)}只取按{Gap(key)}{Gap2(key)}的前 {count} 个";

    public override string Percentile(string value, string level) => level == "0.5" ? $"{value}{Gap2(value)}的中位数" : $"{value}{Gap2(value)}的 {Hundredths(level)} 百分位数";

    public override string Growth(string value) => $"{value}{Gap2(value)}比上一行变化的百分比";

    public override string Moving(string value, string before, string order) => $"按{Gap(order)}{Gap2(order)}每行与其前 {before} 行{Gap(value)}{Gap2(value)}的平均值";

    public override string Days(string from, string to) => $"从{Gap(from)}{Gap2(from)}到{Gap(to)}{Gap2(to)}的天数";

    public override string OfSchema(string items) => $"由数据库结构得知:{items}";

    public override string Compare(string @operator, string left, string right) => @operator switch
    {
        "=" => $"{left}{Gap2(left)}是{Gap(right)}",
        "<>" => $"{left}{Gap2(left)}不是{Gap(right)}",
        ">" => $"{left}{Gap2(left)}大于{Gap(right)}",
        ">=" => $"{left}{Gap2(left)}不小于{Gap(right)}",
        "<" => $"{left}{Gap2(left)}小于{Gap(right)}",
        "<=" => $"{left}{Gap2(left)}不大于{Gap(right)}",
        "+" => $"{left}加{Gap(right)}",
        "-" => $"{left}减{Gap(right)}",
        "*" => $"{left}乘以{Gap(right)}",
        "/" => $"{left}除以{Gap(right)}",
        "%" => $"{left}除以{Gap(right)}{Gap2(right)}的余数",
        "||" => $"{left}接{Gap(right)}",
        _ => $"{left} {@operator} {right}",
    };

    public override string Flag(string name, bool yes) => $"{name}{Gap2(name)}为{(yes ? "是" : "否")}";

    public override string Within(string moment, Period period, DateOnly? today)
    {
        if (period.From is not { } from)
        {
            return $"{moment}{Gap2(moment)}早于 {Day(period.To!.Value)}";
        }

        if (period.Last is not { } last)
        {
            return $"{moment}{Gap2(moment)}不早于 {Day(from)}";
        }

        if (from == last)
        {
            return $"{moment}{Gap2(moment)}是 {Day(from)}";
        }

        var days = $"{Day(from)} 至 {Day(last)}";
        return Called(period, from, today) is { } called ? $"{moment}{Gap2(moment)}在{Gap(called)}({days})" : $"{moment}{Gap2(moment)}在 {days} 之间";
    }

    public override string Between(string operand, string low, string high, bool not) => $"{operand}{Gap2(operand)}{(not ? "不" : "")}在{Gap(low)} 与 {high} 之间";

    public override string OneOf(string operand, string items, bool not) => $"{operand}{Gap2(operand)}{(not ? "不" : "")}是{Gap(items)}{(not ? "中的任何一个" : "之一")}";

    public override string InQuery(string operand, string query, bool not) => $"{operand}{Gap2(operand)}{(not ? "不" : "")}在{Gap(query)}{Gap2(query)}之中";

    public override string Has(string? subject, string table, string? condition, bool not) =>
        $"{(subject is null ? "" : $"该{Gap(subject)}{Gap2(subject)}")}{(not ? "没有" : "有")}{(condition is null ? Gap(table) : $"满足({condition})的{table}")}";

    public override string TextIs(string operand, string kind, string text, bool not) => kind switch
    {
        "contains" => $"{operand}{Gap2(operand)}{(not ? "不" : "")}包含{text}",
        "begins" => $"{operand}{Gap2(operand)}{(not ? "不" : "")}以{text}开头",
        "ends" => $"{operand}{Gap2(operand)}{(not ? "不" : "")}以{text}结尾",
        _ => Compare(not ? "<>" : "=", operand, text),
    };

    public override string Matches(string operand, string pattern, bool not) => $"{operand}{Gap2(operand)}{(not ? "不" : "")}匹配模式{pattern}";

    public override string IsTest(string operand, string test, bool not) =>
        test == "NULL" ? $"{operand}{Gap2(operand)}{(not ? "不为空" : "为空")}" : $"{operand}{Gap2(operand)}{(not ? "不" : "")}为{(test == "TRUE" ? "真" : "假")}";

    public override string OfMany(string items, bool all) => $"{(all ? "每一个" : "任意一个")}{Gap(items)}";

    public override string Subquery(string query) => $"[{query}]";

    public override string Among(string item, string? source, string? condition) =>
        $"{(source is null ? "" : source + Gap2(source))}{(condition is null ? "" : $"(条件是{Gap(condition)})")}{(source is null && condition is null ? "" : "的")}{item}";

    public override string Named(string item, string name) => $"{item}(“{name}”)";

    public override string CaseOf(IReadOnlyList<(string Condition, string Result)> whens, string? otherwise) =>
        string.Join(",", whens.Select(w => $"{w.Condition} 时为{Gap(w.Result)}")) + (otherwise is null ? "" : $",否则为{Gap(otherwise)}");

    private static string? Called(Period period, DateOnly from, DateOnly? today) => period.Months switch
    {
        1 => string.Create(CultureInfo.InvariantCulture, $"{from.Year}年{from.Month}月"),
        12 when from.Month == 1 => string.Create(CultureInfo.InvariantCulture, $"{from.Year}年"),
        3 when from.Month % 3 == 1 => string.Create(CultureInfo.InvariantCulture, $"{from.Year}年第{((from.Month - 1) / 3) + 1}季度"),
        6 when from.Month % 6 == 1 => string.Create(CultureInfo.InvariantCulture, $"{from.Year}年{(from.Month == 1 ? "上" : "下")}半年"),
        _ => period.Recent(today) is var (count, months) ? string.Create(CultureInfo.InvariantCulture, $"最近{count}{(months ? "个月" : "天")}") : null,
    };

    // Latin letters and digits stand apart from Chinese.
    private static string Gap(string next) => next.Length > 0 && char.IsAsciiLetterOrDigit(next[0]) ? " " + next : next;

    private static string Gap2(string before) => before.Length > 0 && char.IsAsciiLetterOrDigit(before[^1]) ? " " : "";

}
