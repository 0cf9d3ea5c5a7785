namespace Memori.FitConfidence;

/// <summary>How well confidences tell right from wrong.</summary>
/// <param name="Answers">Confidence and whether the answer was right.</param>
internal sealed record Figures(IReadOnlyList<(double Confidence, bool Right)> Answers)
{
    private const int Bins = 10;
    private const int Draws = 100;
    private const int Seed = 1;

    public double Accuracy => Answers.Count == 0 ? 0 : Answers.Average(answer => answer.Right ? 1.0 : 0);

    /// <summary>Expected calibration error over ten bins of equal width.</summary>
    public double CalibrationError => Answers.Count == 0 ? 0 : Answers
        .GroupBy(answer => Math.Min(Bins - 1, (int)(answer.Confidence * Bins)))
        .Sum(bin => bin.Count() * Math.Abs(bin.Average(a => a.Confidence) - bin.Average(a => a.Right ? 1.0 : 0))) / Answers.Count;

    /// <summary>
    /// The calibration error that the same confidences would show if they were the truth: bins of few answers stray from it by chance. The mean of a hundred draws.
    /// </summary>
    public double ErrorByChance
    {
        get
        {
            var random = new Random(Seed);
            return Enumerable.Range(0, Draws).Average(_ => new Figures([.. Answers.Select(answer => (answer.Confidence, random.NextDouble() < answer.Confidence))]).CalibrationError);
        }
    }

    /// <summary>The probability that a right answer has more confidence than a wrong one.</summary>
    public double Auroc
    {
        get
        {
            var wrong = Answers.Where(answer => !answer.Right).Select(answer => answer.Confidence).Order().ToArray();
            var right = Answers.Where(answer => answer.Right).Select(answer => answer.Confidence).ToArray();
            return wrong.Length == 0 || right.Length == 0 ? 0.5 : right.Average(confidence => (Below(wrong, confidence) + BelowOrAt(wrong, confidence)) / (2.0 * wrong.Length));
        }
    }

    /// <summary>The mean squared error of the confidence.</summary>
    public double Brier => Answers.Count == 0 ? 0 : Answers.Average(answer => Math.Pow(answer.Confidence - (answer.Right ? 1 : 0), 2));

    /// <summary>The share of answers at least this sure, and how many of those are right.</summary>
    public (double Share, double Accuracy) From(double confidence)
    {
        var sure = Answers.Where(answer => answer.Confidence >= confidence).ToList();
        return Answers.Count == 0 ? (0, 0) : (sure.Count / (double)Answers.Count, new Figures(sure).Accuracy);
    }

    private static int Below(double[] sorted, double value) => sorted.Count(other => other < value);

    private static int BelowOrAt(double[] sorted, double value) => sorted.Count(other => other <= value);
}
