namespace Memori.Recall;

/// <summary>What to wake with: the working set at the start of a session.</summary>
public sealed record WakeRequest
{
    /// <summary>The most estimated tokens that the contents may take together. Default 1,000.</summary>
    public int TokenBudget { get; init; } = 1_000;

    /// <summary>How many at most, 1–1000. Default 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Only these kinds. Default: rules, preferences, settings, facts, skills and context; schemas and verified queries are recalled by question.</summary>
    public IReadOnlyCollection<MemoryKind> Kinds { get; init; } =
        [MemoryKind.Rule, MemoryKind.Preference, MemoryKind.Config, MemoryKind.Fact, MemoryKind.Skill, MemoryKind.Context];

    /// <summary>From which confidence on captured rules and preferences belong to it, 0–1. Default 0.7. Conscious memories always do.</summary>
    public double MinimumConfidence { get; init; } = 0.7;
}
