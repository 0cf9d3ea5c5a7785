using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Analysis;

/// <summary>Reads shares: "what percentage of orders were cancelled", "the share of each category in total sales", 占百分之多少, 占比.</summary>
internal static class ShareRules
{
    public static IEnumerable<Plan> Read(Reading reading)
    {
        if (Enumerable.Range(0, reading.Count).FirstOrDefault(i => reading.Is(i, CueKind.Share), -1) is not (>= 0 and var share) || ContrastRules.IsGrowth(reading))
        {
            yield break;
        }

        var text = reading[share].Text;
        foreach (var plan in Of(reading, text.Contains("percent", StringComparison.OrdinalIgnoreCase) || text.Contains("百分", StringComparison.Ordinal)))
        {
            yield return plan;
        }
    }

    /// <summary>The readings as a share, announced or not.</summary>
    public static IEnumerable<Plan> Of(Reading reading, bool percent)
    {
        // The condition said last is of the part, those before it of the whole; without any, each group has its share.
        var own = reading.Copy();
        if (own.Groups.Count == 0 && AnalysisCues.Each(own) is { } each)
        {
            own.Groups.Add(each);
        }

        var part = own.Filters.Where(f => !f.Or && f is not CompareFilter { Left.Aggregate: not Aggregate.None }).OrderBy(f => f is TimeFilter ? 0 : 1).ThenBy(f => f.Position).LastOrDefault();
        var term = AnalysisRules.Measure(own) is { } measure ? new Term(Aggregate.Sum, measure)
            : Enumerable.Range(0, own.Count).FirstOrDefault(i => own.IsFreeColumn(i) && !own.IsTable(i) && own.IsAdditive(i), -1) is >= 0 and var at ? own.MeasureOf(at, Aggregate.None) with { Aggregate = Aggregate.Sum, Additive = false }
            : new Term(Aggregate.Count, null);
        if (part is not null)
        {
            own.Filters.Remove(part);
        }
        else if (own.Groups.Count == 0)
        {
            yield break;
        }

        own.Projections.Clear();
        own.Projections.Add(new TermProjection(term));
        own.Order.Clear();
        own.Limit = null;
        yield return QuestionReader.Finish(own).First() with { Analysis = new ShareAnalysis(part, percent) };

        // The same days are of all: "the share of each category in the sales of 2026".
        if (part is TimeFilter && own.Groups.Count > 0)
        {
            own.Filters.Add(part);
            yield return QuestionReader.Finish(own).First() with { Analysis = new ShareAnalysis(null, percent) };
        }
    }
}
