using System.Reflection;
using Memori.Ledger;
using Memori.Postgres;
using Memori.Server.Configuration;
using Memori.Server.State;
using Memori.Sqlite;
using Memori.Storage;
using Memori.Text2Sql.DataSources;

namespace Memori.Server;

/// <summary>What must be done once before the services are used.</summary>
public static class ServiceStartup
{
    /// <summary>The libraries that keep tables in the state. Each store's own has none for the other.</summary>
    public static IReadOnlyList<Assembly> StateLibraries { get; } =
        [typeof(SqliteDatabase).Assembly, typeof(PostgresDatabase).Assembly, typeof(UsageLedger).Assembly, typeof(DataSourceCatalog).Assembly, typeof(ServiceStartup).Assembly];

    /// <summary>Brings the store up to date.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken = default)
    {
        if (services.GetRequiredService<MemoriSettings>() is { KeepsInPostgres: true, DataDirectory: var data })
        {
            // The embedded store makes it for its own file; what a person uploads is kept there whichever the store.
            Directory.CreateDirectory(data);
        }

        var database = services.GetRequiredService<IDatabase>();
        foreach (var library in StateLibraries)
        {
            await database.MigrateAsync(library, cancellationToken);
        }
    }

    /// <summary>
    /// The same for a service that is to listen. As long as its state in PostgreSQL is unavailable, something else listens in its place, which is alive but not ready
    /// and answers 503, and it is tried again every second or two.
    /// </summary>
    /// <param name="services">The services of the service.</param>
    /// <param name="urls">Where it is to listen.</param>
    /// <param name="begin">Starts what listens meanwhile; called once, and only when the state is unavailable, with what is wrong.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether the store is up to date; false when the process was told to end meanwhile.</returns>
    public static Task<bool> PrepareOrWaitAsync(IServiceProvider services, string urls, Func<WebApplication, MemoriException, Task> begin, CancellationToken cancellationToken = default) =>
        WaitingServer.PrepareAsync(services, urls, begin, cancellationToken);
}
