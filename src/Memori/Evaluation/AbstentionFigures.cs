using Memori.Recall;

namespace Memori.Evaluation;

/// <summary>How well recall holds back what does not answer.</summary>
public sealed record AbstentionFigures
{
    /// <summary>Among how many memories the cost is counted.</summary>
    public const int Rank = 10;

    private IReadOnlyList<Asked> Questions { get; init; } = [];

    /// <summary>How many questions were put to a space that they do not belong to.</summary>
    public int Foreign => Questions.Count(asked => !asked.IsAtHome);

    /// <summary>What happens when only memories at least so sure are injected.</summary>
    public AbstentionPoint At(double minimum)
    {
        var home = Questions.Where(asked => asked.IsAtHome).ToList();
        var foreign = Questions.Where(asked => !asked.IsAtHome).ToList();
        return new AbstentionPoint(
            minimum,
            foreign.Count == 0 ? 0 : (double)foreign.Count(asked => asked.Sureness >= minimum) / foreign.Count,
            home.Count == 0 ? 0 : home.Average(asked => Recall(asked, 0) - Recall(asked, minimum)));
    }

    /// <summary>The least threshold at which at most <paramref name="rate"/> of the foreign questions get something.</summary>
    public AbstentionPoint AtRate(double rate)
    {
        var best = Questions.Where(asked => !asked.IsAtHome).Select(asked => asked.Sureness).OrderDescending().ToList();
        var allowed = (int)(rate * best.Count);
        return At(allowed >= best.Count ? 0 : Math.BitIncrement(best[allowed]));
    }

    /// <summary>The figures of the questions of some of the spaces only.</summary>
    public AbstentionFigures OfSpaces(IReadOnlySet<string> ids) => Of([.. Questions.Where(asked => ids.Contains(asked.SpaceId))]);

    internal static AbstentionFigures Of(IReadOnlyList<Asked> questions) => new() { Questions = questions };

    private static double Recall(Asked asked, double minimum) => RecallFigures.RecallOf(
        asked.Question,
        asked.Sureness < minimum ? [] : [.. asked.Recalled.SelectMany(hit => hit.Memory.MergedIds.Prepend(hit.Memory.Id))],
        Rank);

    /// <summary>A question that was put to a space, its own or another.</summary>
    internal sealed record Asked(string SpaceId, RecallQuestion Question, bool IsAtHome, IReadOnlyList<RecalledMemory> Recalled)
    {
        public double Sureness { get; } = Recalled.Count == 0 ? 0 : Recalled[0].Sureness;
    }
}

/// <summary>One point of the curve between injecting noise and losing evidence.</summary>
/// <param name="MinimumSureness">The threshold, 0–1.</param>
/// <param name="InjectionRate">The share of questions of other spaces for which something is injected.</param>
/// <param name="Cost">What the threshold takes from recall@10 of the questions of the space itself.</param>
public sealed record AbstentionPoint(double MinimumSureness, double InjectionRate, double Cost);
