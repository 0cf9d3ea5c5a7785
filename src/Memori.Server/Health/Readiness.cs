using Memori.Server.Background;
using Memori.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Memori.Server.Health;

/// <summary>
/// Whether the service can do its work. All checks are made at once, and at most once a second however often it is asked; what changes is logged. Thread-safe.
/// </summary>
internal sealed partial class Readiness(HealthCheckService checks, ServiceStop stop, TimeProvider time, ILogger<Readiness> logger) : IDisposable
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private static readonly ReadyCheck StopCheck = new("service", HealthStatus.Unhealthy, TimeSpan.Zero, null, RequestEnd.Stopped().Text);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, (HealthStatus Status, DateTimeOffset? Success)> _last = new(StringComparer.Ordinal);
    private IReadOnlyList<ReadyCheck> _known = [];
    private long? _checked;

    /// <summary>Every check, those first that are worst.</summary>
    public async Task<IReadOnlyList<ReadyCheck>> CheckAsync(CancellationToken cancellationToken)
    {
        if (stop.IsStopping)
        {
            return [StopCheck];
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_checked is not { } at || time.GetElapsedTime(at) >= Age)
            {
                var report = await checks.CheckHealthAsync(cancellationToken);
                _known = [.. report.Entries.Select(entry => Note(entry.Key, entry.Value)).OrderBy(check => check.Status).ThenBy(check => check.Name, StringComparer.Ordinal)];
                _checked = time.GetTimestamp();
            }

            return _known;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private ReadyCheck Note(string name, HealthReportEntry entry)
    {
        var text = CheckResults.TextOf(entry);
        var (before, success) = _last.GetValueOrDefault(name, (HealthStatus.Healthy, null));
        success = entry.Status == HealthStatus.Healthy ? time.GetUtcNow() : success;
        _last[name] = (entry.Status, success);
        if (before != entry.Status)
        {
            LogChanged(entry.Status == HealthStatus.Healthy ? LogLevel.Information : LogLevel.Warning, name, entry.Status, text.English, entry.Exception);
        }

        return new ReadyCheck(name, entry.Status, entry.Duration, success, text);
    }

    [LoggerMessage(Message = "Health of {Check}: {Status}. {Text}")]
    private partial void LogChanged(LogLevel level, string check, HealthStatus status, string text, Exception? cause);
}

/// <summary>What a check found.</summary>
/// <param name="Name">The check.</param>
/// <param name="Status">What it found.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="LastSuccess">When all was well last; null for never since the start.</param>
/// <param name="Text">What it found, in words.</param>
internal sealed record ReadyCheck(string Name, HealthStatus Status, TimeSpan Duration, DateTimeOffset? LastSuccess, LocalizedText Text);
