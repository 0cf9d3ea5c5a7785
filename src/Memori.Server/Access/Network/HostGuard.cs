using System.Net;
using Memori.Server.Configuration;
using Memori.Text;

namespace Memori.Server.Access.Network;

/// <summary>
/// By which names and from where the service is called. While nobody needs a key it is for this machine alone: another Host or Origin is refused, which stops
/// pages of other sites (DNS rebinding, cross-site requests) from speaking to it, and so is whatever came through a proxy. Afterwards the names of
/// <c>MEMORI_ALLOWED_HOSTS</c> count, if there are any.
/// </summary>
internal static class HostGuard
{
    private static readonly string[] OfProxies = ["X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via"];

    public static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var settings = context.RequestServices.GetRequiredService<MemoriSettings>();

        // A probe from this machine is welcome whether or not others need a key: it must not wait for a state that may be down.
        if (!(IsHealth(context.Request) && IsFromHere(context, settings)) && await context.RequestServices.GetRequiredService<Authenticator>().IsClosedAsync(context.RequestAborted))
        {
            if (settings.PublicHosts is { } names && !IsNamed(context.Request.Host.Host, names) && !IsProbe(context.Request))
            {
                throw new MemoriException(FaultKind.Forbidden, "host-not-allowed", new LocalizedText(
                    "The service is not called by this name (MEMORI_ALLOWED_HOSTS).", "服务不接受此主机名(MEMORI_ALLOWED_HOSTS)。"));
            }
        }
        else if (!IsFromHere(context, settings))
        {
            throw new MemoriException(FaultKind.Forbidden, "loopback-only", new LocalizedText(
                "As long as nobody needs a key, the service answers only requests from this machine to localhost. Make a key (memori keys create) to serve others.",
                "在需要密钥之前,服务只接受本机对 localhost 的请求。如需对外服务,请先创建密钥(memori keys create)。"));
        }

        await next(context);
    }

    private static bool IsFromHere(HttpContext context, MemoriSettings settings) =>
        LoopbackNames.Contains(context.Request.Host.Host)
        && (context.Connection.RemoteIpAddress is not { } from || IPAddress.IsLoopback(from))
        && !Array.Exists(OfProxies, context.Request.Headers.ContainsKey)
        && !IsEmbeddedElsewhere(context.Request.Headers)
        && context.Request.Headers.Origin.All(origin => IsOfThisMachine(origin) || settings.CorsOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase));

    private static bool IsOfThisMachine(string? origin) => string.IsNullOrEmpty(origin)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && (from.Scheme == Uri.UriSchemeHttp || from.Scheme == Uri.UriSchemeHttps) && LoopbackNames.Contains(from.Host));

    // A page elsewhere that embeds what is here, as an image, sends no origin. Whoever follows a link sees where it leads.
    private static bool IsEmbeddedElsewhere(IHeaderDictionary headers) =>
        headers["Sec-Fetch-Site"] == "cross-site" && headers.Origin.Count == 0 && !(headers["Sec-Fetch-Mode"] == "navigate" && headers["Sec-Fetch-Dest"] == "document");

    private static bool IsNamed(string host, IReadOnlyList<string> names) => names.Any(name =>
        name.StartsWith("*.", StringComparison.Ordinal) ? host.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase) && host.Length > name.Length - 1
        : host.Equals(name, StringComparison.OrdinalIgnoreCase));

    // Whoever watches over the process asks by its address.
    private static bool IsProbe(HttpRequest request) => LoopbackNames.Contains(request.Host.Host) || IsHealth(request);

    private static bool IsHealth(HttpRequest request) => request.HttpContext.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: "/health" or "/health/ready" };
}
