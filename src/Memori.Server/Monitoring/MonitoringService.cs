using Memori.Server.Configuration;
using Memori.Server.Monitoring.Leaks;
using Memori.Server.Monitoring.Memory;
using Memori.Server.Monitoring.Performance;
using Memori.Server.Monitoring.Requests;
using Memori.Text;

namespace Memori.Server.Monitoring;

/// <summary>What the store knows of the service's requests, memories and processes, for the routes and for the command line. Thread-safe.</summary>
public sealed class MonitoringService
{
    /// <summary>The hours of a report of requests, unless told otherwise.</summary>
    public const int DefaultHours = 24;

    /// <summary>The most hours of a report of requests: a year.</summary>
    public const int MostHours = 24 * 366;

    private readonly RequestStore _requests;
    private readonly MemoryMetricsStore _memories;
    private readonly SnapshotStore _snapshots;
    private readonly PerformanceAnalyzer _analyzer;
    private readonly MemoriSettings _settings;

    internal MonitoringService(RequestStore requests, MemoryMetricsStore memories, SnapshotStore snapshots, PerformanceAnalyzer analyzer, MemoriSettings settings) =>
        (_requests, _memories, _snapshots, _analyzer, _settings) = (requests, memories, snapshots, analyzer, settings);

    /// <summary>Requests of the last hours, up to now.</summary>
    /// <param name="hours">1 to <see cref="MostHours"/>.</param>
    /// <param name="userId">Only this user's, or null for everybody's.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MemoriException"><c>invalid-hours</c>.</exception>
    public async Task<HourlyStatsDocument> HourlyAsync(int hours, string? userId, CancellationToken cancellationToken = default)
    {
        Require(hours, MostHours, "hours");
        return HourlyStatsDocument.From(hours, userId, await _requests.ReadAsync(TimeSpan.FromHours(hours), userId, cancellationToken));
    }

    /// <summary>A user's requests of the last days, up to now.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="days">1 to 366.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MemoriException"><c>invalid-days</c>.</exception>
    public async Task<UserStatsDocument> UserAsync(string userId, int days, CancellationToken cancellationToken = default)
    {
        Require(days, MostHours / 24, "days");
        return UserStatsDocument.From(userId, days, await _requests.ReadAsync(TimeSpan.FromDays(days), userId, cancellationToken));
    }

    /// <summary>How a session's memories grew.</summary>
    public async Task<MemoryGrowthDocument> GrowthAsync(string userId, string sessionId, CancellationToken cancellationToken = default) =>
        MemoryGrowthDocument.From(userId, sessionId, await _memories.GrowthAsync(userId, sessionId, cancellationToken));

    /// <summary>Whether the process leaks that was looked at last.</summary>
    public async Task<LeakDocument> LeakAsync(Language language, CancellationToken cancellationToken = default) =>
        LeakDocument.From(LeakDetector.Detect(await _snapshots.NewestAsync(cancellationToken), _settings.LeakThresholdMegabytes), language);

    /// <summary>What makes the service slow, dear or unreliable.</summary>
    public async Task<PerformanceDocument> PerformanceAsync(Language language, CancellationToken cancellationToken = default) =>
        PerformanceDocument.From(await _analyzer.AnalyzeAsync(cancellationToken), language);

    /// <summary>The same as Markdown.</summary>
    public async Task<string> ReportAsync(Language language, CancellationToken cancellationToken = default) =>
        PerformanceReport.Write(await _analyzer.AnalyzeAsync(cancellationToken), language);

    private static void Require(int value, int most, string field)
    {
        if (value < 1 || value > most)
        {
            throw new MemoriException(FaultKind.BadRequest, $"invalid-{field}", new LocalizedText($"{field} must be 1 to {most}.", $"{field} 必须是 1 到 {most}。"));
        }
    }
}
