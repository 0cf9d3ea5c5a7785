using Memori.Server.Configuration;
using Memori.Server.Proxy;
using Microsoft.Net.Http.Headers;

namespace Memori.Server.Access.Network;

/// <summary>What every answer of our own says to browsers: what it is, that nothing else may be made of it, and that it is not to be kept.</summary>
internal static class ResponseHeaders
{
    // JSON loads nothing and is shown in no frame.
    private const string OfData = "default-src 'none'; frame-ancestors 'none'";

    // The page of the documentation is its own scripts; it styles itself and has images in its styles.
    private const string OfDocs = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string OneYear = "max-age=31536000";

    public static Task SetAsync(HttpContext context, RequestDelegate next)
    {
        // At the last moment: whoever handles a failure begins with empty headers.
        context.Response.OnStarting(static state =>
        {
            if (!PassedOn.Is((HttpContext)state))
            {
                Set((HttpContext)state);
            }

            return Task.CompletedTask;
        }, context);
        return next(context);
    }

    private static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase) ? OfDocs : OfData;
        }

        if (headers.CacheControl.Count == 0 && !context.Request.Path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase))
        {
            headers.CacheControl = "no-store";
        }

        if (context.Response.StatusCode == StatusCodes.Status401Unauthorized && headers.WWWAuthenticate.Count == 0)
        {
            // RFC 9110, 11.6.1: a 401 says what kind of credential there is, also where it is the session that is over.
            headers.WWWAuthenticate = "Bearer realm=\"memori\"";
        }

        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = OneYear;
        }

        if (context.RequestServices.GetRequiredService<MemoriSettings>().CorsOrigins.Count > 0)
        {
            // Also where no origin was named: a cache must not give that answer to a page.
            headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.Origin);
        }
    }
}
