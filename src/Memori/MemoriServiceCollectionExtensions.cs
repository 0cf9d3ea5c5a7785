using Memori;
using Memori.Alerts;
using Memori.Extraction;
using Memori.Injection;
using Memori.Jobs;
using Memori.Lifecycle;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the memory engine.</summary>
public static class MemoriServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="MemoryEngine"/>, <see cref="JobRunner"/> and <see cref="LifecycleSweep"/> as singletons; a host calls the latter two from time to time.
    /// What is observed is extracted by <see cref="RuleExtractor"/> unless another <see cref="IMemoryExtractor"/> is registered; every <see cref="Memori.Ingestion.IMemoryValidator"/> is asked.
    /// Without a store added to the builder, memories and jobs live in this process only.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configure">Changes settings. Default: none.</param>
    public static MemoriBuilder AddMemori(this IServiceCollection services, Action<MemoriOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ =>
        {
            var options = new MemoriOptions();
            configure?.Invoke(options);
            return options;
        });
        services.TryAddSingleton<InMemoryStore>();
        services.TryAddSingleton<IMemoryStore>(provider => provider.GetRequiredService<InMemoryStore>());
        services.TryAddSingleton<IJobStore>(provider => provider.GetRequiredService<InMemoryStore>());
        services.TryAddSingleton(provider => (IInjectedBlockStore)provider.GetRequiredService<IMemoryStore>());
        services.TryAddSingleton<MemoryEngine>();
        services.TryAddSingleton<MemoryInjector>();
        services.TryAddSingleton<IMemoryExtractor, RuleExtractor>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJobHandler, ExtractionJob>());
        services.TryAddSingleton(provider => new JobRunner(
            provider.GetRequiredService<IJobStore>(),
            provider.GetServices<IJobHandler>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<MemoriOptions>().Jobs,
            provider.GetService<ILogger<JobRunner>>(),
            provider.GetService<AlertSink>()));
        services.TryAddSingleton<LifecycleSweep>();
        return new MemoriBuilder(services);
    }
}
