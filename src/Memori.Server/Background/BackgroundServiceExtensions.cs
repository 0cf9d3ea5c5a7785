using Memori.Server.Ask.Runs;
using Memori.Server.Background;
using Memori.Server.Configuration;
using Memori.Server.Jobs;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Composes what the service does by itself.</summary>
internal static class BackgroundServiceExtensions
{
    /// <summary>Adds scheduled work and what runs it when told to.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.TryAddSingleton<WorkRunner>();
        return services.AddScheduledWork<LifecycleWork>().AddScheduledWork<OrphanedCallsWork>().AddScheduledWork<ReconciliationWork>()
            .AddScheduledWork<DataSourceDriftWork>().AddScheduledWork<StateCareWork>().AddScheduledWork<BackupWork>().AddScheduledWork<DiskSpaceWork>();
    }

    /// <summary>Has all that run by itself as long as the service runs, and end in good order when it stops.</summary>
    public static IServiceCollection AddBackground(this IServiceCollection services, MemoriSettings settings)
    {
        services.AddSingleton<ServiceStop>().AddSingleton<WorkScheduler>().AddSingleton<AskRunner>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(settings.ShutdownTimeoutSeconds) + (2 * ServiceStop.LastWords));
        services.AddHostedService(provider => provider.GetRequiredService<AskRunner>());
        return services.AddHostedService<BackgroundWork>().AddHostedService<EmbeddingWork>().AddHostedService(provider => provider.GetRequiredService<WorkScheduler>());
    }
}
