using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads comparisons: "older than 30", "at least 3 orders", "salary above the average", 体重大于80, 至少有5个城市.</summary>
internal static partial class ComparisonRules
{
    private const int LongestUnit = 4;
    private const int LongestVerb = 3;
    private const double Alike = 0.05;
    private const double SureHeld = 0.85;

    // Nobody counts rows by the hundred million, nor half ones: the number is of a column.
    private const decimal MostRows = 100_000_000;

    private static readonly string[] Bounds = ["线", "上限", "下限", "目标", "额度", "安全库存"];
    private static readonly string[] Quantities = ["quantity", "qty", "stock", "balance", "actual", "value", "amount", "库存", "数量", "余额", "实际"];

    public static void Apply(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsFreeCue(i, CueKind.Compare))
            {
                Comparison(reading, i);
            }
            else if (reading.Chinese && reading.IsFreeCue(i, CueKind.Most) && BoundOf(reading, i) is > 0 and var number)
            {
                // 屏幕宽最多21米, 最多拥有5个城市, 最多参加了5次 set a bound, 最多的3个 asks for the top.
                AtMost(reading, i, number);
            }
            else if (reading.Chinese && reading.IsFreeCue(i, CueKind.Most) && reading.IsFreeNumber(i + 1) && reading.Gap(i, i + 1) == 0 && Unit(reading, i + 1) is { } measured)
            {
                // 最多90分钟的电影
                Mark(reading, i, i + 1, false);
                reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, measured), reading[i].Cue!.Argument == "desc" ? "<=" : ">=", reading.NumberAt(i + 1)) { Position = i });
            }
            else if (reading.Chinese && reading.IsFreeCue(i, CueKind.Aggregate) && reading[i].Start > 0 && reading.Tokens[reading[i].Start - 1].Text == "比")
            {
                Than(reading, i);
            }
            else if (!reading.Chinese && reading.IsFreeNumber(i) && reading.IsFreeNumber(i + 1) && reading.Gap(i, i + 1) == 1 && reading.Tokens[reading[i].End].Lower == "to")
            {
                Span(reading, i);
            }
            else if (!reading.Chinese && reading.IsFreeColumn(i) && !reading.IsTable(i))
            {
                Inside(reading, i);
            }
            else if (reading.IsFreeCue(i, CueKind.Between) || reading.IsFreeCue(i, CueKind.To) || reading.IsFreeCue(i, CueKind.And))
            {
                Range(reading, i);
            }
        }
    }

    private static void Comparison(Reading reading, int i)
    {
        var cue = reading[i].Cue!;
        var op = cue.Argument;
        var negated = reading.Is(i - 1, CueKind.Not) && reading.IsFree(i - 1);
        if (negated)
        {
            op = Invert(op);
        }

        if (WithExtreme(reading, i, op))
        {
            return;
        }

        var right = cue.Extra == "left" ? reading.Before(i) : reading.After(i, CueKind.Be, CueKind.Soft, CueKind.Pass);
        for (var at = right; reading.Chinese && at >= 0 && at <= right + 4 && at < reading.Count && !reading[at].IsBreak && !reading[at].Is(CueKind.Compare) && reading[at].Number is null && !IsEqualTo(reading, i, right, op); at++)
        {
            // 少于所有驾校的平均车辆数量, 大于所有商品的价格的平均值
            if (reading.IsFreeCue(at, CueKind.Aggregate) && at > right)
            {
                // Values between say whose average: they become conditions of it.
                Enumerable.Range(right, at - right).Where(o => reading[o].Cue is not null || (reading[o].IsSchema && !Owns(reading, o))).ToList().ForEach(reading.Take);
                right = at;
                break;
            }
        }

        if (right < 0)
        {
            return;
        }

        if (cue.Extra == "left" && reading.Chinese && Numbered(reading, i, right, op))
        {
            return;
        }

        var year = reading.Is(right + 1, CueKind.Soft) ? right + 2 : right + 1;
        if (reading.IsFreeColumn(right) && !reading.IsTable(right) && reading.IsFreeNumber(year) && reading.Gap(year - 1, year) <= 1 && cue.Extra != "left" && !reading.Chinese
            && reading[right].Columns.Any(c => TimeRules.HoldsYears(c.Column)) && reading[year].Number is > 1000 and < 2200 and { } moment)
        {
            // "before the year of 2010"
            Mark(reading, i, year, negated);
            reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, reading.SlotOf(right, TimeRules.HoldsYears)), op, new NumberOperand(moment)) { Position = i });
            return;
        }

        if (Year(reading, i, right, op, cue))
        {
            return;
        }

        if (reading.IsFreeColumn(right) && !reading.IsTable(right) && reading.IsFreeNumber(right + 1) && reading.Gap(right, right + 1) == 0 && cue.Extra != "left" && !reading.Chinese
            && !reading.IsFreeColumn(right + 2) && reading[right].Columns.Any(c => c.Column.IsMeasure))
        {
            // "above age 46", "under grade 10"
            Mark(reading, i, right + 1, negated);
            reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, reading.SlotOf(right, c => c.IsMeasure)), op, reading.NumberAt(right + 1)) { Position = i });
            return;
        }

        if (reading.IsFreeNumber(right) && reading[right].Number is { } number && reading[right].Time is not { IsOpen: true })
        {
            var first = Math.Min(i, right);
            if ((LeftTerm(reading, first, Math.Max(i, right), cue, number) ?? Counted(reading, first, Math.Max(i, right))) is { } left
                && (number is < MostRows && number == decimal.Truncate(number) || left is not { Aggregate: Aggregate.Count, Column: null }))
            {
                if (left is { Aggregate: Aggregate.Count, Column: null } && Held(reading, right) is { } held)
                {
                    left = new Term(Aggregate.None, held);
                }

                Mark(reading, i, right, negated);

                // 有1份以上副本的文档: one they all have.
                var least = op == ">=" && number == 1 && left.Aggregate == Aggregate.Count && reading[i].Text.EndsWith("以上", StringComparison.Ordinal) ? ">" : op;
                reading.Filters.Add(new CompareFilter(left, least, reading.NumberAt(right) with { Value = number }) { Position = first });
            }

            return;
        }

        if (reading.IsFreeCue(right, CueKind.Aggregate) || (reading.Is(right, CueKind.Count) && reading[right].Cue!.Argument == "weak"))
        {
            WithOverall(reading, i, right, op, negated, cue);
            return;
        }

        if (WithOthers(reading, i, op, cue))
        {
            return;
        }

        if (reading.IsFreeColumn(right) && !reading[right].PrefersValue && cue.Extra != "left")
        {
            WithColumn(reading, i, right, op);
        }
    }

    // 2010赛季之后, 第3季度及以后: the number stands before the name of what it is a number of.
    private static bool Numbered(Reading reading, int i, int right, string op)
    {
        if (!reading.IsFreeColumn(right) || reading.IsTable(right) || !reading.IsFreeNumber(right - 1) || reading[right - 1].Time is { IsOpen: true } || reading.Gap(right - 1, right) > 0 || !Fits(reading[right]))
        {
            return false;
        }

        Mark(reading, i, right - 1, false);
        reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, reading.SlotOf(right, Comparable)), op, reading.NumberAt(right - 1)) { Position = right - 1 });
        return true;
    }

    // 1964及之后的冠军: a number that looks like a year, where rows have years.
    private static bool Year(Reading reading, int i, int right, string op, Cue cue)
    {
        if (!reading.Chinese || cue.Extra != "left" || reading[i].Text is not [.., '前' or '后'] || !reading.IsFreeNumber(right) || reading[right] is not { Number: > 1000 and < 2200 and { } year, Time: null }
            || (right > 0 && reading.IsFreeColumn(right - 1)) || reading.Implied(["年份", "年", "时间", "year"], TimeRules.HoldsTimes, right) is not { } slot)
        {
            return false;
        }

        Mark(reading, i, right, false);
        reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, slot), op, new NumberOperand(year)) { Position = right });
        return true;
    }

    // 优势不为控球的运动员的平均身高: what is not this value is not compared with an average.
    private static bool IsEqualTo(Reading reading, int i, int right, string op) =>
        op is "=" or "!=" && reading[right] is { IsSchema: false, Values.Count: > 0 } && !(reading.IsFreeColumn(i - 1) && reading[i - 1].Columns.Any(c => c.Column.IsMeasure));

    // 至少有22项奖, of what has a column for how many: 奖项数量.
    private static Slot? Held(Reading reading, int number)
    {
        var end = reading[number].End;
        if (!reading.Chinese || !Classifiers.Follow(reading.Tokens, end) || (number + 1 < reading.Count && reading.IsTable(number + 1) && reading[number + 1].Start == end + 1))
        {
            return null;
        }

        var thing = string.Concat(reading.Tokens.Skip(end + 1).TakeWhile(t => t.Kind == TokenKind.Ideograph && t.Text != "的").Take(LongestUnit).Select(t => t.Text));
        for (; thing.Length > 0; thing = thing[..^1])
        {
            if (Amounts.Find(Amounts.Named(reading), reading.Tokens[end].Text, thing, number) is { Candidates: [{ Score: > SureHeld }, ..] } slot)
            {
                Enumerable.Range(number + 1, Math.Max(0, reading.Count - number - 1)).Where(i => reading[i].Start > end && reading[i].End <= end + 1 + thing.Length && reading.IsFreeSchema(i)).ToList().ForEach(reading.Take);
                return slot;
            }
        }

        return null;
    }

    // 比平均年龄大
    private static void Than(Reading reading, int i)
    {
        if (!reading.IsFreeColumn(i + 1) || reading[i + 1].End >= reading.Tokens.Count)
        {
            return;
        }

        var op = reading.Tokens[reading[i + 1].End].Text switch
        {
            "大" or "高" or "多" or "长" or "重" or "贵" or "快" => ">",
            "小" or "低" or "少" or "短" or "轻" or "慢" => "<",
            _ => null,
        };
        if (op is not null)
        {
            reading.Take(i);
            reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, reading.SlotOf(i + 1, c => c.IsMeasure)), op, new OverallOperand(Aggregates.Of(reading[i].Cue!)) { From = i, To = i }) { Position = i });
        }
    }

    // 作者不超过5个, 有5家以上公司: how many there are of it.
    private static Term? Counted(Reading reading, int first, int last)
    {
        if (!reading.Chinese || !(Classifiers.Follow(reading.Tokens, reading[last].End) || (reading.IsFreeSchema(first - 1) && reading.Gap(first - 1, first) <= 2)))
        {
            return null;
        }

        if (reading.IsFreeSchema(first - 1) && reading.Gap(first - 1, first) <= 2 && !reading[first - 1].Columns.Any(c => c.Column.IsMeasure && c.Score > 0.8))
        {
            reading.Take(first - 1);
            RequireCounted(reading, first - 1);
        }

        return new Term(Aggregate.Count, null);
    }

    // The number that 最多 sets as a bound: right behind it, or behind the verb alone (最多包含100个机位, 最多售出210张票).
    private static int BoundOf(Reading reading, int i)
    {
        var number = reading.IsFreeCue(i + 1, CueKind.Like) && reading.Gap(i, i + 1) == 0 ? i + 2 : i + 1;
        if (!reading.IsFreeNumber(number) || reading.Gap(number - 1, number) > LongestVerb)
        {
            return -1;
        }

        var verb = reading.Tokens.Skip(reading[i].End).Take(reading[number].Start - reading[i].End).ToList();
        return verb.Exists(t => t.Text is "的" or "是" or "前" or "哪" or "为" || t.Kind != TokenKind.Ideograph) ? -1
            : verb.Count == 0 ? reading.IsFreeSchema(i - 1) ? number : -1
            : reading.IsFreeSchema(i - 1) || verb[^1].Text is "有" or "了" or "过" or "含" or "出" or "到" or "达" || (Classifiers.Follow(reading.Tokens, reading[number].End) && reading.IsFreeSchema(number + 1)) ? number : -1;
    }

    private static void AtMost(Reading reading, int i, int number)
    {
        var op = reading[i].Cue!.Argument == "desc" ? "<=" : ">=";
        if ((LeftTerm(reading, i, number, new Cue(CueKind.Compare, op, ""), 0) ?? Counted(reading, i, number)) is { } left)
        {
            Mark(reading, i, number, false);
            for (var verb = i + 1; verb < number; verb++)
            {
                reading.Take(verb);
            }

            reading.Filters.Add(new CompareFilter(left, op, reading.NumberAt(number)) { Position = i });
        }
    }

    private static void WithOverall(Reading reading, int i, int aggregateAt, string op, bool negated, Cue cue)
    {
        if (!reading.Chinese && reading[aggregateAt].Text.Equals("overall", StringComparison.OrdinalIgnoreCase) && reading.IsFreeCue(aggregateAt + 1, CueKind.Aggregate))
        {
            // "the overall average"
            reading.Take(aggregateAt++);
        }

        var aggregate = Aggregates.Of(reading[aggregateAt].Cue!);
        var column = reading.After(aggregateAt, CueKind.Soft, CueKind.Pass);
        var before = reading.Before(i, CueKind.Be, CueKind.Pass);
        Slot? slot = null;
        if (reading.IsFreeColumn(before) && (!reading.IsTable(before) || reading.Chinese))
        {
            slot = reading.SlotOf(before, c => c.IsNumeric);
        }

        if (reading.IsFreeColumn(column) && (!reading.IsTable(column) || slot is null))
        {
            slot = slot is null ? reading.SlotOf(column, c => c.IsNumeric) : slot;
            reading.Take(column);
        }

        slot ??= cue.Extra.Length > 0 ? reading.Implied(cue.Extra.Split(','), c => c.IsNumeric, i) : null;
        if (slot is not null && aggregate != Aggregate.None)
        {
            // "types with an average price above the average of all products": one average for each type.
            var own = !reading.Chinese && slot.Position == before && reading.IsFreeCue(before - 1, CueKind.Aggregate) && Aggregates.Of(reading[before - 1].Cue!) == aggregate && reading.Zones[before - 1] == Zone.Condition ? aggregate : Aggregate.None;
            if (own != Aggregate.None)
            {
                reading.Take(before - 1);
            }

            Mark(reading, i, aggregateAt, negated);
            reading.Filters.Add(new CompareFilter(new Term(own, slot), op, new OverallOperand(aggregate) { From = i, To = End(reading, Math.Max(column, aggregateAt)) }) { Position = i });
        }
    }

    // "the average salary of instructors in Physics": what follows belongs to it as far as the clause goes.
    private static int End(Reading reading, int at)
    {
        while (!reading.Chinese && at + 1 < reading.Count && !reading[at + 1].IsBreak && reading[at + 1].Cue?.Kind is not (CueKind.And or CueKind.Or or CueKind.Order or CueKind.Compare))
        {
            at++;
        }

        return reading.Chinese ? at : at + 1;
    }

    // A column that says which value is meant.
    private static bool Owns(Reading reading, int at) => !reading.IsTable(at) && at + 1 < reading.Count && reading[at + 1].Values.Count > 0;

    private static void WithColumn(Reading reading, int i, int right, string op)
    {
        var left = reading.Before(i, CueKind.Be);
        if (reading.IsFreeColumn(left) && !reading.IsTable(left) && !reading.IsTable(right))
        {
            reading.Take(i);
            reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, reading.SlotOf(left)), op, new ColumnOperand(reading.SlotOf(right))) { Position = i });
        }
        else if (!reading.IsTable(right) && op is "<" or ">" or "<=" or ">=" && reading[right].Columns.FirstOrDefault(c => c.Score > reading[right].BestColumn - 0.05 && IsBound(c.Column)) is { } bound && Bounded(bound.Column) is { } measured)
        {
            // "products below their reorder level", 低于安全库存的商品: the stock is.
            reading.Take(i);
            reading.Take(right);
            reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, new Slot([new ColumnMatch(measured, 1)], right) { IsImplied = true }), op, new ColumnOperand(new Slot([bound], right))) { Position = i });
        }
    }

    // A level, a limit or a target is there to be compared with.
    private static bool IsBound(ColumnNode column) =>
        column.IsMeasure && (column.Words[^1] is "level" or "limit" or "threshold" or "target" or "quota" or "goal" || Array.Exists(Bounds, column.Name.EndsWith));

    // What a bound is of: the quantity beside it, else the only other measure.
    private static ColumnNode? Bounded(ColumnNode bound)
    {
        var others = bound.Table.Columns.Where(c => c != bound && c.IsMeasure && !IsBound(c) && !TimeRules.HoldsYears(c)).ToList();
        return others.Find(c => Array.Exists(Quantities, q => c.Words[^1] == q || c.Name.EndsWith(q, StringComparison.Ordinal))) ?? (others is [var only] ? only : null);
    }

    private static void Mark(Reading reading, int i, int right, bool negated)
    {
        reading.Take(i);
        reading.Take(right);
        if (negated)
        {
            reading.Take(i - 1);
        }
    }

    private static string Invert(string op) => op switch { ">" => "<=", "<" => ">=", ">=" => "<", "<=" => ">", "=" => "!=", _ => "=" };
}
