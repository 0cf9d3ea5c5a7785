using Memori.Alerts;
using Memori.Jobs;
using Memori.Ledger;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Reload;
using Memori.Server.Monitoring.Alerts;
using Memori.Server.Usage;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Composes what the service knows of usage and limits.</summary>
internal static class UsageServiceExtensions
{
    /// <summary>Adds the ledger with the limits of the settings, and the delivery of alerts to where they say, as both are at the moment.</summary>
    public static IServiceCollection AddUsage(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.GetRequiredService<LiveSettings>().Follow(new UsageLimits(), Limit));
        services.TryAddSingleton(provider => new AlertSink(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IJobStore>(),
            provider.GetRequiredService<ILogger<AlertSink>>(),
            () => provider.GetRequiredService<LiveSettings>().Current.AlertWebhook is not null,
            provider.GetRequiredService<AlertBook>().Note));
        services.AddUsageLedger();
        services.TryAddSingleton<UsagePricing>();
        services.AddSingleton<IJobHandler, AlertWebhook>();
        return services;
    }

    private static void Limit(UsageLimits limits, MemoriSettings settings)
    {
        limits.DailyTokens = settings.DailyTokenLimit switch
        {
            0 => null,
            null when settings.CallersBringKeys => null,
            var chosen => chosen ?? new UsageLimits().DailyTokens,
        };
        limits.TokensPerRequest = settings.PerRequestTokenLimit == 0 ? null : settings.PerRequestTokenLimit;
        limits.AlertThreshold = settings.BudgetAlertThreshold;
    }
}
