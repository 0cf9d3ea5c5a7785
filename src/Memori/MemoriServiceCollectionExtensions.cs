using Memori;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the memory engine.</summary>
public static class MemoriServiceCollectionExtensions
{
    /// <summary>Adds <see cref="MemoryEngine"/> as a singleton. Without a store added to the builder, memories and jobs live in this process only.</summary>
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
        services.TryAddSingleton<MemoryEngine>();
        return new MemoriBuilder(services);
    }
}
