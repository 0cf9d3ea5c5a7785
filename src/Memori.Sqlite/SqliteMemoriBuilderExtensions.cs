using Memori;
using Memori.Sqlite;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the SQLite store.</summary>
public static class SqliteMemoriBuilderExtensions
{
    /// <summary>Keeps memories and the service's state in the SQLite file at <paramref name="path"/>, opened on first use.</summary>
    /// <exception cref="MemoriException"><c>state-database-unreadable</c> on first use, when the file can't be opened.</exception>
    public static MemoriBuilder AddSqliteStore(this MemoriBuilder builder, string path)
    {
        // A container can't wait; opening does no other work than a local file's.
        builder.Services.TryAddSingleton(provider =>
            Task.Run(() => SqliteDatabase.OpenAsync(path, provider.GetRequiredService<TimeProvider>())).GetAwaiter().GetResult());
        builder.Services.TryAddSingleton<IDatabase>(provider => provider.GetRequiredService<SqliteDatabase>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IMemoryStore, SqliteMemoryStore>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IJobStore, SqliteJobStore>());
        return builder;
    }
}
