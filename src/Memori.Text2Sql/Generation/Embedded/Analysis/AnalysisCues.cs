using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Analysis;

/// <summary>Finds the cues of analyses and the numbers that belong to them: "90th percentile", "3-month moving average", 90分位数, 3个月移动平均.</summary>
internal static class AnalysisCues
{
    private const int Reach = 5;
    private const int EachReach = 3;

    private static readonly IReadOnlyList<(string[] Parts, string Kind)> Announced = Phrases.Read("analyses.tsv");
    private static readonly string[] Numbered = ["percentile", "moving"];

    /// <summary>Takes the numbers that belong to an analysis, before other rules make conditions of them.</summary>
    public static void TakeNumbers(Reading reading)
    {
        foreach (var kind in Numbered)
        {
            if (At(reading, kind) is >= 0 and var cue && NumberOf(reading, cue) is >= 0 and var at)
            {
                reading.Take(at);
            }
        }
    }

    /// <summary>Whether the question has a cue of this kind.</summary>
    public static bool Says(Reading reading, string kind) => At(reading, kind) >= 0;

    /// <summary>The kinds that the question announces by phrases.</summary>
    public static IReadOnlySet<string> Said(Reading reading)
    {
        var text = Phrases.TextOf(reading);
        return Announced.Where(a => Phrases.AreIn(text, a.Parts)).Select(a => a.Kind).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The whole number that belongs to the cue, or null.</summary>
    public static int? NumberAt(Reading reading, string kind) =>
        At(reading, kind) is >= 0 and var cue && NumberOf(reading, cue) is >= 0 and var at && reading[at].Number is > 0 and < 1000 and { } number ? (int)number : null;

    /// <summary>The mention that is the first cue of this kind, or -1.</summary>
    public static int At(Reading reading, string kind) =>
        Enumerable.Range(0, reading.Count).FirstOrDefault(i => reading.Is(i, CueKind.Analysis) && reading[i].Cue!.Argument == kind, -1);

    /// <summary>The group that "each" announces, where no role found it: "for each city", 每家门店; null where there is none.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="but">A mention that "per" stands before without making groups: population per area; -1 for none.</param>
    public static GroupKey? Each(Reading reading, int but = -1)
    {
        var each = Enumerable.Range(0, reading.Count).FirstOrDefault(i => reading.Is(i, CueKind.Each) && i + 1 != but, -1);
        var at = each < 0 ? -1 : Enumerable.Range(each + 1, reading.Count - each - 1).FirstOrDefault(i => reading[i].IsSchema, -1);
        return at < 0 || reading.Gap(each, at) > EachReach ? null
            : reading.IsTable(at) ? new GroupKey(null, reading[at].Tables[0].Table) : new GroupKey(new Slot(reading[at].Columns, at), null);
    }

    private static int NumberOf(Reading reading, int cue)
    {
        for (var i = cue - 1; i >= 0 && reading[cue].Start - reading[i].End < Reach; i--)
        {
            if (reading[i].Number is not null)
            {
                return i;
            }
        }

        return cue + 1 < reading.Count && reading[cue + 1].Number is not null && reading[cue + 1].Start - reading[cue].End <= 1 ? cue + 1 : -1;
    }
}
