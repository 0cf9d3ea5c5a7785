using Memori.Claude.Models;
using Memori.Server.Models;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of models.</summary>
public static class ModelEndpoints
{
    /// <summary>Maps <c>GET /api/models</c>.</summary>
    public static IEndpointRouteBuilder MapModels(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/models", (ModelCatalog catalog, TimeProvider time) => ModelListDocument.From(catalog, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)))
            .WithName("list_models").WithTags("Service").WithSummary("The models that can be asked, with their limits, the prices in force today, and when they retire");
        return routes;
    }
}
