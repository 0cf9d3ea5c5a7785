using Memori.Server.Access.Keys;
using Memori.Server.Configuration;
using Memori.Server.Users;

namespace Memori.Server.Access;

/// <summary>
/// Lets nobody in without a credential once there are any, and says who came with which. A key or token comes as <c>Authorization: Bearer</c>,
/// <c>x-api-key</c>, or, where those carry a key of somebody else, <c>X-Memori-Key</c>.
/// </summary>
internal static class AccessGate
{
    /// <summary>The header of our own, for clients whose other headers carry a key of somebody else.</summary>
    public const string Header = "X-Memori-Key";

    // By what is going to answer, not by how the path was written.
    private static readonly string[] Open = ["/health", "/health/ready", "/api/version", "/openapi.json"];
    private const string Docs = "/docs";
    private const string Metrics = "/metrics";

    public static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await AdmitAsync(context);
        }
        catch (MemoriException refused) when (refused.Kind == FaultKind.Unauthenticated)
        {
            Challenge(context, refused.Code == KeyFaults.MissingCode ? "Bearer realm=\"memori\"" : "Bearer realm=\"memori\", error=\"invalid_token\"");
            throw;
        }

        await next(context);
    }

    /// <summary>Who a request came from; null when nobody needs to prove it, as the service is for this machine alone.</summary>
    public static Identity? IdentityOf(HttpRequest request) => request.HttpContext.Features.Get<Identity>();

    /// <summary>Refuses whoever may not administer.</summary>
    /// <exception cref="MemoriException"><c>not-administrator</c>.</exception>
    public static void RequireAdministrator(HttpRequest request)
    {
        if (IdentityOf(request) is { Role: not KeyRole.Admin })
        {
            throw KeyFaults.NotAdministrator();
        }
    }

    /// <summary>Says with a 401 what kind of credential is asked for (RFC 9110, 11.6.1; RFC 6750, 3).</summary>
    public static void Challenge(HttpContext context, string challenge) => context.Response.OnStarting(() =>
    {
        context.Response.Headers.WWWAuthenticate = challenge;
        return Task.CompletedTask;
    });

    private static async Task AdmitAsync(HttpContext context)
    {
        var authenticator = context.RequestServices.GetRequiredService<Authenticator>();
        if (await authenticator.IdentifyAsync(context.Request, context.RequestAborted) is { } identity)
        {
            context.Features.Set(identity);
            if (identity is { Role: KeyRole.User, UserId: { } user })
            {
                // From here on: a body that comes late must not bring back somebody who was forgotten meanwhile.
                UserPresence.Attend(context, user);
            }
        }
        else if (!IsOpen(context) && await authenticator.IsClosedAsync(context.RequestAborted))
        {
            throw Authenticator.CameWithAnother(context.Request) ? KeyFaults.NotOurs() : KeyFaults.Missing();
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<AdministratorsOnly>() is not null)
        {
            // Before the body is read: what it holds is nobody else's to have parsed.
            RequireAdministrator(context.Request);
        }
    }

    private static bool IsOpen(HttpContext context) => context.GetEndpoint() switch
    {
        RouteEndpoint { RoutePattern.RawText: Metrics } => context.RequestServices.GetRequiredService<MemoriSettings>().MetricsOpen,
        RouteEndpoint known => Open.Contains(known.RoutePattern.RawText, StringComparer.Ordinal),
        null => context.Request.Path.StartsWithSegments(Docs, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
