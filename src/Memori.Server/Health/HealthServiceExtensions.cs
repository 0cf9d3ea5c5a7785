using Memori.Server.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Composes what the service knows of its own health.</summary>
internal static class HealthServiceExtensions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Adds the checks behind <c>/health/ready</c>.</summary>
    public static IServiceCollection AddReadiness(this IServiceCollection services)
    {
        // Readiness says in the log what changed; the framework would say what is broken at every question.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
        services.AddHealthChecks()
            .AddCheck<StoreCheck>("store", timeout: Patience)
            .AddCheck<MigrationsCheck>("migrations", timeout: Patience)
            .AddCheck<DataSourcesCheck>("datasources", timeout: Patience)
            .AddCheck<ClaudeCheck>("claude", timeout: Patience)
            .AddCheck<DiskCheck>("disk", HealthStatus.Degraded, timeout: Patience)
            .AddCheck<JobsCheck>("jobs", HealthStatus.Degraded, timeout: Patience);

        // It remembers what it found.
        return services.AddSingleton<DataSourcesCheck>().AddSingleton<Readiness>();
    }
}
