using Memori.Server.Access.Keys;
using Memori.Server.Configuration;

namespace Memori.Server.Access;

/// <summary>
/// Lets nobody in without a key once there are keys, and says who came with which. A key comes as <c>Authorization: Bearer</c>, <c>x-api-key</c>,
/// or, where those carry a key of somebody else, <c>X-Memori-Key</c>.
/// </summary>
internal static class AccessGate
{
    public const string Header = "X-Memori-Key";
    private const string AnthropicHeader = "x-api-key";

    private static readonly string[] Open = ["/health", "/api/version", "/docs", "/openapi.json"];

    public static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var keys = context.RequestServices.GetRequiredService<ApiKeys>();
        if (Credential(context.Request) is { } secret)
        {
            context.Features.Set(Identity.Of(await keys.FindAsync(secret, context.RequestAborted) ?? throw KeyFaults.Unknown()));
        }
        else if (!IsOpen(context) && await keys.AreConfiguredAsync(context.RequestAborted))
        {
            throw CameWithAnother(context.Request) ? KeyFaults.NotOurs() : KeyFaults.Missing();
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

    private static string? Credential(HttpRequest request)
    {
        if (request.Headers[Header].ToString() is { Length: > 0 } ours)
        {
            return ours;
        }

        if (KeySecret.OfBearer(request.Headers.Authorization.ToString()) is { } bearer && KeySecret.IsOurs(bearer))
        {
            return bearer;
        }

        var key = request.Headers[AnthropicHeader].ToString();
        return KeySecret.IsOurs(key) ? key : null;
    }

    /// <summary>Whether something was sent where a key belongs that is, by its form, none of ours.</summary>
    private static bool CameWithAnother(HttpRequest request) => request.Headers.ContainsKey(AnthropicHeader) || request.Headers.Authorization.Count > 0;

    private static bool IsOpen(HttpContext context) =>
        Array.Exists(Open, open => context.Request.Path.StartsWithSegments(open, StringComparison.OrdinalIgnoreCase))
        || (context.Request.Path.Equals("/metrics", StringComparison.OrdinalIgnoreCase) && context.RequestServices.GetRequiredService<MemoriSettings>().MetricsOpen);
}
