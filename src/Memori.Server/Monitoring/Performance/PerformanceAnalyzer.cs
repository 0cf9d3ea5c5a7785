using System.Globalization;
using Memori.Claude.Upstream;
using Memori.Ledger;
using Memori.Server.Configuration;
using Memori.Server.Monitoring.Requests;
using Memori.Storage;
using Memori.Text;

namespace Memori.Server.Monitoring.Performance;

/// <summary>Looks for what makes the service slow, dear or unreliable. Thread-safe.</summary>
internal sealed class PerformanceAnalyzer(
    RequestStore requests, UsageLedger ledger, IJobStore jobs, TimeProvider time, MemoriSettings settings, ClaudeUpstream? claude = null)
{
    // As in the guide.
    private const int Recent = 1_000;

    private const int MostSubjects = 1_000;
    private const int MostJobs = 1_000;
    private const double NearlyUsedUp = 0.8;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public async Task<PerformanceAnalysis> AnalyzeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var recent = await requests.RecentAsync(Recent, cancellationToken);
        var week = await requests.ReadAsync(Week, null, cancellationToken);
        var near = await ledger.NearLimitsAsync(settings.BudgetAlertThreshold > 0 ? settings.BudgetAlertThreshold : NearlyUsedUp, MostSubjects, cancellationToken);
        var failed = await jobs.ListAsync(null, JobState.Failed, MostJobs, cancellationToken);
        PerformanceIssue?[] state = [StateRules.Budgets(near), StateRules.Jobs(failed, now - Day), StateRules.Circuit(claude?.Health)];
        return new PerformanceAnalysis(
            recent.Count > 0 ? LookedAt(recent) : null,
            [.. recent.Count == 0 ? [] : RequestRules.Check(recent), .. CostRules.Check(week, now), .. state.OfType<PerformanceIssue>()]);
    }

    private static LocalizedText LookedAt(IReadOnlyList<RequestMetrics> recent)
    {
        var what = string.Create(
            CultureInfo.InvariantCulture,
            $"{RequestRules.Types(recent)}; {recent.Min(request => request.Timestamp).UtcDateTime:yyyy-MM-dd HH:mm} – {recent.Max(request => request.Timestamp).UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        return recent.Count < RequestRules.FewestRequests
            ? new LocalizedText(
                $"Requests: {what} (fewer than {RequestRules.FewestRequests}: too few to speak of latency and errors)", $"请求:{what}(少于 {RequestRules.FewestRequests} 个,不足以评价延迟与错误)")
            : new LocalizedText($"Requests: {what}", $"请求:{what}");
    }
}
