namespace Memori.Recall;

/// <summary>What to recall.</summary>
public sealed record RecallRequest
{
    /// <summary>The question or text to find memories for; of a longer one, the first 32,768 characters.</summary>
    public required string Query { get; init; }

    /// <summary>How many at most, 1–1000. Default 10.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>Only these kinds. Default: all.</summary>
    public IReadOnlyCollection<MemoryKind>? Kinds { get; init; }

    /// <summary>Memories that score less are left out, 0–1. Default 0: a search shows what it has.</summary>
    public double MinimumScore { get; init; }

    /// <summary>
    /// An owner whose memories are less likely to answer the query gives none, 0–1: abstains rather than shows noise. Default 0.
    /// For injection <see cref="RecallOptions.InjectionSureness"/>.
    /// </summary>
    public double MinimumSureness { get; init; }

    /// <summary>The most estimated tokens that the contents may take together. Default: no limit.</summary>
    public int? TokenBudget { get; init; }

    /// <summary>
    /// What held in the world at that time: begun by then (<see cref="Memory.ValidFrom"/>, else when it was said or happened, else when it was made)
    /// and not ended (<see cref="Memory.ValidTo"/>); what another memory has replaced since then is included.
    /// Default: what is active, has not ended and has not expired by now.
    /// </summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>
    /// What was on record at that time: made by then and, where another took its place, not before then. Default: what is on record now.
    /// Together with <see cref="AsOf"/>: what was believed then about that time.
    /// </summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>Whether archived and expired memories are recalled too. Default: no.</summary>
    public bool IncludeArchived { get; init; }
}
