namespace Memori.Recall;

/// <summary>What to recall.</summary>
public sealed record RecallRequest
{
    /// <summary>The question or text to find memories for.</summary>
    public required string Query { get; init; }

    /// <summary>How many at most, 1–1000. Default 10.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>Only these kinds. Default: all.</summary>
    public IReadOnlyCollection<MemoryKind>? Kinds { get; init; }

    /// <summary>
    /// Scores below it are left out, 0–1. Default 0: a search shows what it has.
    /// For injection <see cref="RecallOptions.InjectionScore"/> abstains rather than inject noise.
    /// A query that names somebody known needs less, one that names only unknown ones more: see <see cref="RecallOptions.KnownNames"/>.
    /// </summary>
    public double MinimumScore { get; init; }

    /// <summary>The most estimated tokens that the contents may take together. Default: no limit.</summary>
    public int? TokenBudget { get; init; }

    /// <summary>Only what was said or made by then. Default: all.</summary>
    public DateTimeOffset? AsOf { get; init; }
}
