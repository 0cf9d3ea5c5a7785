using System.Globalization;
using Memori.Alerts;
using Memori.Server.Configuration.Reload;
using Microsoft.Extensions.Hosting;

namespace Memori.Server.Monitoring.Leaks;

/// <summary>Looks at this process every minute, keeps the last hundred looks, and gives an alert, once an hour, as long as it leaks. Thread-safe.</summary>
internal sealed partial class ProcessWatch(
    SnapshotStore store, AlertSink alerts, TimeProvider time, LiveSettings live, ILogger<ProcessWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly string _process = $"{Environment.MachineName}/{Environment.ProcessId}";
    private readonly Lock _lock = new();
    private readonly Queue<ProcessSnapshot> _snapshots = new();

    /// <summary>Whether this process leaks, by the looks so far.</summary>
    public LeakReport Report()
    {
        lock (_lock)
        {
            return LeakDetector.Detect(_snapshots, live.Current.LeakThresholdMegabytes);
        }
    }

    /// <summary>Takes a look.</summary>
    public async Task LookAsync(ProcessSnapshot seen, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _snapshots.Enqueue(seen);
            while (_snapshots.Count > LeakDetector.Kept)
            {
                _snapshots.Dequeue();
            }
        }

        if (Report() is { LeakDetected: true } report)
        {
            await alerts.RaiseAsync(Alert(report), cancellationToken);
        }

        await store.AppendAsync(_process, seen, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await TryLookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private Alert Alert(LeakReport report) => new()
    {
        Kind = AlertKinds.MemoryLeak,
        Key = string.Create(CultureInfo.InvariantCulture, $"{_process}/{report.Latest!.Timestamp.UtcDateTime:yyyy-MM-ddTHH}"),
        Message = string.Create(
            CultureInfo.InvariantCulture,
            $"Memory leak detected! Process {_process}: {string.Join(", ", report.Suspects)}. Current: {report.Latest.ResidentMegabytes:F2}MB, growth: {report.GrowthRate:P1}."),
        Value = report.Latest.ResidentMegabytes,
        Threshold = report.ThresholdMegabytes,
    };

    private async Task TryLookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await LookAsync(ProcessSnapshot.Take(time), stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotSeen(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A look at the process could not be kept.")]
    private partial void LogNotSeen(Exception failure);
}
