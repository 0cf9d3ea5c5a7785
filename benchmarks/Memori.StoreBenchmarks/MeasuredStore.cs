using Memori.Postgres;
using Memori.Sqlite;
using Memori.Storage;
using Npgsql;

namespace Memori.StoreBenchmarks;

/// <summary>A store with an engine over it, empty at first. Reopened, it starts with nothing in memory.</summary>
internal sealed class MeasuredStore : IAsyncDisposable
{
    private readonly Func<Task<(IMemoryStore Store, IAsyncDisposable Database)>> _open;
    private readonly Func<Task<long>> _bytes;
    private IAsyncDisposable? _database;
    private MemoryEngine? _engine;
    private IMemoryStore? _store;

    private MeasuredStore(string name, string url, Func<Task<(IMemoryStore Store, IAsyncDisposable Database)>> open, Func<Task<long>> bytes) =>
        (Name, Url, _open, _bytes) = (name, url, open, bytes);

    public string Name { get; }

    /// <summary>What <c>MEMORI_DATABASE_URL</c> is for it.</summary>
    public string Url { get; }

    public MemoryEngine Engine => _engine ?? throw new InvalidOperationException("It is not open.");

    public IMemoryStore Store => _store ?? throw new InvalidOperationException("It is not open.");

    public static MeasuredStore Embedded(string folder)
    {
        var path = Path.Combine(folder, "memori.db");
        return new MeasuredStore("embedded", $"sqlite:{path}", OpenAsync, () => Task.FromResult(Directory.EnumerateFiles(folder, "memori.db*").Sum(file => new FileInfo(file).Length)));

        async Task<(IMemoryStore, IAsyncDisposable)> OpenAsync()
        {
            var database = await SqliteDatabase.OpenAsync(path, TimeProvider.System);
            return (new SqliteMemoryStore(database), database);
        }
    }

    /// <summary>A database of its own on a server, which <paramref name="server"/> is the URL of.</summary>
    public static async Task<MeasuredStore> PostgresAsync(string server)
    {
        var name = $"memori_benchmark_{Environment.ProcessId}";
        var url = new UriBuilder(server) { Path = name }.Uri.AbsoluteUri;
        await using var source = NpgsqlDataSource.Create(Connection(server));
        await using var create = source.CreateCommand($"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0");
        await create.ExecuteNonQueryAsync();
        return new MeasuredStore("PostgreSQL", url, OpenAsync, BytesAsync);

        async Task<(IMemoryStore, IAsyncDisposable)> OpenAsync()
        {
            var database = await PostgresDatabase.OpenAsync(new PostgresOptions { Url = url }, TimeProvider.System);
            return (new PostgresMemoryStore(database), database);
        }

        async Task<long> BytesAsync()
        {
            await using var own = NpgsqlDataSource.Create(Connection(url));
            await using var size = own.CreateCommand("SELECT pg_database_size(current_database())");
            return (long)(await size.ExecuteScalarAsync())!;
        }
    }

    public async Task OpenAsync()
    {
        await CloseAsync();
        (_store, _database) = await _open();
        _engine = new MemoryEngine(_store, TimeProvider.System);
    }

    public async Task CloseAsync()
    {
        if (_engine is not null && _database is not null)
        {
            await _engine.DisposeAsync();
            await _database.DisposeAsync();
            (_engine, _store, _database) = (null, null, null);
        }
    }

    /// <summary>Bytes on disk.</summary>
    public Task<long> BytesAsync() => _bytes();

    public async ValueTask DisposeAsync() => await CloseAsync();

    private static string Connection(string url)
    {
        var parts = new Uri(url);
        var user = parts.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = parts.Host,
            Port = parts.Port,
            Username = Uri.UnescapeDataString(user[0]),
            Password = Uri.UnescapeDataString(user[1]),
            Database = parts.AbsolutePath.Trim('/'),
            Pooling = false,
        }.ConnectionString;
    }
}
