using System.Reflection;
using Memori.Ledger;
using Memori.Sqlite;
using Memori.Storage;
using Memori.Text2Sql.DataSources;

namespace Memori.Server;

/// <summary>What must be done once before the services are used.</summary>
public static class ServiceStartup
{
    /// <summary>The libraries that keep tables in the state file.</summary>
    public static IReadOnlyList<Assembly> StateLibraries { get; } =
        [typeof(SqliteDatabase).Assembly, typeof(UsageLedger).Assembly, typeof(DataSourceCatalog).Assembly, typeof(ServiceStartup).Assembly];

    /// <summary>Brings the store up to date.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken = default)
    {
        var database = services.GetRequiredService<IDatabase>();
        foreach (var library in StateLibraries)
        {
            await database.MigrateAsync(library, cancellationToken);
        }
    }
}
