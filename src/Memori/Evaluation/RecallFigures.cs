namespace Memori.Evaluation;

/// <summary>The outcome of an evaluation.</summary>
/// <param name="Predictions">One for each question, in order.</param>
/// <param name="RecallAt">By k (1, 5, 10, 25, 50): the share of the evidence among the first k, averaged over all questions.</param>
/// <param name="MeanReciprocalRank">The mean of 1 / rank of the first evidence.</param>
/// <param name="MedianRecall">The median time of one recall.</param>
public sealed record RecallFigures(
    IReadOnlyList<RecallPrediction> Predictions,
    IReadOnlyDictionary<int, double> RecallAt,
    double MeanReciprocalRank,
    TimeSpan MedianRecall)
{
    private static readonly int[] Ranks = [1, 5, 10, 25, 50];

    private IReadOnlyList<RecallAnswer> Answers { get; init; } = [];

    /// <summary>The figures of some of the spaces only, for example of those that nothing was fitted on.</summary>
    public RecallFigures OfSpaces(IReadOnlySet<string> ids) => Of([.. Answers.Where(answer => ids.Contains(answer.SpaceId))]);

    internal static RecallFigures Of(IReadOnlyList<RecallAnswer> answers)
    {
        if (answers.Count == 0)
        {
            return new RecallFigures([], Ranks.ToDictionary(k => k, _ => 0.0), 0, TimeSpan.Zero);
        }

        return new RecallFigures(
            [.. answers.Select(answer => answer.Prediction)],
            Ranks.ToDictionary(k => k, k => answers.Average(answer => RecallOf(answer.Question, answer.Prediction.Retrieved, k))),
            answers.Average(answer => ReciprocalRank(answer.Question, answer.Prediction)),
            answers.Select(answer => answer.Duration).Order().ElementAt(answers.Count / 2))
        {
            Answers = answers,
        };
    }

    internal static double RecallOf(RecallQuestion question, IReadOnlyList<string> retrieved, int k)
    {
        var evidence = question.Evidence.ToHashSet();
        return evidence.Count == 0 ? 0 : (double)retrieved.Take(k).Distinct().Count(evidence.Contains) / evidence.Count;
    }

    private static double ReciprocalRank(RecallQuestion question, RecallPrediction prediction)
    {
        var before = prediction.Retrieved.TakeWhile(id => !question.Evidence.Contains(id)).Count();
        return before == prediction.Retrieved.Count ? 0 : 1.0 / (before + 1);
    }
}

/// <summary>A question with its answer and how long that took.</summary>
internal sealed record RecallAnswer(string SpaceId, RecallQuestion Question, RecallPrediction Prediction, TimeSpan Duration);
