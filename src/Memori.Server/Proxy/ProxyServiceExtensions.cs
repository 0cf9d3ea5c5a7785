using Memori.Claude;
using Memori.Claude.Models;
using Memori.Claude.Tokens;
using Memori.Claude.Upstream;
using Memori.Server.Configuration;
using Memori.Server.Proxy;
using Memori.Server.Proxy.Callers;
using Memori.Server.Proxy.Metering;
using Memori.Server.Proxy.Remembering;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the door.</summary>
internal static class ProxyServiceExtensions
{
    /// <summary>Adds what <c>/v1/messages</c> needs. The API is reached even when the service has no key of its own: callers may bring theirs.</summary>
    public static IServiceCollection AddProxy(this IServiceCollection services, MemoriSettings settings)
    {
        services.TryAddSingleton(provider => new TokenEstimator(provider.GetRequiredService<ModelCatalog>()));
        services.TryAddSingleton<TokenCounter>();
        services.TryAddSingleton(_ => new ClaudeOptions
        {
            BaseUrl = settings.AnthropicBaseUrl ?? new ClaudeOptions().BaseUrl,
            RequestsPerMinute = settings.RequestsPerMinute,
        });
        services.TryAddSingleton(provider => new ClaudeUpstream(
            provider.GetRequiredService<ClaudeOptions>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<ILoggerFactory>()));
        services.AddSingleton<ProxySecret>().AddSingleton<ProxyCallers>().AddSingleton<ProxyMoney>().AddSingleton<ProxyMemory>().AddSingleton<BodyRoom>().AddSingleton<Door>();
        services.AddSingleton<AfterAnswer>().AddHostedService(provider => provider.GetRequiredService<AfterAnswer>());
        return services;
    }
}
