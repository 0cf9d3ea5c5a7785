namespace Memori.Text2Sql.Evaluation;

/// <summary>Adds up outcomes by group.</summary>
internal static class ReportWriter
{
    private const int Bins = 10;

    public static Text2SqlReport Write(IReadOnlyList<EvaluationQuestion> questions, QuestionOutcome[] outcomes)
    {
        var groups = new Dictionary<string, List<QuestionOutcome>>(StringComparer.Ordinal);
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (!outcomes[i].Judged)
            {
                continue;
            }

            foreach (var name in Names(questions[i], outcomes[i]))
            {
                groups.TryAdd(name, []);
                groups[name].Add(outcomes[i]);
            }
        }

        var times = outcomes.Select(o => o.ElapsedMs).Order().ToArray();
        var answered = outcomes.Where(o => o is { Judged: true, Prediction.Confidence: not null }).ToList();
        var bins = Calibrate(answered);
        return new Text2SqlReport
        {
            Groups = [.. groups.Select(g => Score(g.Key, g.Value))],
            Generators = [.. answered.GroupBy(o => o.Generator ?? "", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Score(g.Key, [.. g]))],
            Calibration = bins,
            Unjudged = outcomes.Count(o => !o.Judged),
            LatencyP50Ms = Percentile(times, 0.50),
            LatencyP99Ms = Percentile(times, 0.99),
            CalibrationError = answered.Count == 0 ? 0 : Math.Round(bins.Sum(bin => bin.Answers * Math.Abs(bin.Confidence - bin.Accuracy)) / answered.Count, 4),
        };
    }

    private static GroupScore Score(string name, List<QuestionOutcome> outcomes) =>
        new(name, outcomes.Count, outcomes.Count(o => o.Prediction.Sql is not null), outcomes.Count(o => o.Right));

    private static IEnumerable<string> Names(EvaluationQuestion question, QuestionOutcome outcome)
    {
        yield return "all";
        if (outcome.NonEmpty)
        {
            yield return "non-empty";
        }

        if (question.Hardness is { } hardness)
        {
            yield return hardness;
        }

        if (question.Language is { } language)
        {
            yield return language;
        }
    }

    private static double Percentile(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : Math.Round(sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))], 2);

    private static List<ConfidenceBin> Calibrate(List<QuestionOutcome> answered) =>
    [
        .. answered.GroupBy(o => Math.Min(Bins - 1, (int)(o.Prediction.Confidence!.Value * Bins))).OrderBy(bin => bin.Key).Select(bin => new ConfidenceBin(
            (double)bin.Key / Bins,
            (double)(bin.Key + 1) / Bins,
            bin.Count(),
            Math.Round(bin.Average(o => o.Prediction.Confidence!.Value), 4),
            Math.Round(bin.Average(o => o.Right ? 1.0 : 0.0), 4))),
    ];
}
