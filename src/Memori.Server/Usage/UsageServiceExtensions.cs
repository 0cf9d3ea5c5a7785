using Memori.Jobs;
using Memori.Ledger;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Reload;
using Memori.Server.Usage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Composes what the service knows of usage and limits.</summary>
internal static class UsageServiceExtensions
{
    /// <summary>Adds the ledger with the limits of the settings, and the delivery of alerts when they say where.</summary>
    public static IServiceCollection AddUsage(this IServiceCollection services, MemoriSettings settings)
    {
        services.TryAddSingleton(provider => provider.GetRequiredService<LiveSettings>().Follow(new UsageLimits(), Limit));
        services.AddUsageLedger(deliverAlerts: settings.AlertWebhook is not null);
        services.TryAddSingleton<UsagePricing>();
        if (settings.AlertWebhook is { } address)
        {
            services.AddSingleton<IJobHandler>(_ => new AlertWebhook(address));
        }

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
