using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Analysis;

/// <summary>
/// Reads ratios: of two parts ("the ratio of restaurants rated above 4 to those below 4 in each city", 线上订单与线下订单之比), of a part to all,
/// of two columns ("the ratio of population to area for each state").
/// </summary>
internal static class RatioRules
{
    private const int MostBetween = 5;

    private static readonly string[] ToAll = [" to the total ", " to total ", " to all ", " out of all ", " out of the total ", " out of total "];

    public static IEnumerable<Plan> Read(Reading reading)
    {
        if (AnalysisCues.At(reading, "ratio") is not (>= 0 and var cue))
        {
            yield break;
        }

        var text = Phrases.TextOf(reading);
        if (Array.Exists(ToAll, phrase => text.Contains(phrase, StringComparison.Ordinal)))
        {
            foreach (var share in ShareRules.Of(reading, percent: false))
            {
                yield return share;
            }
        }
        else if (Columns(reading, cue) is var (over, under))
        {
            yield return OfColumns(reading, over, under);
        }
        else if (Parts(reading, cue) is var (first, second))
        {
            var own = Begin(reading);
            own.Filters.Remove(first);
            own.Filters.Remove(second);
            var term = AnalysisRules.Measure(reading) is { } measure && measure.Position > cue ? new Term(Aggregate.Sum, measure) : new Term(Aggregate.Count, null);
            own.Projections.Add(new TermProjection(term));
            yield return QuestionReader.Finish(own).First() with { Analysis = new RatioAnalysis(first, second with { Or = false }) };
        }
    }

    // Rows without an order of their own, each group once.
    private static Reading Begin(Reading reading, int but = -1)
    {
        var own = reading.Copy();
        own.Projections.Clear();
        own.Order.Clear();
        own.Limit = null;
        own.Groups.RemoveAll(g => but >= 0 && g.Column?.Position == but);
        if (own.Groups.Count == 0 && AnalysisCues.Each(own, but) is { } each)
        {
            own.Groups.Add(each);
        }

        return own;
    }

    // The ratio of a row is shown beside what the row is called by; of a group only as an average.
    private static Plan OfColumns(Reading reading, int over, int under)
    {
        var own = Begin(reading, under);
        var slot = own.SlotOf(over, c => c.IsMeasure) with { With = ("/", own.SlotOf(under, c => c.IsMeasure)) };
        var average = Enumerable.Range(0, reading.Count).Any(i => reading[i].Cue is { Kind: CueKind.Aggregate, Argument: "avg" });
        if (!average)
        {
            foreach (var group in own.Groups)
            {
                own.Projections.Add(group.Table is { } table ? new DisplayProjection(table) : new TermProjection(new Term(Aggregate.None, group.Column)));
            }

            own.Groups.Clear();
        }
        else
        {
            for (var g = 0; g < own.Groups.Count; g++)
            {
                own.Groups[g] = own.Groups[g] with { IsShown = true };
            }
        }

        own.Projections.Add(new TermProjection(new Term(average ? Aggregate.Average : Aggregate.None, slot)));
        return QuestionReader.Finish(own).First() with { Analysis = new ColumnRatioAnalysis() };
    }

    // Two measures that follow each other after the cue.
    private static (int Over, int Under)? Columns(Reading reading, int cue)
    {
        var measures = Enumerable.Range(cue + 1, reading.Count - cue - 1).Where(i => reading[i].IsSchema && !reading.IsTable(i) && reading[i].Columns.Any(c => c.Column.IsMeasure && c.Score > 0.45)).Take(2).ToList();
        return measures is [var over, var under] && reading[over].Columns[0].Column != reading[under].Columns[0].Column && reading[under].Start - reading[over].End <= MostBetween ? (over, under) : null;
    }

    // Two conditions on what may be one column, else those on the two sides of "to".
    private static (Filter First, Filter Second)? Parts(Reading reading, int cue)
    {
        var filters = reading.Filters.Where(f => f.Position > cue && f is CompareFilter { Left.Aggregate: Aggregate.None } or RangeFilter or NullFilter or TimeFilter or PatternFilter).OrderBy(f => f.Position).ToList();
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

        var said = Enumerable.Range(reading[cue].End, reading.Tokens.Count - reading[cue].End).FirstOrDefault(t => reading.Tokens[t].Lower == "to", reading.Tokens.Count);
        var to = Enumerable.Range(cue + 1, reading.Count - cue - 1).FirstOrDefault(i => reading[i].Start >= said, -1);
        return to >= 0 && filters.FindLast(f => f.Position < to) is { } left && filters.Find(f => f.Position >= to) is { } right ? (left, right) : null;
    }

    private static bool Shares(Filter one, Filter other) =>
        Binder.Slots(one).FirstOrDefault() is { } first && Binder.Slots(other).FirstOrDefault() is { } second && first.Candidates.Select(c => c.Column).Intersect(second.Candidates.Select(c => c.Column)).Any();
}
