using Memori.Claude.Upstream;
using Memori.Ledger;
using Memori.Server.Configuration;
using Memori.Server.Monitoring;
using Memori.Server.Monitoring.Alerts;
using Memori.Server.Monitoring.Leaks;
using Memori.Server.Monitoring.Memory;
using Memori.Server.Monitoring.Performance;
using Memori.Server.Monitoring.Requests;
using Memori.Server.Users;
using Memori.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Composes what the service measures of itself.</summary>
internal static class MonitoringServiceExtensions
{
    /// <summary>Adds the figures of requests and memories, the leak detector, the performance analyser and the alerts. Before all that settles when it stops: its figures are written last.</summary>
    public static IServiceCollection AddMonitoring(this IServiceCollection services)
    {
        services.AddSingleton<RequestStore>().AddSingleton<MemoryMetricsStore>().AddSingleton<SnapshotStore>();
        services.AddSingleton<AlertBook>().AddHostedService(provider => provider.GetRequiredService<AlertBook>());
        services.AddSingleton<MemorySampler>().AddHostedService(provider => provider.GetRequiredService<MemorySampler>());
        services.AddSingleton<RequestRecorder>().AddHostedService(provider => provider.GetRequiredService<RequestRecorder>());
        services.AddSingleton<ProcessWatch>().AddHostedService(provider => provider.GetRequiredService<ProcessWatch>());
        services.AddSingleton(provider => new PerformanceAnalyzer(
            provider.GetRequiredService<RequestStore>(),
            provider.GetRequiredService<UsageLedger>(),
            provider.GetRequiredService<IJobStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<MemoriSettings>(),
            provider.GetService<ClaudeUpstream>()));
        services.AddSingleton(provider => new MonitoringService(
            provider.GetRequiredService<RequestStore>(),
            provider.GetRequiredService<MemoryMetricsStore>(),
            provider.GetRequiredService<SnapshotStore>(),
            provider.GetRequiredService<PerformanceAnalyzer>(),
            provider.GetRequiredService<MemoriSettings>()));
        return services.AddScheduledWork<RollupWork>().AddScheduledWork<MetricsRetentionWork>().AddScheduledWork<AlertsWork>().AddSingleton<IUserData, MetricsUserData>();
    }
}
