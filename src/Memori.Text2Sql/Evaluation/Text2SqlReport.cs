namespace Memori.Text2Sql.Evaluation;

/// <summary>What an evaluation came to.</summary>
public sealed record Text2SqlReport
{
    /// <summary>A row per group: <c>all</c>, <c>non-empty</c> (questions whose gold has rows), each hardness and language.</summary>
    public required IReadOnlyList<GroupScore> Groups { get; init; }

    /// <summary>A row per generator that answered: of its answers, how many are right.</summary>
    public IReadOnlyList<GroupScore> Generators { get; init; } = [];

    /// <summary>How sure and how often right, by tenths of confidence; only tenths with answers.</summary>
    public IReadOnlyList<ConfidenceBin> Calibration { get; init; } = [];

    /// <summary>Questions that nothing can be said about, because none of their accepted SQL ran.</summary>
    public int Unjudged { get; init; }

    /// <summary>Median time per question in milliseconds.</summary>
    public double LatencyP50Ms { get; init; }

    /// <summary>99th percentile of the time per question in milliseconds.</summary>
    public double LatencyP99Ms { get; init; }

    /// <summary>Expected calibration error over ten bins of confidence, 0–1, of what was answered.</summary>
    public double CalibrationError { get; init; }

    /// <summary>Execution accuracy of the group <c>non-empty</c>, 0–1.</summary>
    public double Accuracy => Groups.FirstOrDefault(g => g.Name == "non-empty")?.Accuracy ?? 0;
}

/// <summary>The score of one group of questions.</summary>
/// <param name="Name">The group.</param>
/// <param name="Questions">How many questions.</param>
/// <param name="Answered">How many were answered.</param>
/// <param name="Right">How many answers gave the gold's rows.</param>
public sealed record GroupScore(string Name, int Questions, int Answered, int Right)
{
    /// <summary>Execution accuracy, 0–1; an abstention is wrong.</summary>
    public double Accuracy => Questions == 0 ? 0 : (double)Right / Questions;

    /// <summary>Share of questions that were answered, 0–1.</summary>
    public double Coverage => Questions == 0 ? 0 : (double)Answered / Questions;

    /// <summary>Where the accuracy lies with 95 % confidence.</summary>
    public WilsonInterval Interval => WilsonInterval.Of(Right, Questions);
}

/// <summary>Answers of about the same confidence.</summary>
/// <param name="From">The least confidence, 0–1.</param>
/// <param name="To">The greatest.</param>
/// <param name="Answers">How many answers.</param>
/// <param name="Confidence">How sure they were on average.</param>
/// <param name="Accuracy">How many were right, 0–1.</param>
public sealed record ConfidenceBin(double From, double To, int Answers, double Confidence, double Accuracy);
