using Memori.Server.Configuration;
using Memori.Server.Configuration.Reload;
using Memori.Server.Limits;
using Memori.Server.Proxy;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the limits of what callers may take, and puts them before the work.</summary>
internal static class LimitServiceExtensions
{
    // A client that means it sends its headers at once.
    private static readonly TimeSpan HeaderTime = TimeSpan.FromSeconds(15);

    /// <summary>Adds the queues of requests and the web server's own limits.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services, MemoriSettings settings)
    {
        services.AddSingleton(provider => Gate(provider, static now => (now.MaxConcurrentRequests, now.MaxRequestsPerUser)));
        services.AddKeyedSingleton(Door.Slots, (provider, _) => Gate(provider, static now => (now.ProxyMaxConcurrent, now.ProxyMaxPerUser)));
        return services.Configure<KestrelServerOptions>(server =>
        {
            server.Limits.MaxRequestBodySize = settings.MaxBodyMegabytes * (1L << 20);
            server.Limits.RequestHeadersTimeout = HeaderTime;
        });
    }

    /// <summary>Before it is checked who calls: the time that a request may take, attempts with keys, and when it makes sense to come again.</summary>
    public static IApplicationBuilder UseRequestLimits(this IApplicationBuilder app) => app.UseMiddleware<RequestTime>().UseMiddleware<KeyAttempts>();

    /// <summary>After it was checked who calls: how often.</summary>
    public static IApplicationBuilder UseRateLimit(this IApplicationBuilder app) => app.UseMiddleware<RateLimit>();

    // Opened by what it follows before anybody asks for a place.
    private static ConcurrencyGate Gate(IServiceProvider provider, Func<MemoriSettings, (int All, int PerUser)> limits) => provider.GetRequiredService<LiveSettings>().Follow(
        new ConcurrencyGate(1, 1, TimeSpan.Zero, provider.GetRequiredService<TimeProvider>()),
        (gate, now) => gate.Change(limits(now).All, limits(now).PerUser, TimeSpan.FromSeconds(now.QueueTimeoutSeconds)));
}
