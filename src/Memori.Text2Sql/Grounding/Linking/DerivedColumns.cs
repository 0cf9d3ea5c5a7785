namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>
/// What a table holds without a column of its own, because two columns say it together: the density of people and area, the difference of a highest and a lowest
/// price, the profit of revenue and cost, the total of two counts of a kind, the share of a part in its whole.
/// </summary>
internal static class DerivedColumns
{
    private const int ShortestKind = 3;

    // More columns than these are no table of figures that belong together in pairs.
    private const int MostColumns = 40;

    private static readonly (string More, string Less)[] Extremes = [("最高", "最低"), ("最大", "最小"), ("最多", "最少"), ("旺季", "淡季"), ("max", "min"), ("maximum", "minimum"), ("high", "low"), ("highest", "lowest")];
    private static readonly (string Later, string Earlier)[] Spans = [("结束", "开始"), ("结束", "起始"), ("终止", "起始"), ("去世", "出生"), ("end", "start"), ("death", "birth"), ("to", "from")];
    private static readonly string[] Incomes = ["营业额", "营收", "收入", "目标营收", "销售额", "revenue", "income", "sale"];
    private static readonly string[] Costs = ["成本", "成本支出", "支出", "费用", "cost", "expense"];
    private static readonly string[] Counts = ["数量", "人数", "天数", "次数", "数"];
    private static readonly string[] Wholes = ["总", "全部", "报名", "报考", "注册", "招考", "参赛"];

    /// <summary>The derived columns of a table, each with the names that people give it.</summary>
    public static IEnumerable<(ColumnNode Column, string[] Names)> Of(TableNode table)
    {
        var measures = table.Columns.Where(c => c.IsMeasure).ToList();
        if (measures.Count is < 2 or > MostColumns)
        {
            return [];
        }

        var known = table.Columns.Select(c => string.Concat(c.Words)).ToHashSet(StringComparer.Ordinal);
        return Densities(table, measures).Concat(Differences(measures)).Concat(Spaces(measures)).Concat(Profits(measures)).Concat(Totals(measures)).Concat(Shares(measures))
            .Select(d => (d.Column, Names: d.Names.Where(n => !known.Contains(string.Concat(n.Split(' ')))).ToArray()))
            .Where(d => d.Names.Length > 0);
    }

    private static ColumnNode Make(ColumnNode first, string op, ColumnNode second) => new(first.Table, first.Schema, first.Words) { Derived = (op, second) };

    private static string Text(ColumnNode column) => string.Concat(column.Words);

    private static bool IsChinese(ColumnNode column) => Tokenizer.IsIdeograph(column.Words[0][0]);

    private static IEnumerable<(ColumnNode Column, string[] Names)> Densities(TableNode table, List<ColumnNode> measures)
    {
        if (table.Columns.Any(c => c.Name.Contains("密度", StringComparison.Ordinal) || c.Words.Contains("density"))
            || measures.Find(c => c.Name.EndsWith("面积", StringComparison.Ordinal) || c.Words[^1] == "area" || c.Words is ["area", _]) is not { } area)
        {
            yield break;
        }

        foreach (var column in measures.Where(c => c.Name.StartsWith("人口", StringComparison.Ordinal) || c.Words.Contains("population")))
        {
            yield return (Make(column, "/", area), ["人口密度", "population density"]);
        }
    }

    private static IEnumerable<(ColumnNode Column, string[] Names)> Differences(List<ColumnNode> measures)
    {
        foreach (var (more, less) in Extremes)
        {
            foreach (var high in measures)
            {
                if (measures.Find(c => c != high && IsPair(high, c, more, less)) is not { } low)
                {
                    continue;
                }

                var rest = string.Join(IsChinese(high) ? "" : " ", high.Words.Where(w => !more.Contains(w, StringComparison.Ordinal)));
                yield return (Make(high, "-", low), !IsChinese(high) ? [rest + " difference", "difference " + rest, rest + " range"]
                    : [rest + "差", rest + "差额", rest + "差价", rest + "差距", rest + "之差", rest + "最大差额", .. rest.EndsWith("温度", StringComparison.Ordinal) ? (string[])["温差", "最大温差"] : []]);
            }
        }
    }

    private static IEnumerable<(ColumnNode Column, string[] Names)> Spaces(List<ColumnNode> measures)
    {
        foreach (var (later, earlier) in Spans)
        {
            foreach (var end in measures)
            {
                if (measures.Find(c => c != end && IsPair(end, c, later, earlier)) is { } start && IsTime(end))
                {
                    yield return (Make(end, "-", start), later is "去世" or "death" ? ["生平年龄", "享年", "寿命", "lifespan", "age"] : ["持续时间", "存在时间", "存活时间", "历时", "时长", "duration"]);
                }
            }
        }
    }

    private static IEnumerable<(ColumnNode Column, string[] Names)> Profits(List<ColumnNode> measures)
    {
        var income = measures.Find(c => Incomes.Contains(IsChinese(c) ? c.Name : c.Words[^1]));
        var cost = measures.Find(c => Costs.Contains(IsChinese(c) ? c.Name : c.Words[^1]));
        if (income is not null && cost is not null && !measures.Exists(c => c.Name.Contains("利润", StringComparison.Ordinal) || c.Words.Contains("profit")))
        {
            yield return (Make(income, "-", cost), ["利润", "目标利润", "盈利", "profit"]);
        }
    }

    // 国内航线数量 and 国际航线数量 are all there are: 航线总数.
    private static IEnumerable<(ColumnNode Column, string[] Names)> Totals(List<ColumnNode> measures)
    {
        foreach (var one in measures.Where(IsChinese))
        {
            var text = Text(one);
            if (Array.Find(Counts, k => text.EndsWith(k, StringComparison.Ordinal)) is not { } kind)
            {
                continue;
            }

            var alike = measures.FindAll(c => c != one && IsChinese(c) && Text(c).Length == text.Length && Common(Text(c), text) >= Math.Max(ShortestKind, text.Length - 3));
            if (alike is not [var other] || measures.IndexOf(other) < measures.IndexOf(one))
            {
                continue;
            }

            var suffix = text[^Common(Text(other), text)..];
            var core = suffix[..^kind.Length];
            if (core.Length > 0)
            {
                var both = text[..(text.Length - suffix.Length)][..1] + Text(other)[..(text.Length - suffix.Length)][..1] + suffix;
                yield return (Make(one, "+", other), [core + "总数", core + "总量", "总" + suffix, core + "总" + kind, core + "总数量", both]);
            }
        }
    }

    private static IEnumerable<(ColumnNode Column, string[] Names)> Shares(List<ColumnNode> measures)
    {
        foreach (var part in measures.Where(IsChinese))
        {
            var text = Text(part);
            foreach (var whole in measures.Where(c => c != part && IsChinese(c)))
            {
                var all = Text(whole);
                var kind = Array.Find(Counts, k => all.EndsWith(k, StringComparison.Ordinal) && text.EndsWith(k, StringComparison.Ordinal));
                if (kind is not null && (text.EndsWith(all, StringComparison.Ordinal) || Array.Exists(Wholes, w => all.StartsWith(w, StringComparison.Ordinal) && !Array.Exists(Wholes, o => text.StartsWith(o, StringComparison.Ordinal)) && all.Length <= w.Length + kind.Length + 2)))
                {
                    var core = text[..^kind.Length];
                    if (core.Length > 1)
                    {
                        yield return (Make(part, "/", whole), [core + "占比", core + "比例", core + "率", core + "所占比例", text + "占比"]);
                    }
                }
            }
        }
    }

    private static bool IsTime(ColumnNode column) => column.Words.Contains("year") || column.Name.EndsWith("时间", StringComparison.Ordinal) || column.Name.EndsWith("年份", StringComparison.Ordinal) || column.Name.EndsWith('年');

    private static bool IsPair(ColumnNode one, ColumnNode other, string first, string second) =>
        IsChinese(one) ? one.Name.StartsWith(first, StringComparison.Ordinal) && other.Name == second + one.Name[first.Length..]
        : one.Words.Length == other.Words.Length && one.Words.Length > 1 && one.Words.Contains(first) && one.Words.Select(w => w == first ? second : w).SequenceEqual(other.Words);

    private static int Common(string one, string other)
    {
        var length = 0;
        while (length < one.Length && length < other.Length && one[^(length + 1)] == other[^(length + 1)])
        {
            length++;
        }

        return length;
    }
}
