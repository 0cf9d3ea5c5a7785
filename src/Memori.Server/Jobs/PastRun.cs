using Memori.Text;

namespace Memori.Server.Jobs;

/// <summary>A run of scheduled work that is over.</summary>
public sealed record PastRun
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>When it ended; null when its process died.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended; null when its process died.</summary>
    public WorkOutcome? Outcome { get; init; }

    /// <summary>What was done, in a few English words, or null.</summary>
    public string? Note { get; init; }

    /// <summary>The code or type of what went wrong, or null.</summary>
    public string? Error { get; init; }

    /// <summary>The same in words for people, where there are any.</summary>
    public LocalizedText? Reason { get; init; }
}
