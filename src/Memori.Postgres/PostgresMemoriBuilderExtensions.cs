using Memori;
using Memori.Postgres;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the PostgreSQL store.</summary>
public static class PostgresMemoriBuilderExtensions
{
    /// <summary>Keeps memories and the service's state in a PostgreSQL database, which is not connected to before its first use.</summary>
    /// <exception cref="MemoriException"><c>state-database-url</c> when the URL is none.</exception>
    public static MemoriBuilder AddPostgresStore(this MemoriBuilder builder, PostgresOptions options)
    {
        builder.Services.TryAddSingleton(provider => PostgresDatabase.Create(options, provider.GetRequiredService<TimeProvider>()));
        builder.Services.TryAddSingleton<IDatabase>(provider => provider.GetRequiredService<PostgresDatabase>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IMemoryStore, PostgresMemoryStore>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IJobStore, PostgresJobStore>());
        return builder;
    }
}
