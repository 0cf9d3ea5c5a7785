using Memori.Storage;
using Memori.Text2Sql.DataSources.Admission;
using Memori.Text2Sql.DataSources.Drivers;
using Memori.Text2Sql.DataSources.Files;
using Memori.Text2Sql.DataSources.Postgres;
using Memori.Text2Sql.DataSources.Sample;
using Memori.Text2Sql.DataSources.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Memori.Text2Sql.DataSources;

/// <summary>Makes a target ready to be asked: writes the sample, imports the file, completes the connection string. Thread-safe.</summary>
internal sealed class DataSourceConnector(DataSourceOptions options, TimeProvider time, FileAdmission files, HostAdmission hosts)
{
    // A file with these tables is a state of Memori, wherever it was copied to.
    private const string CountOwnTables = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('schema_migration', 'memory_owner', 'datasource')";
    private const int OwnTables = 3;

    // One at a time: two requests must not write the same file twice.
    private static readonly SemaphoreSlim s_writing = new(1);

    private readonly FileImports _imports = new(options);

    /// <summary>The connection string of a target that is ready.</summary>
    public async Task<string> PrepareAsync(DataSourceTarget target, DatabaseUrl? url, CancellationToken cancellationToken)
    {
        switch (target.Kind)
        {
            case DataSourceKind.Postgres or DataSourceKind.External:
                var addresses = hosts.IsOpen ? [] : await hosts.ResolveAsync(url!.Host, url.Port, cancellationToken).ConfigureAwait(false);
                return target.Driver?.ConnectionString(url!, addresses) ?? url!.ToConnectionString(addresses);
            case DataSourceKind.Sqlite:
                return OfFile(Admit(target.Location));
            case DataSourceKind.Csv or DataSourceKind.Xlsx:
                return OfFile(await _imports.EnsureAsync(Admit(target.Location), cancellationToken).ConfigureAwait(false));
            default:
                return OfFile(await EnsureSampleAsync(cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Connects once, so that what is wrong shows before the first question.</summary>
    public static async Task ProbeAsync(DataSourceTarget target, string connectionString, CancellationToken cancellationToken)
    {
        if (target.Driver is { } driver)
        {
            var session = await ExternalSession.BeginAsync(driver, connectionString, target.Key, ExternalSession.CatalogTimeout, cancellationToken).ConfigureAwait(false);
            await session.DisposeAsync().ConfigureAwait(false);
            return;
        }

        if (target.Kind == DataSourceKind.Postgres)
        {
            await ProbePostgresAsync(target.Key, connectionString, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var file = SqliteReadOnly.Open(connectionString);
        using var command = file.CreateCommand();
        command.CommandText = CountOwnTables;
        try
        {
            if (command.ExecuteScalar() is long count && count >= OwnTables)
            {
                throw DataSourceFaults.OwnState();
            }
        }
        catch (SqliteException failure)
        {
            throw SqliteReadOnly.Explain(failure, target.Location);
        }
    }

    private static async Task ProbePostgresAsync(string key, string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            var session = await PostgresReadOnlySession.BeginAsync(connectionString, key, ExternalSession.CatalogTimeout, cancellationToken).ConfigureAwait(false);
            await session.DisposeAsync().ConfigureAwait(false);
        }
        catch (NpgsqlException failure)
        {
            throw DataSourceFaults.ServerFailed(key, failure.Message, failure);
        }
    }

    private static string OfFile(string path) => new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString;

    // Judged at every opening: a link may lead elsewhere today.
    private string Admit(string path)
    {
        try
        {
            return files.Require(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw DataSourceFaults.Unreadable(path, failure);
        }
    }

    private async Task<string> EnsureSampleAsync(CancellationToken cancellationToken)
    {
        await s_writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var path = Path.GetFullPath(Path.Combine(options.DataDirectory, "sample.db"));
            PrivateFiles.CreateFolder(options.DataDirectory);
            await SampleDatabase.EnsureAsync(path, DateOnly.FromDateTime(time.GetLocalNow().DateTime), cancellationToken).ConfigureAwait(false);
            return path;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw DataSourceFaults.Unreadable(options.DataDirectory, failure);
        }
        finally
        {
            s_writing.Release();
        }
    }
}
