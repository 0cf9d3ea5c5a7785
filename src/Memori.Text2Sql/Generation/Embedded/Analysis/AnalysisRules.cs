namespace Memori.Text2Sql.Generation.Embedded.Analysis;

/// <summary>Reads what analysts ask for: "what percentage of …", "the best of each …", "running total", "median", "duplicate …", 占比, 每个…最高的, 累计, 中位数, 重复的.</summary>
internal static class AnalysisRules
{
    private const int MovingDefault = 3;

    /// <summary>What the question may mean besides, with its names' roles given.</summary>
    public static IEnumerable<Plan> Read(Reading reading)
    {
        bool Says(string kind) => AnalysisCues.Says(reading, kind);
        var said = AnalysisCues.Said(reading);
        foreach (var plan in ShareRules.Read(reading).Concat(RatioRules.Read(reading)).Concat(said.Contains("days") ? DurationRules.Read(reading, said.Contains("until-now")) : []))
        {
            yield return plan;
        }

        if (TopPerGroupRules.Read(reading.Copy()) is { } top)
        {
            yield return top;
        }

        if (said.Contains("ranked") && RankedRules.Read(reading) is { } ranked)
        {
            yield return ranked;
        }

        if (said.Contains("together") && PairRules.Read(reading) is { } pair)
        {
            yield return pair;
        }

        if (Says("running") && reading.Groups.Count == 1)
        {
            yield return Along(reading, new RunningAnalysis());
        }

        if (Says("moving") && reading.Groups is [{ Grain: not null }])
        {
            yield return Along(reading, new MovingAnalysis(AnalysisCues.NumberAt(reading, "moving") ?? MovingDefault));
        }

        if (AnalysisCues.At(reading, "growth") is >= 0 and var growth && Growing(reading, growth) is { } growing)
        {
            yield return Along(growing, new GrowthAnalysis());
        }

        if (said.Contains("average-per") && reading.Groups is [{ Grain: not null }])
        {
            yield return Along(reading, new PerEachAnalysis());
        }

        if (Level(reading) is { } level && Measure(reading, ofAny: true) is { } measure)
        {
            var own = reading.Copy();
            own.Projections.Clear();
            own.Order.Clear();
            own.Limit = null;
            own.Projections.Add(new TermProjection(new Term(Aggregate.None, measure)));
            if (own.Groups.Count == 0 && AnalysisCues.Each(own) is { } each)
            {
                own.Groups.Add(each);
            }

            yield return QuestionReader.Finish(own).First() with { Analysis = new PercentileAnalysis(level) };
        }

        if (Says("duplicate") && Doubled(reading) is { } twice)
        {
            var own = reading.Copy();
            own.Projections.Clear();
            own.Groups.Clear();
            own.Groups.Add(new GroupKey(twice, null) { IsShown = true });
            own.Projections.Add(new TermProjection(new Term(Aggregate.Count, null)));
            own.Filters.Add(new CompareFilter(new Term(Aggregate.Count, null), ">", new NumberOperand(1)) { Position = int.MaxValue });
            yield return QuestionReader.Finish(own).First() with { Analysis = new DuplicatesAnalysis() };
        }
    }

    /// <summary>The measure that is shown, or null.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="ofAny">Whatever was made of it.</param>
    public static Slot? Measure(Reading reading, bool ofAny = false) => reading.Projections.OfType<TermProjection>().Select(p => p.Term).Where(t => ofAny || t.Aggregate is Aggregate.None or Aggregate.Sum or Aggregate.Average)
        .Select(t => t.Column).OfType<Slot>().Where(s => s.Candidates.Any(c => c.Column.IsMeasure)).Select(s => s with { Candidates = [.. s.Candidates.Where(c => c.Column.IsMeasure)] }).FirstOrDefault();

    // "month over month in 2026" says itself which periods follow each other; of one month alone it is a contrast.
    private static Reading? Growing(Reading reading, int cue)
    {
        if (reading.Groups is [{ Grain: not null }])
        {
            return reading;
        }

        var unit = reading[cue].Cue!.Extra;
        var spans = reading.Filters.OfType<TimeFilter>().Select(f => f.Time).ToList();
        if (reading.Groups.Count > 0 || spans.Exists(s => !s.IsOpen && s.To <= Periods.After(s.From, unit)) || GroupRules.Along(reading, cue, unit) is not { } along)
        {
            return null;
        }

        var own = reading.Copy();
        own.Groups.Add(along);
        return own;
    }

    // One number for each period: a sum, or how many there are.
    private static Plan Along(Reading reading, Analysis analysis)
    {
        var own = reading.Copy();
        var term = own.Projections.OfType<TermProjection>().Select(p => p.Term).FirstOrDefault(t => t.Aggregate == Aggregate.Sum || (t.Aggregate == Aggregate.Count && t.Column is null))
            ?? (Measure(own) is { } measure ? new Term(Aggregate.Sum, measure) : new Term(Aggregate.Count, null));
        own.Projections.Clear();
        own.Projections.Add(new TermProjection(term));
        own.Order.Clear();
        own.Limit = null;
        return QuestionReader.Finish(own).First() with { Analysis = analysis };
    }

    private static decimal? Level(Reading reading) =>
        AnalysisCues.Says(reading, "median") ? 0.5m
        : AnalysisCues.Says(reading, "quartile-low") ? 0.25m
        : AnalysisCues.Says(reading, "quartile-high") ? 0.75m
        : AnalysisCues.NumberAt(reading, "percentile") is > 0 and < 100 and var level ? level / 100m
        : null;

    private static Slot? Doubled(Reading reading) =>
        reading.Projections.OfType<TermProjection>().Select(p => p.Term.Column).Concat(reading.Groups.Select(g => g.Column)).OfType<Slot>().FirstOrDefault();
}
