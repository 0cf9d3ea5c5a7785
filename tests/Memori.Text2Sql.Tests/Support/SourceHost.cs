using Memori.Sqlite;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Diagnosis;
using Memori.Text2Sql.DataSources.Drivers;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Tests.Support;

/// <summary>Datasources on a state of their own, which outlives restarts of what works on it.</summary>
internal sealed class SourceHost : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private SourceHost()
    {
    }

    public FixedTime Time { get; } = new();

    public SqliteDatabase State { get; private set; } = null!;

    public DataSourceOptions Options { get; private set; } = null!;

    public DataSourceCatalog Catalog { get; private set; } = null!;

    public SchemaCatalog Schemas { get; private set; } = null!;

    public ConnectionCheck Check => new(Catalog, Options);

    public DataSourceRemoval Removal => new(Catalog, Options, new SqliteMemoryStore(State));

    public string Data => _directory.File("data");

    public string StateFile => Path.Combine(Data, "memori.db");

    public static async Task<SourceHost> StartAsync()
    {
        var host = new SourceHost();
        Directory.CreateDirectory(host.Data);
        host.State = await SqliteDatabase.OpenAsync(host.StateFile, host.Time, TestContext.Current.CancellationToken);
        await host.State.MigrateAsync(typeof(DataSourceCatalog).Assembly, TestContext.Current.CancellationToken);
        host.Restart();
        return host;
    }

    /// <summary>A path outside of the data directory.</summary>
    public string File(string name) => _directory.File(name);

    /// <summary>What a new process would have, with these options.</summary>
    public void Restart(Func<DataSourceOptions, DataSourceOptions>? change = null, params DatabaseDriver[] drivers)
    {
        var options = new DataSourceOptions { DataDirectory = Data, Withheld = [StateFile, Path.Combine(Data, "backups")] };
        Options = change?.Invoke(options) ?? options;
        Catalog = new DataSourceCatalog(State, Options, Time, drivers);
        Schemas = new SchemaCatalog(State, new SchemaReader(), Time);
    }

    /// <summary>Every byte that is kept under the data directory, but for the key.</summary>
    public IEnumerable<(string Path, byte[] Bytes)> Files() => Directory
        .EnumerateFiles(Data, "*", SearchOption.AllDirectories)
        .Where(path => !path.EndsWith("secret.key", StringComparison.Ordinal))
        .Select(path =>
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return (path, copy.ToArray());
        });

    public Task<T> ReadAsync<T>(string sql, Func<System.Data.Common.DbDataReader, T> map) =>
        State.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = sql;
                await using var reader = await command.ExecuteReaderAsync(token);
                await reader.ReadAsync(token);
                return map(reader);
            },
            TestContext.Current.CancellationToken);

    public Task WriteAsync(string sql) =>
        State.WriteAsync(
            async (transaction, token) =>
            {
                await using var command = transaction.Connection!.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = sql;
                return await command.ExecuteNonQueryAsync(token);
            },
            TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await State.DisposeAsync();
        _directory.Dispose();
    }
}
