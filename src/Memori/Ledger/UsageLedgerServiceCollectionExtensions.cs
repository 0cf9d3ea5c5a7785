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
    /// that are registered. Before first use, bring its tables up to date: <c>database.MigrateAsync(typeof(UsageLedger).Assembly)</c>. One that delivers alerts registers its <see cref="AlertSink"/> first. A host calls <see cref="UsageLedger.ResolveOrphansAsync"/> and <see cref="UsageLedger.ReconcileAsync"/> from time to time.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configure">Changes the general limits. Default: 1,000,000 tokens a day and user, any number in a request.</param>
    public static IServiceCollection AddUsageLedger(this IServiceCollection services, Action<UsageLimits>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ =>
        {
            var limits = new UsageLimits();
            configure?.Invoke(limits);
            return limits;
        });
        services.TryAddSingleton(provider => new AlertSink(provider.GetRequiredService<TimeProvider>(), logger: provider.GetService<ILogger<AlertSink>>()));
        services.TryAddSingleton<UsageLedger>();
        return services;
    }
}
