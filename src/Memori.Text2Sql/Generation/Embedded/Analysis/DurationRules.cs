using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Analysis;

/// <summary>Reads the time between two dates: "days between order and payment", "from creation to closing", 从下单到付款平均多少天, 入职至今.</summary>
internal static class DurationRules
{
    // A date that is named goes before one that a table only has.
    private const double OfTable = 0.6;

    private const double Hint = 0.3;

    private static readonly string[] Units = ["day", "days", "天", "天数"];

    public static IEnumerable<Plan> Read(Reading reading, bool untilNow)
    {
        if (Moments(reading) is not { Count: > 0 } moments)
        {
            yield break;
        }

        var own = reading.Copy();
        own.Projections.Clear();
        own.Order.Clear();
        own.Limit = null;
        var aggregate = Aggregated(reading);
        if (untilNow)
        {
            own.Groups.RemoveAll(g => g is { Grain: null, Column.Position: var at } && at == moments[0].Position);
            own.Projections.Add(new TermProjection(new Term(aggregate, moments[0] with { Until = reading.Today })));
            yield return QuestionReader.Finish(own).First();
        }
        else if (moments.Count > 1)
        {
            var (start, end) = Later(moments[0], moments[1]) ? (moments[0], moments[1]) : (moments[1], moments[0]);
            own.Projections.Add(new TermProjection(new Term(aggregate, start with { With = ("days", end) })));
            yield return QuestionReader.Finish(own).First();
        }
        else if (Superlatives(reading) >= 2)
        {
            own.Projections.Add(new TermProjection(new Term(Aggregate.None, moments[0])));
            yield return QuestionReader.Finish(own).First() with { Analysis = new ExtentAnalysis() };
        }
    }

    // What can be a moment, in the order of the question: dates that are named, else dates that the named tables have.
    private static List<Slot> Moments(Reading reading)
    {
        var named = new List<Slot>();
        var tables = new List<Slot>();
        for (var i = 0; i < reading.Count; i++)
        {
            var dates = reading[i].PrefersValue || IsCondition(reading, i) || Array.Exists(Units, reading[i].Text.ToLowerInvariant().EndsWith) ? [] : reading[i].Columns.Where(c => c.Column.IsMoment && c.Score > reading[i].BestTable - Hint).ToList();
            if (dates.Count > 0)
            {
                named.Add(new Slot(dates, i));
            }
            else if (reading.IsTable(i) && reading[i].Tables.SelectMany(t => t.Table.Columns.Where(c => c.IsMoment).Select((c, at) => new ColumnMatch(c, OfTable * t.Score / (1 + at)))).ToList() is { Count: > 0 } own
                && !tables.Exists(t => t.Candidates[0].Column == own[0].Column))
            {
                tables.Add(new Slot(own, i) { IsImplied = true });
            }
        }

        return named.Count >= 2 ? named
            : named.Count == 1 ? [.. named.Concat(tables.Where(t => !t.Candidates.Any(c => named[0].Candidates.Any(n => n.Column == c.Column)))).OrderBy(s => s.Position)]
            : tables;
    }

    // A span of time beside it makes the date a condition.
    private static bool IsCondition(Reading reading, int i) => reading.Filters.Exists(f => f is TimeFilter time && time.Column.Position == i && !time.Column.IsImplied);

    // What begins earlier in the data is what the days are counted from.
    private static bool Later(Slot one, Slot other) =>
        string.CompareOrdinal(one.Candidates[0].Column.Schema.Profile.Min ?? "", other.Candidates[0].Column.Schema.Profile.Min ?? "") <= 0;

    private static int Superlatives(Reading reading) =>
        Enumerable.Range(0, reading.Count).Count(i => reading[i].Cue is { Kind: CueKind.Superlative, Extra: var extra } && extra.Contains("date", StringComparison.Ordinal));

    private static Aggregate Aggregated(Reading reading) =>
        Enumerable.Range(0, reading.Count).Where(i => reading.Is(i, CueKind.Aggregate)).Select(i => Aggregates.Of(reading[i].Cue!)).FirstOrDefault(a => a is not Aggregate.None, Aggregate.Average);
}
