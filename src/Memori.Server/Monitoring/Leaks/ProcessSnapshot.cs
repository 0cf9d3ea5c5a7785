using System.Diagnostics;

namespace Memori.Server.Monitoring.Leaks;

/// <summary>How large a process was at a moment.</summary>
public sealed record ProcessSnapshot
{
    private const double Mebi = 1024 * 1024;

    /// <summary>When.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>When the process began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Resident memory, in bytes.</summary>
    public required long ResidentBytes { get; init; }

    /// <summary>Virtual memory, in bytes.</summary>
    public long VirtualBytes { get; init; }

    /// <summary>Live objects after the last collection of the oldest generation, in bytes.</summary>
    public required long HeapBytes { get; init; }

    /// <summary>Open handles: files, sockets, pipes.</summary>
    public required int Handles { get; init; }

    /// <summary>Threads.</summary>
    public required int Threads { get; init; }

    /// <summary>The memory of the machine or the container, in bytes.</summary>
    public long MachineBytes { get; init; }

    /// <summary>Resident memory in MiB.</summary>
    public double ResidentMegabytes => ResidentBytes / Mebi;

    /// <summary>Virtual memory in MiB.</summary>
    public double VirtualMegabytes => VirtualBytes / Mebi;

    /// <summary>Live objects in MiB.</summary>
    public double HeapMegabytes => HeapBytes / Mebi;

    /// <summary>Resident memory as a share of the machine's, in percent.</summary>
    public double Percent => MachineBytes <= 0 ? 0 : 100.0 * ResidentBytes / MachineBytes;

    /// <summary>This process now. Collects nothing.</summary>
    public static ProcessSnapshot Take(TimeProvider time)
    {
        using var process = Process.GetCurrentProcess();
        var now = time.GetUtcNow();
        return new ProcessSnapshot
        {
            Timestamp = now,
            Started = now - (TimeProvider.System.GetUtcNow() - new DateTimeOffset(process.StartTime.ToUniversalTime(), TimeSpan.Zero)),
            ResidentBytes = process.WorkingSet64,
            VirtualBytes = process.VirtualMemorySize64,
            HeapBytes = LiveBytes(),
            Handles = process.HandleCount,
            Threads = process.Threads.Count,
            MachineBytes = GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes,
        };
    }

    // What younger collections leave behind is not garbage yet: only the oldest generation tells what is held.
    private static long LiveBytes()
    {
        var (blocking, background) = (GC.GetGCMemoryInfo(GCKind.FullBlocking), GC.GetGCMemoryInfo(GCKind.Background));
        var last = blocking.Index >= background.Index ? blocking : background;
        last = last.Index == 0 ? GC.GetGCMemoryInfo(GCKind.Any) : last;
        return last.HeapSizeBytes - last.FragmentedBytes;
    }
}
