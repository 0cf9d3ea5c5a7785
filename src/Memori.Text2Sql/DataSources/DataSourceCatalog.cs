using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Memori.Storage;

namespace Memori.Text2Sql.DataSources;

/// <summary>
/// The datasources that the service knows, with ids from 1; the sample is datasource 1. Call <see cref="IDatabase.MigrateAsync"/> with this
/// assembly before use. Passwords are not stored: a PostgreSQL password lasts as long as the catalog that was given it. Thread-safe.
/// </summary>
public sealed class DataSourceCatalog
{
    private const string SelectById = "SELECT id, kind, key, name, location FROM datasource WHERE id = @id";
    private const string SelectByKey = "SELECT id, kind, key, name, location FROM datasource WHERE key = @key";
    private const string SelectAll = "SELECT id, kind, key, name, location FROM datasource ORDER BY id";

    private const string Insert =
        """
        INSERT INTO datasource (key, kind, name, location, created_at) VALUES (@key, @kind, @name, @location, @created_at)
        ON CONFLICT (key) DO UPDATE SET location = excluded.location, kind = excluded.kind
        RETURNING id
        """;

    private readonly ConcurrentDictionary<string, string> _passwords = new(StringComparer.Ordinal);
    private readonly IDatabase _database;
    private readonly DataSourceConnector _connector;
    private readonly TimeProvider _time;

    /// <summary>Creates a catalog.</summary>
    /// <param name="database">Where the datasources are kept.</param>
    /// <param name="options">Where the files that the service makes itself are kept.</param>
    /// <param name="time">The clock; the sample ends today.</param>
    public DataSourceCatalog(IDatabase database, DataSourceOptions options, TimeProvider time)
    {
        _database = database;
        _connector = new DataSourceConnector(options, time);
        _time = time;
    }

    /// <summary>The datasource of a target as typed by a person; known again by its key, else made and stored once it could be reached.</summary>
    /// <exception cref="MemoriException">See <see cref="DataSourceTarget.Parse"/>; also <c>file-unreadable</c>, <c>file-limit</c>, <c>xls-unsupported</c>, <c>datasource-busy</c>,
    /// <c>datasource-unreachable</c>, <c>datasource-login-failed</c>, <c>datasource-no-such-database</c>, <c>datasource-failed</c>.</exception>
    public async Task<DataSource> RegisterAsync(string target, CancellationToken cancellationToken = default)
    {
        var parsed = DataSourceTarget.Parse(target);
        var connection = await _connector.PrepareAsync(parsed, parsed.Url, cancellationToken).ConfigureAwait(false);
        await DataSourceConnector.ProbeAsync(parsed, connection, cancellationToken).ConfigureAwait(false);
        if (parsed.Url?.Password is { } password)
        {
            _passwords[parsed.Key] = password;
        }

        return Build(await StoreAsync(parsed, cancellationToken).ConfigureAwait(false), parsed, connection);
    }

    /// <summary>A datasource by its id, ready to be asked.</summary>
    /// <exception cref="MemoriException"><c>datasource-not-found</c>; what <see cref="RegisterAsync"/> says about files.</exception>
    public async Task<DataSource> GetAsync(int id, CancellationToken cancellationToken = default)
    {
        var rows = await ReadAsync(SelectById, cancellationToken, ("@id", id)).ConfigureAwait(false);
        return rows is [var (_, target)]
            ? await OpenAsync(id, target, cancellationToken).ConfigureAwait(false)
            : throw DataSourceFaults.NoSuchId(id);
    }

    /// <summary>All datasources by id: what is stored, whether or not it can be reached now.</summary>
    public async Task<IReadOnlyList<RegisteredDataSource>> ListAsync(CancellationToken cancellationToken = default)
    {
        var rows = await ReadAsync(SelectAll, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(static row => new RegisteredDataSource(row.Id, row.Target.Kind, row.Target.Name, row.Target.Key))];
    }

    private async Task<DataSource> OpenAsync(int id, DataSourceTarget target, CancellationToken cancellationToken)
    {
        var url = target.Url is { } stored && _passwords.TryGetValue(target.Key, out var password) ? stored with { Password = password } : target.Url;
        return Build(id, target, await _connector.PrepareAsync(target, url, cancellationToken).ConfigureAwait(false));
    }

    private async Task<int> StoreAsync(DataSourceTarget target, CancellationToken cancellationToken)
    {
        // Most uses know the target already: a write costs a sync to disk.
        var known = await ReadAsync(SelectByKey, cancellationToken, ("@key", target.Key)).ConfigureAwait(false);
        return known is [var (id, stored)] && stored.Location == target.Location && stored.Kind == target.Kind
            ? id
            : await _database.WriteAsync(
                async (transaction, token) => Convert.ToInt32(
                    await transaction.ExecuteAsync(
                        Insert,
                        token,
                        ("@key", target.Key),
                        ("@kind", target.Kind.ToString().ToLowerInvariant()),
                        ("@name", target.Name),
                        ("@location", target.Location),
                        ("@created_at", _time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture))).ConfigureAwait(false),
                    CultureInfo.InvariantCulture),
                cancellationToken).ConfigureAwait(false);
    }

    private Task<IReadOnlyList<(int Id, DataSourceTarget Target)>> ReadAsync(string sql, CancellationToken cancellationToken, params (string, object)[] parameters) =>
        _database.ReadAsync((connection, token) => connection.QueryAsync(sql, ReadRow, token, parameters), cancellationToken);

    private static (int Id, DataSourceTarget Target) ReadRow(DbDataReader row) =>
        (row.GetInt32(0), DataSourceTarget.Stored(Enum.Parse<DataSourceKind>(row.GetString(1), ignoreCase: true), row.GetString(2), row.GetString(3), row.GetString(4)));

    private static DataSource Build(int id, DataSourceTarget target, string connectionString) => new()
    {
        Id = id,
        Name = target.Name,
        Key = target.Key,
        Dialect = target.Dialect,
        ConnectionString = connectionString,
    };
}

/// <summary>A datasource as listed.</summary>
/// <param name="Id">Its id, from 1.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Key">What it is known by; no credentials.</param>
public sealed record RegisteredDataSource(int Id, DataSourceKind Kind, string Name, string Key);
