using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

internal static partial class ComparisonRules
{
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
}
