namespace Memori.Server.Monitoring.Leaks;

/// <summary>Whether a process leaks.</summary>
public sealed record LeakReport
{
    /// <summary>Whether it does.</summary>
    public required bool LeakDetected { get; init; }

    /// <summary>How many looks it is judged by; null when there are too few.</summary>
    public int? Snapshots { get; init; }

    /// <summary>How it was at the last look; null when there are too few.</summary>
    public ProcessSnapshot? Latest { get; init; }

    /// <summary>How much its resident memory grew over the last ten looks, as a share.</summary>
    public double GrowthRate { get; init; }

    /// <summary>Whether it never shrank over the last ten looks.</summary>
    public bool IsIncreasing { get; init; }

    /// <summary>The size in MiB below which growth is no leak.</summary>
    public double ThresholdMegabytes { get; init; }

    /// <summary>Growth of live objects in MiB an hour; null when there are too few looks to tell.</summary>
    public double? HeapMegabytesPerHour { get; init; }

    /// <summary>Growth of open handles an hour, or null.</summary>
    public double? HandlesPerHour { get; init; }

    /// <summary>Growth of threads an hour, or null.</summary>
    public double? ThreadsPerHour { get; init; }

    /// <summary>What leaks: <c>resident-memory</c>, <c>managed-heap</c>, <c>handles</c>, <c>threads</c>.</summary>
    public IReadOnlyList<string> Suspects { get; init; } = [];
}
