using Memori.Alerts;
using Memori.Ledger;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the ledger.</summary>
public static class UsageLedgerServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="UsageLedger"/>, <see cref="UsageLimits"/> and <see cref="AlertSink"/> as singletons, on the <see cref="IDatabase"/> and <see cref="IJobStore"/>
    /// that are registered. Before first use, bring its tables up to date: <c>database.MigrateAsync(typeof(UsageLedger).Assembly)</c>. A host calls <see cref="UsageLedger.ResolveOrphansAsync"/> and <see cref="UsageLedger.ReconcileAsync"/> from time to time.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configure">Changes the general limits. Default: 1,000,000 tokens a day and user, any number in a request.</param>
    /// <param name="deliverAlerts">Whether alerts are put into the queue <see cref="AlertSink.Queue"/>, for which there must be a handler. Default false: they are logged and counted.</param>
    public static IServiceCollection AddUsageLedger(this IServiceCollection services, Action<UsageLimits>? configure = null, bool deliverAlerts = false)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ =>
        {
            var limits = new UsageLimits();
            configure?.Invoke(limits);
            return limits;
        });
        services.TryAddSingleton(provider => new AlertSink(
            provider.GetRequiredService<TimeProvider>(),
            deliverAlerts ? provider.GetRequiredService<IJobStore>() : null,
            provider.GetService<ILogger<AlertSink>>()));
        services.TryAddSingleton<UsageLedger>();
        return services;
    }
}
