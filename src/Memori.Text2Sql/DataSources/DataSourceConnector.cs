using Memori.Text2Sql.DataSources.Files;
using Memori.Text2Sql.DataSources.Postgres;
using Memori.Text2Sql.DataSources.Sample;
using Memori.Text2Sql.DataSources.Sqlite;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.DataSources;

/// <summary>Makes a target ready to be asked: writes the sample, imports the file, completes the connection string. Thread-safe.</summary>
internal sealed class DataSourceConnector(DataSourceOptions options, TimeProvider time)
{
    // One at a time: two requests must not write the same file twice.
    private static readonly SemaphoreSlim s_writing = new(1);

    private readonly FileImports _imports = new(options);

    /// <summary>The connection string of a target that is ready.</summary>
    public async Task<string> PrepareAsync(DataSourceTarget target, PostgresUrl? url, CancellationToken cancellationToken) => target.Kind switch
    {
        DataSourceKind.Postgres => url!.ToConnectionString(),
        DataSourceKind.Sqlite => OfFile(target.Location),
        DataSourceKind.Csv or DataSourceKind.Xlsx => OfFile(await _imports.EnsureAsync(target.Location, target.Name, cancellationToken).ConfigureAwait(false)),
        _ => OfFile(await EnsureSampleAsync(cancellationToken).ConfigureAwait(false)),
    };

    /// <summary>Connects once, so that what is wrong shows before the first question.</summary>
    public static async Task ProbeAsync(DataSourceTarget target, string connectionString, CancellationToken cancellationToken)
    {
        if (target.Kind == DataSourceKind.Postgres)
        {
            var connection = await PostgresPools.OpenAsync(connectionString, target.Key, cancellationToken).ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
            return;
        }

        using var file = SqliteReadOnly.Open(connectionString);
        using var command = file.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_schema";
        try
        {
            command.ExecuteScalar();
        }
        catch (SqliteException failure)
        {
            throw SqliteReadOnly.Explain(failure, target.Location);
        }
    }

    private static string OfFile(string path) => new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString;

    private async Task<string> EnsureSampleAsync(CancellationToken cancellationToken)
    {
        await s_writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var path = Path.GetFullPath(Path.Combine(options.DataDirectory, "sample.db"));
            Directory.CreateDirectory(options.DataDirectory);
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
