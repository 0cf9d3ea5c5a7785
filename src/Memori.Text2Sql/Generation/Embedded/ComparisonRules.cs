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

    // What is compared stands before ("age is above 30"), after ("more than 5 orders"), or in the cue ("older than").
    private static Term? LeftTerm(Reading reading, int first, int last, Cue cue, decimal number)
    {
        var before = reading.Before(first, CueKind.Be, CueKind.Soft, CueKind.Not, CueKind.Both, CueKind.Either, CueKind.Or, CueKind.And);
        // 工资比例的平均值小于10, 产量总和大于5: the aggregate stands between.
        if (reading.IsFreeCue(before, CueKind.Aggregate) && Aggregates.Of(reading[before].Cue!) is var own and not Aggregate.None
            && reading.Before(before, CueKind.Soft, CueKind.Pass) is var named && reading.IsFreeColumn(named) && reading.Gap(named, before) <= 2 && reading[named].Columns.Any(c => c.Column.IsNumeric))
        {
            reading.Take(before);
            return new Term(own, reading.SlotOf(named, c => c.IsNumeric));
        }

        // 作者数量大于5: how many, unless that is what the column holds.
        if (reading.Chinese && reading.IsFreeCue(before, CueKind.Count) && reading.IsFreeSchema(before - 1) && reading.Gap(before - 1, before) <= 2)
        {
            reading.Take(before);
            return reading[before - 1].Columns.Any(c => c.Column.IsMeasure && c.Score > 0.6) && !reading.IsTable(before - 1) ? Measure(reading, before - 1) : CountOf(reading, before - 1);
        }

        if (reading.Chinese && reading.Is(first - 1, CueKind.Or) && !Classifiers.Follow(reading.Tokens, reading[last].End) && PreviousTerm(reading, first) is { Aggregate: Aggregate.None } alike)
        {
            // 价格高于1000或低于500的商品
            return alike;
        }

        var near = before >= 0 && reading.IsFreeSchema(before) && reading.Gap(before, first) <= 4;
        var after = last + 1 < reading.Count ? last + 1 : -1;
        var afterNear = after > 0 && reading.IsFreeSchema(after) && reading.Gap(last, after) <= (reading.Chinese ? 2 : 1);
        if (near && !reading.IsTable(before) && reading.IsFreeColumn(before) && Fits(reading[before]) && !(afterNear && (CountsThings(reading, before, first, last, after) || HasThings(reading, before, first, last, after))))
        {
            return Measure(reading, before);
        }

        if (reading.Chinese && (!near || reading.IsTable(before) || !Fits(reading[before])) && Unit(reading, reading[first].Number is not null ? first : last) is { } measured)
        {
            return new Term(Aggregate.None, measured);
        }

        // "students over 18": people are over an age.
        if (near && !reading.Chinese && reading.IsTable(before) && cue.Extra.Length == 0 && reading[first].Text.ToLowerInvariant() is "over" or "under" or "above" or "below" && !afterNear
            && reading.Implied(["age"], c => c.IsNumeric && c.Table == reading[before].Tables[0].Table, first) is { } age)
        {
            return new Term(Aggregate.None, age);
        }

        // "reserved more than 60 times", "won at least twice"
        if (!reading.Chinese && (reading[last].Text.Equals("twice", StringComparison.OrdinalIgnoreCase) || (reading[last].End < reading.Tokens.Count && reading.Tokens[reading[last].End].Lemma == "time" && !reading.IsTable(last + 1))))
        {
            if (last + 1 < reading.Count && reading.IsFree(last + 1) && reading[last + 1].Start == reading[last].End && reading[last + 1].IsSchema)
            {
                reading.Take(last + 1);
            }

            return new Term(Aggregate.Count, null);
        }

        if (near && reading.IsTable(before) && reading.IsFreeCue(before - 1, CueKind.Count) && reading.Zones[first] == Zone.Condition)
        {
            reading.Take(before - 1);
            return CountOf(reading, before);
        }

        if (near && reading.Chinese && reading.IsTable(before) && afterNear && !reading.IsTable(after) && reading.IsFreeColumn(after)
            && reading[after].Columns is [{ Column: { IsMeasure: true } held }, ..] && held.Table == reading[before].Tables[0].Table && Grounding.Linking.Derived.Measure.Of(held).IsCount)
        {
            // 至少拥有4个教练的俱乐部, where a column holds how many there are.
            return Measure(reading, after);
        }

        if (near && reading.Chinese && reading.IsTable(before) && cue.Argument is not "!=")
        {
            return CountOf(reading, before);
        }

        if (afterNear && (reading.IsTable(after) || Fits(reading[after])))
        {
            return reading.IsTable(after) ? CountOf(reading, after) : Measure(reading, after);
        }

        if (cue.Extra.Length > 1 && cue.Extra != "left" && reading.Implied(cue.Extra.Split(','), c => c.IsNumeric || c.IsDate, first) is { } implied)
        {
            return new Term(Aggregate.None, implied);
        }

        if (near && reading.IsFreeColumn(before) && Fits(reading[before]))
        {
            return Measure(reading, before);
        }

        return reading.Chinese && Classifiers.Follow(reading.Tokens, reading[last].End) ? null : PreviousTerm(reading, first);
    }

    // "advisors advising more than 2 students": a column that is no amount is not compared with a number of things.
    private static bool CountsThings(Reading reading, int before, int first, int last, int after) =>
        !reading.Chinese && reading.IsTable(after) && reading[after].BestTable > 0.9 && reading.Gap(last, after) == 0 && !reading.Is(before + 1, CueKind.Be) && first > before
        && reading[before].Text.EndsWith("ing", StringComparison.OrdinalIgnoreCase) && reading[before].BestColumn < 0.95;

    // 哪些年份至少有两家商店开业: so many of what follows, not a year of two.
    private static bool HasThings(Reading reading, int before, int first, int last, int after) =>
        reading.Chinese && reading.IsTable(after) && reading[after].BestTable > 0.9 && reading.Gap(last, after) == 1 && Classifiers.Follow(reading.Tokens, reading[last].End)
        && reading[first].Text.EndsWith('有') && reading[before].Columns.Any(c => TimeRules.MayHoldTimes(c.Column));

    // 不少于350页的书, 超过40岁的员工: the unit says which column.
    private static Slot? Unit(Reading reading, int number)
    {
        var end = reading[number].End;
        for (var length = Math.Min(LongestUnit, reading.Tokens.Count - end); length > 0 && !Classifiers.Follow(reading.Tokens, end); length--)
        {
            var unit = Units.Of(string.Concat(reading.Tokens.Skip(end).Take(length).Select(t => t.Text)));
            if (unit.Length > 0)
            {
                return reading.Implied(unit, c => c.IsMeasure, number);
            }
        }

        return null;
    }

    // "age above 20 or below 10": the second comparison is of the same column.
    private static Term? PreviousTerm(Reading reading, int first) =>
        reading.Filters.Count > 0 && reading.Filters[^1] is CompareFilter { Right: NumberOperand } previous && first >= 1
        && (reading.Is(first - 1, CueKind.Or) || reading.Is(first - 1, CueKind.And)) ? previous.Left : null;

    private static bool Fits(Mention mention) => mention.Columns.Any(c => Comparable(c.Column));

    private static bool Comparable(ColumnNode column) =>
        column.IsNumeric || column.IsDate
        || (column.IsText && (column.Schema.Profile.Values.Count == 0 || (column.Schema.Profile.Values.Where(v => v.Length > 0).Take(5).ToList() is { Count: > 0 } some && some.TrueForAll(v => char.IsAsciiDigit(v[0])))));

    private static Term Measure(Reading reading, int at)
    {
        var previous = reading.Before(at, CueKind.Soft);
        if (reading.IsFreeCue(previous, CueKind.Aggregate) && Aggregates.Of(reading[previous].Cue!) is var aggregate and not Aggregate.None)
        {
            reading.Take(previous);
            return new Term(aggregate, reading.SlotOf(at, c => c.IsNumeric));
        }

        if (reading.IsFreeCue(previous, CueKind.Count) && !reading[at].Columns.Any(c => c.Column.IsMeasure && c.Score > 0.9))
        {
            var distinct = reading[previous].Cue!.Argument == "distinct";
            reading.Take(previous);
            return new Term(Aggregate.Count, distinct ? reading.SlotOf(at) : null, distinct);
        }

        return reading.MeasureOf(at, Aggregate.None, Comparable);
    }

    private static Term CountOf(Reading reading, int at)
    {
        reading.Take(at);
        RequireCounted(reading, at);
        return new Term(Aggregate.Count, null);
    }

    // 开设专业不多于5个的学校: the majors of a school are rows of the table that refers to it.
    private static void RequireCounted(Reading reading, int at)
    {
        if (reading.IsTable(at))
        {
            reading.Require(reading[at].Tables[0].Table);
            return;
        }

        var named = Enumerable.Range(0, reading.Count).Where(i => i != at && reading.IsTable(i)).Select(i => reading[i].Tables[0].Table).ToHashSet();
        var owners = reading[at].Columns.Where(c => c.Score > reading[at].BestColumn - Alike && !c.Column.IsIdentifier).Select(c => c.Column.Table).Distinct().ToList();
        if (!owners.Exists(named.Contains) && owners.Where(o => reading.Index.Joins.EdgesOf(o).Any(e => e.From.Table == o && named.Contains(e.To.Table))).ToList() is [var only])
        {
            reading.Require(only);
        }
    }

    private static void Range(Reading reading, int i)
    {
        var isCue = reading.Is(i, CueKind.Between);
        var low = isCue ? reading.After(i, CueKind.Soft) : i - 1;
        var high = isCue ? low < 0 ? -1 : reading.After(low, CueKind.And, CueKind.To) : i + 1;
        if (!reading.IsFreeNumber(low) || !reading.IsFreeNumber(high) || reading[low].Number is not { } from || reading[high].Number is not { } to || from > to)
        {
            return;
        }

        if (!isCue && !reading.Is(high + 1, CueKind.BetweenEnd) && !(reading.Is(i, CueKind.To) && (!reading.Chinese || reading.Is(low - 1, CueKind.From) || IsMeasured(reading, low))))
        {
            return;
        }

        var start = isCue ? i : low;
        var before = reading.Before(start, CueKind.Be, CueKind.From, CueKind.Soft, CueKind.Pass);
        var after = high + 1;
        var counted = reading.Chinese && reading.IsFreeCue(before, CueKind.Count) && reading.IsFreeSchema(before - 1) && reading.Gap(before - 1, before) <= 2 ? before - 1 : -1;
        var column = reading.IsFreeColumn(before) ? before : reading.IsFreeColumn(after) ? after : -1;
        if (column < 0 && counted < 0)
        {
            return;
        }

        foreach (var taken in (ReadOnlySpan<int>)[i, low, high])
        {
            reading.Take(taken);
        }

        if (counted >= 0)
        {
            // 学生人数在2到30之间的专业
            reading.Take(before);
            reading.Filters.Add(new RangeFilter(reading.IsTable(counted) ? CountOf(reading, counted) : Measure(reading, counted), from, to) { Position = start });
            return;
        }

        reading.Filters.Add(new RangeFilter(Measure(reading, column), from, to) { Position = start });
    }

    // 能容纳50到100名学生的教室, 价格50到100元
    private static bool IsMeasured(Reading reading, int low) =>
        reading.IsFreeColumn(low - 1) && !reading.IsTable(low - 1) && reading.Gap(low - 1, low) <= 1 && reading[low - 1].Columns.Any(c => c.Column.IsMeasure && !TimeRules.MayHoldTimes(c.Column));

    // "age 20 to 25", "within the range 12000 to 18000"
    private static void Span(Reading reading, int i)
    {
        var before = reading.Before(i, CueKind.Be, CueKind.From, CueKind.Soft, CueKind.Pass, CueKind.Between);
        if (!reading.IsFreeColumn(before) || reading.IsTable(before) || !Fits(reading[before]) || reading[i].Number is not { } low || reading[i + 1].Number is not { } high || low >= high)
        {
            return;
        }

        Enumerable.Range(before + 1, i + 1 - before).Where(at => at >= i || reading.Is(at, CueKind.Between)).ToList().ForEach(reading.Take);
        reading.Filters.Add(new RangeFilter(Measure(reading, before), low, high) { Position = i });
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
