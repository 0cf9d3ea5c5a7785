using System.Diagnostics;

namespace Memori.Server.Telemetry.Prometheus;

/// <summary>The figures of the process that every client library of Prometheus gives, under their names.</summary>
internal static class ProcessFigures
{
    private const string Descriptors = "/proc/self/fd";

    /// <summary>Writes them.</summary>
    public static void Write(PrometheusText text)
    {
        using var process = Process.GetCurrentProcess();
        text.Family("process_cpu_seconds", PrometheusType.Counter, "seconds", "Processor time, of the system's too");
        text.Sample("process_cpu_seconds_total", "", process.TotalProcessorTime.TotalSeconds);
        Gauge(text, "process_resident_memory_bytes", "bytes", "Memory that is resident", process.WorkingSet64);
        Gauge(text, "process_virtual_memory_bytes", "bytes", "Addresses that are reserved", process.VirtualMemorySize64);
        Gauge(text, "process_private_memory_bytes", "bytes", "Memory that no other process shares", process.PrivateMemorySize64);
        Gauge(text, "process_threads", "", "Threads of the system", process.Threads.Count);

        // The runtime's own meter calls these counters, though they go down too.
        Gauge(text, "dotnet_thread_pool_threads", "", "Threads of the pool", ThreadPool.ThreadCount);
        Gauge(text, "dotnet_thread_pool_queue_length", "", "Work that waits for a thread of the pool", ThreadPool.PendingWorkItemCount);
        Gauge(text, "process_start_time_seconds", "seconds", "When the process started, in seconds since 1970", new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000d);
        if (Directory.Exists(Descriptors))
        {
            Gauge(text, "process_open_fds", "", "Open files and connections", Directory.EnumerateFileSystemEntries(Descriptors).Count());
        }
    }

    private static void Gauge(PrometheusText text, string name, string unit, string help, double value)
    {
        text.Family(name, PrometheusType.Gauge, unit, help);
        text.Sample(name, "", value);
    }
}
