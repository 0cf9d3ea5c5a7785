using Memori.Server.Audit;
using Memori.Server.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of the audit.</summary>
public static class AuditEndpoints
{
    /// <summary>Audits the routes that are mapped on the result; see <see cref="AuditedOperations"/>.</summary>
    internal static RouteGroupBuilder MapAudited(this IEndpointRouteBuilder routes) => routes.MapGroup("").AddEndpointFilter<RouteGroupBuilder, AuditFilter>();

    /// <summary>Maps <c>GET /api/admin/audit</c>, <c>/export</c> and <c>/verify</c>.</summary>
    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/admin/audit").WithTags("Administration").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).RequireAdministrator();
        group.MapGet("", SearchAsync).WithName("search_audit").WithSummary("Entries of the audit, the newest first");
        group.MapGet("/export", Export).WithName("export_audit").WithSummary("Entries of the audit as a file, the oldest first; format jsonl (default) or csv")
            .Produces<string>(200, "application/x-ndjson", "text/csv");
        group.MapGet("/verify", VerifyAsync).WithName("verify_audit").WithSummary("Whether the audit is as it was written");
        return routes;
    }

    private static async Task<AuditPageDocument> SearchAsync([AsParameters] AuditSearch search, AuditTrail audit, CancellationToken cancellationToken)
    {
        var query = search.Query();
        return AuditPageDocument.From(await audit.SearchAsync(query, cancellationToken), query.Limit);
    }

    private static PushStreamHttpResult Export(
        [AsParameters] AuditSearch search, [FromQuery(Name = "format")] string? format, HttpResponse response, AuditTrail audit, CancellationToken cancellationToken)
    {
        var chosen = AuditExport.Parse(format);
        var query = search.Query();
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(
            async output => await AuditExport.WriteAsync(audit.ExportAsync(query, cancellationToken), chosen, output, cancellationToken),
            chosen == "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson",
            $"audit.{chosen}");
    }

    private static async Task<AuditReportDocument> VerifyAsync(HttpRequest request, AuditTrail audit, CancellationToken cancellationToken) =>
        AuditReportDocument.From(await audit.VerifyAsync(cancellationToken), RequestLanguage.Of(request));
}
