using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads superlatives: "the oldest", "highest salary", "most orders", "top 5", 毛重最重的3个, 公司最多.</summary>
internal static partial class SuperlativeRules
{
    private static readonly string[] Sizes = ["size", "area", "population", "capacity", "enrollment", "amount", "number", "面积", "人口", "规模", "数量"];
    private static readonly string[] Heights = ["height", "elevation", "altitude", "score", "rating", "rate", "高度", "海拔", "评分"];

    private static readonly Dictionary<string, string[]> Implied = new(StringComparer.Ordinal)
    {
        ["largest"] = Sizes,
        ["biggest"] = Sizes,
        ["smallest"] = Sizes,
        ["highest"] = Heights,
        ["lowest"] = Heights,
        ["best"] = ["rating", "score", "rank"],
        ["worst"] = ["rating", "score", "rank"],
        ["最大"] = Sizes,
        ["最小"] = Sizes,
        ["最高"] = Heights,
        ["最低"] = Heights,
    };

    public static void Apply(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsFreeCue(i, CueKind.Superlative) || reading.IsFreeCue(i, CueKind.Most) || reading.IsFreeCue(i, CueKind.Common) || reading.IsFreeCue(i, CueKind.Top))
            {
                Superlative(reading, i);
            }
            else if (reading.IsFreeCue(i, CueKind.Aggregate) && reading[i].Cue!.Argument is "max" or "min" && reading.Zones[i] == Zone.Condition && !reading.Chinese && reading.IsFreeColumn(i + 1))
            {
                reading.Take(i);
                reading.Order.Add(new OrderKey(new Term(Aggregate.None, reading.SlotOf(i + 1)), reading[i].Cue!.Argument == "max"));
                reading.Limit ??= 1;
            }
        }
    }

    private static void Superlative(Reading reading, int i)
    {
        var cue = reading[i].Cue!;
        if (reading.Chinese && Extreme(reading, i, cue))
        {
            return;
        }

        var limit = LimitAt(reading, i, out var limitAt);
        if (cue.Kind == CueKind.Top && limit is null)
        {
            return;
        }

        if (Key(reading, i, limitAt > i ? limitAt : i, cue, out var flipped) is { } term)
        {
            var projectable = term is { Aggregate: Aggregate.None, Column: { } column } && reading.Zones[i] == Zone.Projection && limit is null && cue.Extra.Length == 0 && column.Position > i;
            if (projectable && reading.Chinese)
            {
                reading.Projections.Add(new TermProjection(term with { Aggregate = cue.Argument == "desc" ? Aggregate.Max : Aggregate.Min }));
                reading.Take(i);
                return;
            }

            reading.SuperlativeIsProjected |= projectable && reading.Order.Count == 0;
            reading.Order.Add(new OrderKey(term, (cue.Argument == "desc") != flipped));
        }
        else if (cue.Kind is CueKind.Superlative && cue.Extra.Length > 0)
        {
            return;
        }
        else if (cue.Kind != CueKind.Top && !(limit is not null && cue.Kind == CueKind.Superlative))
        {
            return;
        }

        reading.Take(i);
        if (limitAt >= 0)
        {
            reading.Take(limitAt);
        }

        reading.Limit ??= limit ?? FirstFew(reading, i) ?? CountedTable(reading) ?? 1;
    }

    /// <summary>How many of the first are asked for, where the question says.</summary>
    public static int? LimitOf(Reading reading, int i)
    {
        if (LimitAt(reading, i, out var at) is { } limit)
        {
            reading.Take(at);
            return limit;
        }

        return CountedTable(reading);
    }

    private static int? LimitAt(Reading reading, int i, out int at)
    {
        at = -1;
        foreach (var candidate in (ReadOnlySpan<int>)[i + 1, i - 1, reading.Chinese && (reading.Is(i + 1, CueKind.Wh) || reading.Is(i + 1, CueKind.Top)) ? i + 2 : -1])
        {
            if (reading.IsFreeNumber(candidate) && Math.Abs(candidate - i) <= 2 && reading[candidate].Number is > 0 and <= 1000 and { } n && n == decimal.Truncate(n)
                && reading.Gap(Math.Min(candidate, i), Math.Max(candidate, i)) <= 1)
            {
                at = candidate;
                return (int)n;
            }
        }

        return null;
    }

    // 价格最低时，给出排名前3对应的平台: the superlative says by what, the rest of the question how many.
    private static int? FirstFew(Reading reading, int i)
    {
        for (var at = i + 1; reading.Chinese && at + 1 < reading.Count; at++)
        {
            if (reading.IsFreeCue(at, CueKind.Top) && reading[at].Cue!.Argument == "desc" && reading.IsFreeNumber(at + 1) && reading.Gap(at, at + 1) == 0
                && reading[at + 1].Number is > 0 and <= 100 and { } n && n == decimal.Truncate(n))
            {
                reading.Take(at);
                reading.Take(at + 1);
                return (int)n;
            }
        }

        return null;
    }

    // "the 3 departments with the most courses"
    private static int? CountedTable(Reading reading)
    {
        for (var at = 0; at < reading.Count; at++)
        {
            if (reading.Chinese && reading.IsFreeNumber(at) && reading.Is(at - 1, CueKind.Wh) && reading[at].Number is > 0 and <= 100 and { } asked)
            {
                reading.Take(at);
                return (int)asked;
            }

            if (reading.IsFreeNumber(at) && reading.Zones[at] == Zone.Projection && reading[at].Number is > 0 and <= 100 and { } n && at + 1 < reading.Count && reading[at + 1].IsSchema && reading.Gap(at, at + 1) <= 1
                && !reading.Is(at - 1, CueKind.Compare))
            {
                reading.Take(at);
                return (int)n;
            }
        }

        return null;
    }

    private static Term? Key(Reading reading, int i, int last, Cue cue, out bool flipped)
    {
        flipped = false;
        var concepts = cue.Extra.Length > 0 ? cue.Extra : null;
        if (reading.Chinese && cue.Kind == CueKind.Superlative && last == i && reading.IsFreeColumn(i + 1) && reading.Gap(i, i + 1) == 0 && reading[i + 1].Columns.Any(c => c.Column.IsMeasure && c.Score > 0.6))
        {
            return reading.MeasureOf(i + 1, Aggregate.None, c => c.IsMeasure);
        }

        if (reading.Chinese && Left(reading, i, cue) is { } left)
        {
            return left;
        }

        var right = last + 1 < reading.Count && !reading[last + 1].IsBreak ? reading.Is(last + 1, CueKind.Soft) || reading.Is(last + 1, CueKind.Distinct) ? last + 2 : last + 1 : -1;
        if (cue.Kind == CueKind.Common)
        {
            return new Term(Aggregate.Count, null);
        }

        // "who spent the most", "earned the least": of what the verb says.
        if (!reading.Chinese && cue.Kind == CueKind.Most && (right < 0 || reading.Is(right - 1, CueKind.Soft) || reading[right].Cue is not null || reading[right].Time is not null)
            && reading.IsFreeColumn(i - 1) && !reading.IsTable(i - 1) && reading.Gap(i - 1, i) <= 1 && reading[i - 1].Columns.Any(c => c.Column.IsMeasure))
        {
            var spent = reading.MeasureOf(i - 1, Aggregate.None, c => c.IsMeasure);
            return spent with { Additive = spent.Additive || reading.Tokens[reading[i - 1].Start].Lower is "spent" or "spend" or "paid" or "earned" or "sold" };
        }

        if (cue.Kind == CueKind.Top)
        {
            return By(reading, last);
        }

        if (reading.IsFreeCue(right, CueKind.Count) && reading.IsFreeSchema(right + 1))
        {
            reading.Take(right);
            return CountOf(reading, right + 1);
        }

        if (reading.IsFreeCue(right, CueKind.Aggregate) && reading.IsFreeColumn(reading.After(right, CueKind.Soft)))
        {
            reading.Take(right);
            return new Term(Aggregates.Of(reading[right].Cue!), reading.SlotOf(reading.After(right, CueKind.Soft), c => c.IsNumeric));
        }

        if (reading.IsFreeSchema(right) && reading.Gap(last, right) <= 2)
        {
            if (cue.Kind == CueKind.Most && (reading.IsTable(right) || !reading[right].Columns.Any(c => c.Column.IsMeasure)))
            {
                return CountOf(reading, right);
            }

            if (concepts is null && reading.IsFreeColumn(right) && (!reading.IsTable(right) || reading[right].Columns.Any(c => c.Column.IsMeasure && c.Score > 0.9))
                && reading[right].Columns.Any(c => c.Column.IsNumeric || c.Column.IsDate || TimeRules.HoldsTimes(c.Column) || c.Score > 0.9))
            {
                return reading.MeasureOf(right, Aggregate.None, c => !c.IsIdentifier);
            }
        }

        // "the highest temperature in February": the table says what, its column when.
        if (concepts is null && reading.IsTable(right) && reading.Is(right + 1, CueKind.Soft) && reading.IsFreeColumn(right + 2)
            && reading[right + 2].Columns.Any(c => c.Column.IsMeasure && c.Column.Table == reading[right].Tables[0].Table))
        {
            return new Term(Aggregate.None, reading.SlotOf(right + 2, c => c.IsMeasure));
        }

        return concepts is not null ? Concept(reading, i, concepts, out flipped) : By(reading, last) ?? LeftColumn(reading, i) ?? Usual(reading, i);
    }

    private static Term? LeftColumn(Reading reading, int i)
    {
        var left = reading.Before(i, CueKind.Be, CueKind.Soft);
        return reading.IsFreeColumn(left) && !reading.IsTable(left) && reading.Zones[left] != Zone.Projection && reading[left].Columns.Any(c => c.Column.IsMeasure)
            ? new Term(Aggregate.None, reading.SlotOf(left, c => c.IsMeasure))
            : null;
    }

    // "top 5 products by total sales"
    private static Term? By(Reading reading, int from)
    {
        for (var at = from + 1; at < reading.Count; at++)
        {
            if (!reading.IsFreeCue(at, CueKind.By) && !reading.IsFreeCue(at, CueKind.Order) && !reading.Is(at, CueKind.Open))
            {
                continue;
            }

            var isBy = !reading.Is(at, CueKind.Open);
            var next = reading.After(at, CueKind.Soft, CueKind.Superlative, CueKind.Most);
            var aggregate = reading.IsFreeCue(next, CueKind.Aggregate) ? Aggregates.Of(reading[next].Cue!) : Aggregate.None;
            var counted = reading.IsFreeCue(next, CueKind.Count);
            var target = aggregate != Aggregate.None || counted ? reading.After(next, CueKind.Soft) : next;
            if (!isBy || !reading.IsFreeSchema(target))
            {
                continue;
            }

            reading.Take(at);
            if (target != next)
            {
                reading.Take(next);
            }

            return counted ? CountOf(reading, target)
                : reading.IsFreeColumn(target) ? reading.MeasureOf(target, aggregate, c => c.IsMeasure)
                : CountOf(reading, target);
        }

        return null;
    }

    /// <summary>What is high or large of a thing that has no such column named: the height of the highest mountain.</summary>
    public static Term? Usual(Reading reading, int i)
    {
        if (reading.NearestTable(i) is not { } table || !Implied.TryGetValue(reading[i].Text.ToLowerInvariant().Replace("the ", "", StringComparison.Ordinal).TrimEnd('的'), out var concepts))
        {
            return null;
        }

        return reading.Implied(concepts, c => c.IsMeasure && c.Table == table, i) is { } slot ? new Term(Aggregate.None, slot) : null;
    }

    /// <summary>The column that the word itself implies: the age in "oldest".</summary>
    public static Term? Concept(Reading reading, int i, string concepts, out bool flipped)
    {
        // "age;min:birth": the eldest has the greatest age or the least date of birth, whichever the table has.
        var parts = concepts.Split(';');
        var near = reading.NearestTable(i);
        bool Fits(ColumnNode column) => column.IsMeasure || column.IsDate || TimeRules.HoldsTimes(column);
        foreach (var only in (ReadOnlySpan<TableNode?>)[near, null])
        {
            foreach (var part in parts)
            {
                flipped = part.Contains(':', StringComparison.Ordinal);
                var words = part[(part.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',');
                if (reading.Implied(words, c => Fits(c) && (only is null || c.Table == only), i) is { } slot)
                {
                    return new Term(Aggregate.None, slot);
                }
            }
        }

        flipped = false;
        return null;
    }

    private static Term CountOf(Reading reading, int at)
    {
        reading.Take(at);
        if (reading.IsTable(at))
        {
            reading.Require(reading[at].Tables[0].Table);
            return new Term(Aggregate.Count, null);
        }

        return new Term(Aggregate.Count, reading.SlotOf(at));
    }
}
