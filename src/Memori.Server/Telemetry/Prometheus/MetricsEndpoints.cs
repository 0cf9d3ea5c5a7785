using Memori.Server.Configuration;
using Memori.Server.Telemetry.Prometheus;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The route that Prometheus scrapes.</summary>
internal static class MetricsEndpoints
{
    /// <summary>Maps <c>GET /metrics</c>: for administrators, or for anybody when <see cref="MemoriSettings.MetricsOpen"/>.</summary>
    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder routes)
    {
        var route = routes.MapGet("/metrics", Scrape).WithName("metrics").WithTags("Service").WithSummary("Measurements as Prometheus and OpenMetrics text")
            .Produces<string>(contentType: "text/plain");
        if (!routes.ServiceProvider.GetRequiredService<MemoriSettings>().MetricsOpen)
        {
            route.RequireAdministrator();
        }

        return routes;
    }

    private static FileContentHttpResult Scrape(HttpRequest request, HttpResponse response, PrometheusExporter exporter)
    {
        var isOpenMetrics = request.Headers.Accept.Any(accept => accept?.Contains("application/openmetrics-text", StringComparison.OrdinalIgnoreCase) == true);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(exporter.Scrape(isOpenMetrics), isOpenMetrics ? PrometheusText.OpenMetricsType : PrometheusText.PlainType);
    }
}
