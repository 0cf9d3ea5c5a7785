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
        return new Text2SqlReport
        {
            Groups = [.. groups.Select(g => new GroupScore(g.Key, g.Value.Count, g.Value.Count(o => o.Prediction.Sql is not null), g.Value.Count(o => o.Right)))],
            LatencyP50Ms = Percentile(times, 0.50),
            LatencyP99Ms = Percentile(times, 0.99),
            CalibrationError = CalibrationError([.. outcomes.Where(o => o is { Judged: true, Prediction.Confidence: not null })]),
        };
    }

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

    private static double CalibrationError(QuestionOutcome[] answered) => answered.Length == 0
        ? 0
        : Math.Round(
            answered.GroupBy(o => Math.Min(Bins - 1, (int)(o.Prediction.Confidence!.Value * Bins)))
                .Sum(bin => bin.Count() * Math.Abs(bin.Average(o => o.Prediction.Confidence!.Value) - bin.Average(o => o.Right ? 1.0 : 0.0))) / answered.Length,
            4);
}
