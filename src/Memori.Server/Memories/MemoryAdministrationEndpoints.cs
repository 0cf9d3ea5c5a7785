using Memori;
using Memori.Server.Memories;
using Memori.Server.Usage;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.AspNetCore.Builder;

/// <summary>What administrators see of everybody's memories: figures, never content.</summary>
public static class MemoryAdministrationEndpoints
{
    private const int MostOwners = 50;

    /// <summary>Maps <c>GET /api/admin/memory</c>.</summary>
    public static IEndpointRouteBuilder MapMemoryAdministration(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/admin/memory", OverviewAsync).RequireAdministrator().WithTags("Administration").WithName("survey_memories")
            .WithSummary("Growth by day, the largest owners and duplicates of all memories, in figures")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        return routes;
    }

    private static async Task<MemoryOverviewDocument> OverviewAsync(
        MemoryEngine memory,
        CancellationToken cancellationToken,
        [FromQuery(Name = "days")] int days = 30,
        [FromQuery(Name = "owners")] int owners = 10)
    {
        UsageFaults.RequireDays(days);
        MemoryFaults.RequireWithin(owners, 0, MostOwners, "owners");
        return MemoryOverviewDocument.From(await memory.SurveyAsync(days, owners, cancellationToken));
    }
}
