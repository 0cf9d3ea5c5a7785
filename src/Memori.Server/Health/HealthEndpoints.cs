using System.Reflection;
using Memori.Claude.Upstream;
using Memori.Server.Health;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes that say whether and what the service is.</summary>
public static class HealthEndpoints
{
    /// <summary>Maps <c>GET /health</c> and <c>GET /api/version</c>.</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", (ClaudeUpstream claude) => new HealthDocument("ok", ClaudeHealthDocument.Of(claude.Health))).WithName("health").WithTags("Service").WithSummary("Whether the process is alive");
        routes.MapGet("/api/version", () => new VersionDocument("memori", Version)).WithName("version").WithTags("Service").WithSummary("The version that runs");
        return routes;
    }

    private static string Version { get; } =
        typeof(HealthEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
