using System.Text.Json.Serialization;
using Memori.Text;

namespace Memori.Server.Monitoring.Leaks;

/// <summary>Whether a process leaks: the guide's fields, then ours. With fewer than ten looks after its first minutes, the guide's two fields alone.</summary>
public sealed record LeakDocument
{
    private static readonly LocalizedText Insufficient = new("Insufficient data points", "数据点不足");

    private static readonly LocalizedText Restart = new("Consider clearing old sessions or restarting the service", "考虑清理旧会话或重启服务");

    private static readonly LocalizedText Normal = new("Memory usage is normal", "内存使用正常");

    /// <summary>Whether it does.</summary>
    public required bool LeakDetected { get; init; }

    /// <summary>Why that can't be told yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>Resident memory in MiB.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? CurrentMemoryMb { get; init; }

    /// <summary>How much it grew over the last ten looks, as a share.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? GrowthRate { get; init; }

    /// <summary>Whether it never shrank over the last ten looks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsIncreasing { get; init; }

    /// <summary>The size in MiB below which growth is no leak.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ThresholdMb { get; init; }

    /// <summary>What to do.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Recommendation { get; init; }

    /// <summary>What leaks: `resident-memory`, `managed-heap`, `handles`, `threads`.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Suspects { get; init; }

    /// <summary>How many looks, one a minute, it is judged by.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Snapshots { get; init; }

    /// <summary>The last look.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SnapshotDocument? Latest { get; init; }

    /// <summary>Growth of live objects in MiB an hour: a median slope; left out with fewer than twenty looks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? HeapMbPerHour { get; init; }

    /// <summary>Growth of open handles an hour.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? HandlesPerHour { get; init; }

    /// <summary>Growth of threads an hour.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ThreadsPerHour { get; init; }

    /// <summary>The document of a report.</summary>
    public static LeakDocument From(LeakReport report, Language language) => report.Latest is not { } latest
        ? new LeakDocument { LeakDetected = report.LeakDetected, Reason = Insufficient.In(language) }
        : new LeakDocument
        {
            LeakDetected = report.LeakDetected,
            CurrentMemoryMb = latest.ResidentMegabytes,
            GrowthRate = report.GrowthRate,
            IsIncreasing = report.IsIncreasing,
            ThresholdMb = report.ThresholdMegabytes,
            Recommendation = (report.LeakDetected ? Restart : Normal).In(language),
            Suspects = report.Suspects,
            Snapshots = report.Snapshots,
            Latest = SnapshotDocument.From(latest),
            HeapMbPerHour = report.HeapMegabytesPerHour,
            HandlesPerHour = report.HandlesPerHour,
            ThreadsPerHour = report.ThreadsPerHour,
        };
}

/// <summary>How large a process was at a moment.</summary>
/// <param name="Timestamp">When.</param>
/// <param name="RssMb">Resident memory in MiB.</param>
/// <param name="VmsMb">Virtual memory in MiB.</param>
/// <param name="Percent">Resident memory in percent of the machine's or container's.</param>
/// <param name="HeapMb">Live objects after the last collection of the oldest generation, in MiB.</param>
/// <param name="Handles">Open handles.</param>
/// <param name="Threads">Threads.</param>
public sealed record SnapshotDocument(DateTimeOffset Timestamp, double RssMb, double VmsMb, double Percent, double HeapMb, int Handles, int Threads)
{
    /// <summary>The document of a look.</summary>
    public static SnapshotDocument From(ProcessSnapshot seen) =>
        new(seen.Timestamp, seen.ResidentMegabytes, seen.VirtualMegabytes, seen.Percent, seen.HeapMegabytes, seen.Handles, seen.Threads);
}
