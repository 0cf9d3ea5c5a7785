using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Analysis;

/// <summary>Reads ratios of two parts: "the ratio of restaurants with a rating above 4 to those below 4 in each city", 线上订单与线下订单之比.</summary>
internal static class RatioRules
{
    public static IEnumerable<Plan> Read(Reading reading)
    {
        if (AnalysisCues.At(reading, "ratio") is not (>= 0 and var cue) || Parts(reading) is not var (first, second))
        {
            yield break;
        }

        var own = reading.Copy();
        own.Filters.Remove(first);
        own.Filters.Remove(second);
        var term = AnalysisRules.Measure(own) is { } measure && measure.Position > cue ? new Term(Aggregate.Sum, measure) : new Term(Aggregate.Count, null);
        own.Projections.Clear();
        own.Projections.Add(new TermProjection(term));
        own.Order.Clear();
        own.Limit = null;
        yield return QuestionReader.Finish(own).First() with { Analysis = new RatioAnalysis(first, second with { Or = false }) };
    }

    // Two conditions on what may be one column.
    private static (Filter First, Filter Second)? Parts(Reading reading)
    {
        var filters = reading.Filters.Where(f => f is CompareFilter { Left.Aggregate: Aggregate.None } or RangeFilter or NullFilter or TimeFilter or PatternFilter).OrderBy(f => f.Position).ToList();
        for (var i = 0; i < filters.Count; i++)
        {
            for (var j = i + 1; j < filters.Count; j++)
            {
                if (Shares(filters[i], filters[j]))
                {
                    return (filters[i], filters[j]);
                }
            }
        }

        return null;
    }

    private static bool Shares(Filter one, Filter other) =>
        Binder.Slots(one).FirstOrDefault() is { } first && Binder.Slots(other).FirstOrDefault() is { } second && first.Candidates.Select(c => c.Column).Intersect(second.Candidates.Select(c => c.Column)).Any();
}
