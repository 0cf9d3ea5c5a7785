using Memori;
using Memori.Ledger;
using Memori.Server.Access;
using Memori.Server.Access.Keys;
using Memori.Server.Errors;
using Memori.Server.Memories;
using Memori.Server.Monitoring;
using Memori.Server.Monitoring.Leaks;
using Memori.Server.Monitoring.Performance;
using Memori.Server.Usage;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of monitoring. Administrators see everybody's figures, others those of the user that they speak for.</summary>
public static class MonitoringEndpoints
{
    private const int DefaultDays = 7;

    /// <summary>Maps <c>/api/monitoring</c>.</summary>
    public static IEndpointRouteBuilder MapMonitoring(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/monitoring").WithTags("Monitoring").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        group.MapGet("/stats/hourly", HourlyAsync).WithName("get_hourly_stats").WithSummary("Requests of the last hours: success, tokens, cost, latency");
        group.MapGet("/stats/user/{user_id}", UserAsync).WithName("get_user_stats").WithSummary("A user's requests of the last days");
        group.MapGet("/memory/growth/{user_id}/{session_id}", GrowthAsync).WithName("get_memory_growth").WithSummary("How a session's memories grew");
        group.MapGet("/usage", UsageAsync).WithName("get_usage_statistics").WithSummary("Tokens and cost by day and by model, from the ledger");
        group.MapGet("/leak", (ProcessWatch watch, HttpRequest request) => LeakDocument.From(watch.Report(), RequestLanguage.Of(request)))
            .RequireAdministrator().WithName("detect_leak").WithSummary("Whether the process that answers leaks memory, handles or threads");
        group.MapGet("/performance", PerformanceAsync).RequireAdministrator().WithName("analyze_performance").WithSummary("What makes the service slow, dear or unreliable, and what to do");
        group.MapGet("/performance/report", ReportAsync).RequireAdministrator()
            .WithName("performance_report").WithSummary("The same as Markdown").Produces<string>(200, "text/markdown");
        return routes;
    }

    private static Task<HourlyStatsDocument> HourlyAsync(
        HttpRequest request,
        MonitoringService monitoring,
        CancellationToken cancellationToken,
        [FromQuery(Name = "hours")] int hours = MonitoringService.DefaultHours,
        [FromQuery(Name = "user_id")] string? userId = null) => monitoring.HourlyAsync(hours, Whose(request, userId), cancellationToken);

    private static Task<UserStatsDocument> UserAsync(
        [FromRoute(Name = "user_id")] string userId,
        HttpRequest request,
        MonitoringService monitoring,
        CancellationToken cancellationToken,
        [FromQuery(Name = "days")] int days = DefaultDays) =>
        monitoring.UserAsync(CallerIdentity.UserScope(request, PathId.Of(userId, request), null).UserId, days, cancellationToken);

    private static Task<MemoryGrowthDocument> GrowthAsync(
        [FromRoute(Name = "user_id")] string userId,
        [FromRoute(Name = "session_id")] string sessionId,
        HttpRequest request,
        MonitoringService monitoring,
        CancellationToken cancellationToken) =>
        monitoring.GrowthAsync(CallerIdentity.UserScope(request, PathId.Of(userId, request, 2), null).UserId, PathId.Of(sessionId, request), cancellationToken);

    private static async Task<UsageReportDocument> UsageAsync(
        HttpRequest request, UsageLedger ledger, CancellationToken cancellationToken, [FromQuery(Name = "days")] int days = DefaultDays, [FromQuery(Name = "user_id")] string? userId = null)
    {
        var user = Whose(request, userId);
        var query = new UsageQuery { UserId = user, Days = UsageFaults.RequireDays(days) };
        var report = await ledger.ReportAsync(query, cancellationToken);
        return UsageReportDocument.From(query, report, user is null ? null : await ledger.TodayAsync(LedgerSubject.User(user), cancellationToken));
    }

    private static Task<PerformanceDocument> PerformanceAsync(MonitoringService monitoring, HttpRequest request, CancellationToken cancellationToken) =>
        monitoring.PerformanceAsync(RequestLanguage.Of(request), cancellationToken);

    private static async Task<IResult> ReportAsync(MonitoringService monitoring, HttpRequest request, CancellationToken cancellationToken) =>
        TypedResults.Text(await monitoring.ReportAsync(RequestLanguage.Of(request), cancellationToken), "text/markdown", System.Text.Encoding.UTF8);

    /// <summary>Whose figures a request may see: null for everybody's, which is for administrators; they see a user's when they say so.</summary>
    private static string? Whose(HttpRequest request, string? userId)
    {
        if (AccessGate.IdentityOf(request) is null or { Role: KeyRole.Admin })
        {
            return string.IsNullOrEmpty(userId) ? null : Identifiers.Require(userId, "user_id");
        }

        // A service's key may be for some datasources, and yet for nobody: what is nobody's, or was of the forgotten, is not its own.
        return CallerIdentity.NamedCaller(request) is { UserId.Length: > 0 } caller ? caller.UserId : throw KeyFaults.NotAdministrator();
    }
}
