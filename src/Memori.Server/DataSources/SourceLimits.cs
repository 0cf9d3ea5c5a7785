using Memori.Server.Background;
using Memori.Server.Configuration;
using Memori.Text2Sql.DataSources;

namespace Memori.Server.DataSources;

/// <summary>What may be a datasource: for a server, which others speak to, and for a person at their own machine.</summary>
internal static class SourceLimits
{
    /// <summary>Files below the configured directories, hosts of the list; this machine itself while nobody else is served.</summary>
    public static DataSourceOptions OfServer(MemoriSettings settings, bool isLoopback) => Options(settings) with
    {
        FileRoots =
        [
            .. settings.DatasourceRoots ?? [Path.Combine(settings.DataDirectory, "databases")],
            Path.Combine(settings.DataDirectory, "uploads"),
            Path.Combine(settings.DataDirectory, "imports"),
        ],
        Hosts = settings.DatasourceHosts.WithLoopback(isLoopback),
    };

    /// <summary>Whatever the person may reach, but the service's own state.</summary>
    public static DataSourceOptions OfPerson(MemoriSettings settings) => Options(settings);

    private static DataSourceOptions Options(MemoriSettings settings) => new()
    {
        DataDirectory = settings.DataDirectory,
        Withheld = [settings.StateFile, Path.Combine(settings.DataDirectory, "backups"), BackupWork.Files(settings)],
        SecretKey = settings.SecretKey,
        PreviousSecretKey = settings.PreviousSecretKey,
    };
}
