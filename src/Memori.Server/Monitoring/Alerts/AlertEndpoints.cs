using Memori.Server.Memories;
using Memori.Server.Monitoring.Alerts;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The route of the alerts that were given.</summary>
public static class AlertEndpoints
{
    /// <summary>Maps <c>GET /api/admin/alerts</c>.</summary>
    public static IEndpointRouteBuilder MapAlerts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/admin/alerts", ListAsync).RequireAdministrator().WithTags("Administration").WithName("list_alerts")
            .WithSummary("The alerts that were given, the newest first").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        return routes;
    }

    private static async Task<AlertListDocument> ListAsync(
        [FromServices] AlertBook alerts,
        TimeProvider time,
        CancellationToken cancellationToken,
        [FromQuery(Name = "before")] DateTimeOffset? before = null,
        [FromQuery(Name = "limit")] int limit = 50)
    {
        MemoryFaults.RequireWithin(limit, 1, 500, "limit");
        return new(await alerts.ListAsync(before ?? time.GetUtcNow().AddMilliseconds(1), limit, cancellationToken));
    }
}
