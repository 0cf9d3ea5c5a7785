using Memori.Server.Access;
using Memori.Server.Access.Network;
using Memori.Server.Configuration;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Puts what decides who is let in into the way of requests.</summary>
internal static class AccessApplication
{
    /// <summary>Forwarded headers of trusted proxies, security headers, allowed hosts and CORS. Before everything that reads the caller's address or the scheme.</summary>
    public static WebApplication UseNetworkAccess(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<MemoriSettings>();
        if (settings.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders(TrustedProxies.Options(settings));
        }

        app.Use(ResponseHeaders.SetAsync);
        app.Use(HostGuard.CheckAsync);
        if (settings.CorsOrigins.Count > 0)
        {
            app.UseCors();
        }

        return app;
    }

    /// <summary>Who sends a request, and whether that one is let in.</summary>
    public static WebApplication UseAccessGate(this WebApplication app)
    {
        app.Use(AccessGate.CheckAsync);
        return app;
    }
}
