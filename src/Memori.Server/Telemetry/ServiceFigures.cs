using System.Diagnostics.Metrics;
using Memori.Claude.Chat.Caching;
using Memori.Claude.Upstream;
using Memori.Server.Configuration;
using Memori.Server.Limits;
using Memori.Server.State;

namespace Memori.Server.Telemetry;

/// <summary>
/// What the service can be asked at any time, in the meter <c>Memori.Service</c>: the state of its way to Claude, its cache, its disk and its backups. Asked only when
/// somebody collects.
/// </summary>
internal sealed class ServiceFigures(MemoriSettings settings, ClaudeUpstream claude, ResponseCache cache, ConcurrencyGate gate, StateSize size) : IDisposable
{
    private static readonly string[] States = ["closed", "half-open", "open"];

    private readonly Meter _meter = new("Memori.Service");

    /// <summary>Begins to answer, once; dispose it to end.</summary>
    public void Begin()
    {
        _meter.CreateObservableGauge(
            "memori.claude.circuit.state",
            () => Array.ConvertAll(States, state => new Measurement<int>(claude.Health.Circuit == state ? 1 : 0, new KeyValuePair<string, object?>("state", state))),
            description: "The circuit breaker in front of Claude: 1 for the state that it is in");
        _meter.CreateObservableGauge("memori.claude.waiting", () => claude.Health.Waiting, "{call}", "Calls that wait for their turn because of Claude's rate limits");
        _meter.CreateObservableGauge("memori.requests.running", () => gate.Running, "{request}", "Requests that are worked on");
        _meter.CreateObservableGauge("memori.requests.waiting", () => gate.Waiting, "{request}", "Requests that wait for their turn");
        _meter.CreateObservableGauge("memori.requests.limit", () => settings.MaxConcurrentRequests, "{request}", "Requests that may be worked on at once");
        _meter.CreateObservableGauge("memori.cache.entries", () => cache.Count, "{answer}", "Answers in the cache");
        _meter.CreateObservableGauge("memori.data.disk.free", () => DiskOf(settings).AvailableFreeSpace, "By", "Free space where the state is kept");
        _meter.CreateObservableGauge("memori.data.disk.size", () => DiskOf(settings).TotalSize, "By", "The disk where the state is kept");
        _meter.CreateObservableGauge("memori.data.size", () => size.Bytes is { } bytes ? [new Measurement<long>(bytes)] : Array.Empty<Measurement<long>>(), "By", "The state file with its log, or the state database");
        if (settings.BackupIntervalHours > 0)
        {
            _meter.CreateObservableGauge("memori.backup.interval", () => settings.BackupIntervalHours * 3600L, "s", "How often the state is to be backed up");
            _meter.CreateObservableGauge("memori.backup.last_timestamp", () => LastBackup(settings), "s", "When the newest backup was written, in seconds since 1970; 0 for never");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static DriveInfo DiskOf(MemoriSettings settings) => new(Path.GetFullPath(settings.DataDirectory));

    private static double LastBackup(MemoriSettings settings)
    {
        var directory = new DirectoryInfo(settings.BackupDirectory ?? Path.Combine(settings.DataDirectory, "backups"));
        return directory.Exists && directory.EnumerateFileSystemInfos().Select(file => new DateTimeOffset(file.LastWriteTimeUtc)).DefaultIfEmpty().Max() is { Ticks: > 0 } last
            ? last.ToUnixTimeSeconds()
            : 0;
    }
}
