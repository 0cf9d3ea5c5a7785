namespace Memori.Text2Sql.Answering.Explaining;

internal sealed class ChinesePhrasebook : Phrasebook
{
    public static ChinesePhrasebook Instance { get; } = new();

    public override string Everything => "所有列";

    public override string Rows => "行";

    public override string CountRows => "行数";

    public override string And(string left, string right) => $"{left} 且 {right}";

    public override string Or(string left, string right) => $"({left} 或 {right})";

    public override string Not(string condition) => $"不满足({condition})";

    public override string List(IReadOnlyList<string> items) => string.Join("、", items);

    public override string Shows(string items, string? source, bool distinct) =>
        source is null ? $"显示 {items}" : $"从 {source} 中查询{(distinct ? "不重复的 " : " ")}{items}";

    public override string JoinedWith(string left, string right, bool keepsUnmatched) =>
        keepsUnmatched ? $"{left} 及其(可能没有的){right}" : $"{left} 关联 {right}";

    public override string Where(string condition) => $"条件是 {condition}";

    public override string GroupedBy(string items) => $"按 {items} 分组";

    public override string Having(string condition) => $"只保留 {condition} 的分组";

    public override string SortedBy(string items) => $"按 {items}排序";

    public override string SortKey(string key, bool descending) => descending ? $"{key} 从高到低" : $"{key} 从低到高";

    public override string First(string count) => $"只取前 {count} 行";

    public override string Skipping(string count) => $"跳过前 {count} 行";

    public override string Combined(string @operator, string left, string right) => @operator switch
    {
        "UNION" => $"{left};再加上:{right}",
        "INTERSECT" => $"{left};只保留同时出现在以下结果中的:{right}",
        _ => $"{left};去掉出现在以下结果中的:{right}",
    };

    public override string Steps(string names) => $"分步计算({names})";

    public override string Sentence(IReadOnlyList<string> clauses) => clauses.Count == 0 ? "" : string.Join(",", clauses) + "。";

    public override string? Aggregate(string function, string argument, bool distinct) => function switch
    {
        "count" => distinct ? $"不同 {argument} 的数量" : $"{argument} 的数量",
        "sum" or "total" => $"{argument} 的总和",
        "avg" => $"{argument} 的平均值",
        "min" => $"{argument} 的最小值",
        "max" => $"{argument} 的最大值",
        "round" => argument,
        _ => null,
    };

    public override string Only(string measure, string condition) => $"{measure}(仅限 {condition})";

    public override string Windowed(string measure, string? partition, string? order) =>
        $"{(partition is null ? "" : $"每个 {partition} 内")}{(order is null ? "" : $"按 {order} 顺序的")}{measure}";

    public override string Compare(string @operator, string left, string right) => @operator switch
    {
        "=" => $"{left} 等于 {right}",
        "<>" => $"{left} 不等于 {right}",
        ">" => $"{left} 大于 {right}",
        ">=" => $"{left} 不小于 {right}",
        "<" => $"{left} 小于 {right}",
        "<=" => $"{left} 不大于 {right}",
        _ => $"{left} {@operator} {right}",
    };

    public override string Between(string operand, string low, string high, bool not) => $"{operand} {(not ? "不" : "")}在 {low} 与 {high} 之间";

    public override string OneOf(string operand, string items, bool not) => $"{operand} {(not ? "不" : "")}是 {items} 之一";

    public override string InQuery(string operand, string query, bool not) => $"{operand} {(not ? "不" : "")}在[{query}]之中";

    public override string ExistsIn(string query) => $"存在[{query}]";

    public override string Matches(string operand, string pattern, bool not) => $"{operand} {(not ? "不" : "")}匹配 {pattern}";

    public override string IsTest(string operand, string test, bool not) =>
        test == "NULL" ? $"{operand} {(not ? "不为空" : "为空")}" : $"{operand} {(not ? "不" : "")}为{(test == "TRUE" ? "真" : "假")}";

    public override string Subquery(string query) => $"[{query}]";

    public override string CaseOf(IReadOnlyList<(string Condition, string Result)> whens, string? otherwise) =>
        string.Join(";", whens.Select(w => $"{w.Condition} 时为 {w.Result}")) + (otherwise is null ? "" : $";否则为 {otherwise}");
}
