using Memori.Text;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads groups: "for each country", "per month", "by city", 每个部门.</summary>
internal static class GroupRules
{
    public static void Apply(Reading reading)
    {
        if (!Aggregates(reading))
        {
            return;
        }

        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsFreeCue(i, CueKind.Each))
            {
                Each(reading, i);
            }
            else if (reading.Chinese && reading.IsFreeCue(i, CueKind.Wh) && reading[i].Text.StartsWith('哪') && reading[i].End < reading.Tokens.Count
                && GrainOf(reading.Tokens[reading[i].End].Lower) is { } grain && TimeSlot(reading, i) is { } slot)
            {
                // 哪个月的销售额最高
                reading.Take(i);
                reading.Groups.Add(new GroupKey(slot, null, grain));
            }
            else if (reading.IsFreeCue(i, CueKind.By) && reading.IsFreeSchema(i + 1) && reading.Zones[i] != Zone.Order && !IsAgent(reading, i))
            {
                reading.Take(i);
                Add(reading, i + 1);
            }
        }
    }

    /// <summary>Reads only groups of time: "per month", 每年.</summary>
    public static void ApplyGrains(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsFreeCue(i, CueKind.Each) && Grain(reading, i) is { } group)
            {
                reading.Take(i);
                reading.Groups.Add(group);
            }
            else if (reading.Chinese && reading.IsFreeCue(i, CueKind.Wh) && reading[i].Text.StartsWith('哪') && reading[i].End < reading.Tokens.Count
                && GrainOf(reading.Tokens[reading[i].End].Lower) is { } grain && TimeSlot(reading, i) is { } slot)
            {
                // 哪个月的销售额最高
                reading.Take(i);
                reading.Groups.Add(new GroupKey(slot, null, grain));
            }
            else if (reading.IsFreeCue(i, CueKind.By) && reading[i].End < reading.Tokens.Count && !reading.Is(i - 1, CueKind.Order)
                && GrainOf(reading.Tokens[reading[i].End].Lemma) is { } along && !(i + 1 < reading.Count && reading[i + 1].Start == reading[i].End && reading[i + 1].IsSchema) && TimeSlot(reading, i) is { } dated)
            {
                // "sales by month", 按月统计
                reading.Take(i);
                reading.Groups.Add(new GroupKey(dated, null, along));
            }
        }
    }

    private static GroupKey? Grain(Reading reading, int i)
    {
        if (GrainOf(reading[i].Cue!.Argument) is not null && TimeSlot(reading, i) is { } time)
        {
            return new GroupKey(time, null, GrainOf(reading[i].Cue!.Argument));
        }

        if (reading[i].End < reading.Tokens.Count && GrainOf(reading.Tokens[reading[i].End].Lemma) is { } bare && !reading.IsFreeSchema(i + 1) && TimeSlot(reading, i) is { } moment)
        {
            return new GroupKey(moment, null, bare);
        }

        var next = reading.After(i, CueKind.Distinct, CueKind.Soft, CueKind.Superlative);
        if (next >= 0 && reading.Gap(i, next) <= 2 && !reading.Is(next, CueKind.Count) && GrainOf(reading[next].Text) is { } grain
            && !(reading.IsFreeColumn(next) && reading[next].BestColumn > 0.95) && TimeSlot(reading, i) is { } slot)
        {
            reading.Take(next);
            return new GroupKey(slot, null, grain);
        }

        return null;
    }

    // "the name of each student" needs no group: only with something to aggregate does "each" mean one.
    private static bool Aggregates(Reading reading) =>
        reading.Order.Exists(o => o.Term.Aggregate != Aggregate.None)
        || reading.Filters.Exists(f => f is CompareFilter { Left.Aggregate: not Aggregate.None })
        || reading.SuperlativeIsProjected
        || reading.Projections.Count > 0
        || Enumerable.Range(0, reading.Count).Any(i => reading.IsFreeCue(i, CueKind.Count) || reading.IsFreeCue(i, CueKind.Aggregate) || reading.IsAdditive(i));

    // In "used by", "written by" the word names who did it.
    private static bool IsAgent(Reading reading, int i) =>
        reading[i].Start > 0 && reading.Tokens[reading[i].Start - 1].Lower is var before
        && (before.EndsWith("ed", StringComparison.Ordinal) || before is "made" or "written" or "sold" or "bought" or "held" or "owned" or "given" or "taken" or "won" or "taught" or "paid");

    private static void Each(Reading reading, int i)
    {
        reading.Take(i);
        if (Grain(reading, i) is { } moment)
        {
            reading.Groups.Add(moment);
            return;
        }

        var next = reading.After(i, CueKind.Distinct, CueKind.Soft, CueKind.Superlative);
        if (!reading.IsFreeSchema(next) || reading.Gap(i, next) > 3)
        {
            return;
        }

        Add(reading, next);
        while (reading.Is(next + 1, CueKind.And) && reading.IsFreeColumn(next + 2) && !reading.IsTable(next + 2) && !reading.Chinese && reading.Zones[next + 2] == Zone.Group)
        {
            next += 2;
            Add(reading, next);
        }
    }

    private static void Add(Reading reading, int at)
    {
        if (reading.IsTable(at))
        {
            reading.Take(at);
            var table = reading[at].Tables[0].Table;
            reading.Require(table);
            reading.Groups.Add(new GroupKey(null, table));
        }
        else if (reading.IsFreeColumn(at))
        {
            reading.Groups.Add(new GroupKey(reading.SlotOf(at), null));
        }
    }

    /// <summary>The periods of a grain, of a date that the question does not name; null where there is none.</summary>
    public static GroupKey? Along(Reading reading, int i, string grain) =>
        GrainOf(grain) is { } known && TimeSlot(reading, i) is { } slot ? new GroupKey(slot, null, known) : null;

    private static Slot? TimeSlot(Reading reading, int i) =>
        TimeRules.Implied(reading, i, c => c.IsMoment);

    public static TimeGrain? GrainOf(string word) => word.ToLowerInvariant() switch
    {
        "year" or "年" => TimeGrain.Year,
        "quarter" or "季度" or "季" => TimeGrain.Quarter,
        "month" or "月" or "月份" => TimeGrain.Month,
        "week" or "周" or "星期" => TimeGrain.Week,
        "day" or "天" or "日" or "date" => TimeGrain.Day,
        _ => null,
    };
}
