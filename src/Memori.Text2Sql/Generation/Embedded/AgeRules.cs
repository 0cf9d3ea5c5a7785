using Memori.Text;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads ages where only the day or year of birth or making is stored: "patients older than 65", "vehicles older than 10 years", 65岁以上的患者.</summary>
internal static class AgeRules
{
    private const double Known = 0.45;
    private const int Eldest = 200;

    private static readonly string[] Ages = ["age", "年龄", "岁数"];
    private static readonly string[] Born = ["birth", "born", "birthday", "dob", "出生", "生日"];
    private static readonly string[] Made = ["manufacture", "manufactured", "made", "built", "build", "founded", "established", "constructed", "construction", "opened", "purchase", "purchased", "出厂", "制造", "生产", "建成", "建造", "成立", "购置", "购买"];

    public static void Apply(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsFreeCue(i, CueKind.Compare) && Number(reading, i) is var number and >= 0 && reading[number].Number is > 0 and < Eldest and { } age && age == Math.Floor(age) && Span(reading, reading[i].Cue!.Argument, (int)age) is var (from, to)
                && !(reading.Implied(Ages, c => c.IsMeasure && !TimeRules.HoldsYears(c), i)?.Candidates[0].Score > Known) && SlotFor(reading, i) is { } slot)
            {
                reading.Take(i);
                reading.Take(number);
                reading.Filters.Add(new TimeFilter(slot, new TimeMention(0, 0, from, to, TimeGrain.Day)) { Position = i });
            }
        }
    }

    // The number of years that a comparison is with, where it is one of ages.
    private static int Number(Reading reading, int i)
    {
        var at = reading[i].Cue!.Extra == "left" ? i - 1 : i + 1;
        if (!reading.IsFreeNumber(at) || reading.Gap(Math.Min(i, at), Math.Max(i, at)) > 1)
        {
            return -1;
        }

        var text = reading[i].Text.ToLowerInvariant();
        return text.Contains("older", StringComparison.Ordinal) || text.Contains("younger", StringComparison.Ordinal) || (reading[at].End < reading.Tokens.Count && reading.Tokens[reading[at].End].Text == "岁") ? at : -1;
    }

    private static (DateOnly From, DateOnly To)? Span(Reading reading, string op, int age) => op switch
    {
        ">" => (DateOnly.MinValue, reading.Today.AddYears(-age)),
        ">=" => (DateOnly.MinValue, reading.Today.AddYears(-age).AddDays(1)),
        "<" => (reading.Today.AddYears(-age).AddDays(1), DateOnly.MaxValue),
        "<=" => (reading.Today.AddYears(-age - 1).AddDays(1), DateOnly.MaxValue),
        _ => null,
    };

    // Of what is spoken of: when it was born, else when it was made.
    private static Slot? SlotFor(Reading reading, int i)
    {
        var columns = (reading.NearestTable(i)?.Columns ?? []).Where(c => c.IsMoment || TimeRules.HoldsYears(c)).ToList();
        var fit = columns.Where(c => c.Says(Born)).ToList();
        fit = fit.Count > 0 ? fit : columns.Where(c => c.Says(Made)).ToList();
        return fit.Count == 0 ? null : new Slot([.. fit.Select(c => new ColumnMatch(c, Known + Known))], i) { IsImplied = true };
    }
}
