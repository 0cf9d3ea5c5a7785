using System.Net;
using System.Reflection;
using Memori.Claude.Upstream;
using Memori.Server.Access;
using Memori.Server.Access.Keys;
using Memori.Server.Errors;
using Memori.Server.Health;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes that say whether and what the service is.</summary>
public static class HealthEndpoints
{
    private const string RetryAfterSeconds = "5";

    /// <summary>Maps <c>GET /health</c>, <c>GET /health/ready</c> and <c>GET /api/version</c>.</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", Alive).WithName("health").WithTags("Service").WithSummary("Whether the process is alive");
        routes.MapGet("/health/ready", ReadyAsync).WithName("ready").WithTags("Service").WithSummary("Whether the service can do its work: 200, or 503").Produces<ReadyDocument>().Produces<ReadyDocument>(503);

        // Some load balancers look at the status alone.
        routes.MapMethods("/health", [HttpMethods.Head], Alive).ExcludeFromDescription();
        routes.MapMethods("/health/ready", [HttpMethods.Head], ReadyAsync).ExcludeFromDescription();
        routes.MapGet("/api/version", () => new VersionDocument("memori", Version)).WithName("version").WithTags("Service").WithSummary("The version that runs");
        return routes;
    }

    private static string Version { get; } =
        typeof(HealthEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private static HealthDocument Alive(ClaudeUpstream claude) => new("ok", ClaudeHealthDocument.Of(claude.Health));

    private static async Task<IResult> ReadyAsync(HttpContext http, Readiness readiness, CancellationToken cancellationToken)
    {
        var document = ReadyDocument.From(await readiness.CheckAsync(cancellationToken), MaySeeDetails(http), RequestLanguage.Of(http.Request));
        http.Response.Headers.CacheControl = "no-store";
        if (document.Status != "failed")
        {
            return TypedResults.Ok(document);
        }

        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return TypedResults.Json(document, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Administrators, and people at this machine. What a proxy passes on is not from this machine, whatever it looks like.</summary>
    private static bool MaySeeDetails(HttpContext http) => AccessGate.IdentityOf(http.Request) is { } identity
        ? identity.Role == KeyRole.Admin
        : http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from) && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");
}
