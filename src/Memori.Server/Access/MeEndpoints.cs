using Memori.Server.Access;
using Memori.Server.Access.Keys;
using Memori.Server.Configuration.Reload;
using Memori.Server.Proxy.Callers;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The route that says who asks.</summary>
public static class MeEndpoints
{
    /// <summary>Maps <c>GET /api/me</c>, which needs no credential; one that is sent must be valid.</summary>
    public static IEndpointRouteBuilder MapMe(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/me", MeAsync).WithName("get_me").WithTags("Service").WithSummary("Who the caller is, and what the caller may do").ProducesProblem(401).ProducesProblem(403);
        return routes;
    }

    private static async Task<MeDocument> MeAsync(HttpRequest request, Authenticator authenticator, LiveSettings live, CancellationToken cancellationToken)
    {
        // Whoever names another is told so here too.
        _ = CallerIdentity.NamedCaller(request);
        var identity = AccessGate.IdentityOf(request);
        var me = new MeDocument { Authenticated = identity is not null, Open = !await authenticator.IsClosedAsync(cancellationToken), DefaultUser = ProxyCallers.DefaultUser };
        var settings = live.Current;
        return identity is null && !me.Open ? me : me with
        {
            Role = identity?.Role.ToString().ToLowerInvariant(),
            UserId = identity?.UserId,
            Label = identity?.Label,
            Administrator = identity is null or { Role: KeyRole.Admin },
            Datasources = identity?.DataSources,
            Claude = settings.AnthropicApiKey is not null,
            Version = HealthEndpoints.Version,
            MaxRows = settings.MaxRows,
            MaxExportRows = settings.MaxExportRows,
            MaxUploadBytes = settings.MaxUploadMegabytes * (1L << 20),
            SessionIdleMinutes = settings.SessionTimeoutMinutes,
        };
    }
}
