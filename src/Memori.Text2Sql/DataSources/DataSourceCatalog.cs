using Memori.Storage;
using Memori.Text2Sql.DataSources.Admission;
using Memori.Text2Sql.DataSources.Credentials;
using Memori.Text2Sql.DataSources.Drivers;
using Memori.Text2Sql.DataSources.Postgres;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Memori.Text2Sql.DataSources;

/// <summary>
/// The datasources that the service knows, with ids from 1 that are never given twice; the sample is datasource 1. Call
/// <see cref="IDatabase.MigrateAsync"/> with this assembly before use. Passwords are kept sealed and never shown. Thread-safe.
/// </summary>
public sealed class DataSourceCatalog
{
    private readonly IDatabase _database;
    private readonly DataSourceTable _table;
    private readonly DataSourceConnector _connector;
    private readonly CredentialStore _credentials;
    private readonly FileAdmission _files;
    private readonly DatabaseDriver[] _drivers;

    /// <summary>Creates a catalog.</summary>
    /// <param name="database">Where the datasources are kept.</param>
    /// <param name="options">Where the files that the service makes itself are kept, and what it may reach.</param>
    /// <param name="time">The clock; the sample ends today.</param>
    /// <param name="drivers">Other kinds of databases; none when null.</param>
    /// <param name="loggers">Where it says that it made a key; null for nowhere.</param>
    public DataSourceCatalog(
        IDatabase database, DataSourceOptions options, TimeProvider time, IEnumerable<DatabaseDriver>? drivers = null, ILoggerFactory? loggers = null)
    {
        _database = database;
        _table = new DataSourceTable(database, time);
        _files = new FileAdmission(options);
        _drivers = [.. drivers ?? []];
        _connector = new DataSourceConnector(options, time, _files, new HostAdmission(options.Hosts));
        _credentials = new CredentialStore(database, new SecretKeyRing(options, loggers?.CreateLogger<SecretKeyRing>()));
    }

    /// <summary>The datasource of a target as typed by a person; known again by its key, else made and stored once it could be reached.</summary>
    /// <exception cref="MemoriException">See <see cref="RegisterAsync(NewDataSource, CancellationToken)"/>.</exception>
    public Task<DataSource> RegisterAsync(string target, CancellationToken cancellationToken = default) => RegisterAsync(new NewDataSource(target), cancellationToken);

    /// <summary>Adds a datasource, or finds the one that has the same key again; name, description and password are then those given here.</summary>
    /// <exception cref="MemoriException">See <see cref="DataSourceTarget.Parse(string)"/>; also <c>csv-unreadable</c>, <c>datasource-busy</c>,
    /// <c>datasource-unreachable</c>, <c>datasource-login-failed</c>, <c>datasource-no-such-database</c>, <c>datasource-failed</c>,
    /// <c>datasource-outside-roots</c>, <c>datasource-own-state</c>, <c>datasource-host-not-allowed</c>, <c>datasource-unknown-host</c>,
    /// <c>datasource-password-lost</c>, <c>invalid-datasource</c>.</exception>
    public async Task<DataSource> RegisterAsync(NewDataSource wanted, CancellationToken cancellationToken = default)
    {
        var target = DataSourceTarget.Parse(wanted.Target, _drivers, _files);
        var name = DataSourceTexts.Name(wanted.Name);
        var description = DataSourceTexts.Description(wanted.Description);
        var known = await _table.FindAsync(target.Key, cancellationToken).ConfigureAwait(false);
        var stored = await StoredPasswordAsync(known, target, wanted, cancellationToken).ConfigureAwait(false);
        var url = target.Url is { } given ? given with { Password = wanted.Password ?? given.Password ?? stored } : null;
        var connection = await _connector.PrepareAsync(target, url, cancellationToken).ConfigureAwait(false);
        await DataSourceConnector.ProbeAsync(target, connection, cancellationToken).ConfigureAwait(false);
        var row = new RegisteredDataSource(known?.Id ?? 0, target.Kind, name ?? known?.Name ?? target.Name, target.Key)
        {
            Location = target.Location,
            Description = description ?? known?.Description ?? "",
            HasPassword = url?.Password is not null,
        };

        // Most uses know the target already: a write costs a sync to disk.
        var isKnown = known is not null && known with { CreatedAt = row.CreatedAt } == row && stored == url?.Password;
        return Build(isKnown ? row : await StoreAsync(row, url?.Password, cancellationToken).ConfigureAwait(false), target, connection);
    }

    /// <summary>A datasource by its id, ready to be asked.</summary>
    /// <exception cref="MemoriException"><c>datasource-not-found</c>; what <see cref="RegisterAsync(NewDataSource, CancellationToken)"/> says about files, hosts and passwords.</exception>
    public async Task<DataSource> GetAsync(int id, CancellationToken cancellationToken = default)
    {
        var row = await DescribeAsync(id, cancellationToken).ConfigureAwait(false);
        var (target, url) = await OpenAsync(row, cancellationToken).ConfigureAwait(false);
        return Build(row, target, await _connector.PrepareAsync(target, url, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What is stored of a datasource.</summary>
    /// <exception cref="MemoriException"><c>datasource-not-found</c>.</exception>
    public async Task<RegisteredDataSource> DescribeAsync(int id, CancellationToken cancellationToken = default) =>
        await _table.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw DataSourceFaults.NoSuchId(id);

    /// <summary>The datasource of a target that was added before, without reaching for it.</summary>
    /// <param name="target">As for <see cref="RegisterAsync(string, CancellationToken)"/>, or an id.</param>
    /// <exception cref="MemoriException"><c>datasource-not-found</c>; see <see cref="DataSourceTarget.Parse(string)"/>.</exception>
    public async Task<RegisteredDataSource> FindAsync(string target, CancellationToken cancellationToken = default)
    {
        if (int.TryParse(target, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id))
        {
            return await DescribeAsync(id, cancellationToken).ConfigureAwait(false);
        }

        // A file that is gone can still be forgotten.
        var all = await _table.ListAsync(cancellationToken).ConfigureAwait(false);
        var path = target.Trim().Length == 0 || target.Contains('\0', StringComparison.Ordinal) ? target : Path.GetFullPath(target);
        if (all.FirstOrDefault(row => row.Key == target || row.Key == path) is { } known)
        {
            return known;
        }

        var key = DataSourceTarget.Parse(target, _drivers, _files).Key;
        return all.FirstOrDefault(row => row.Key == key) ?? throw DataSourceFaults.NotAdded(key);
    }

    /// <summary>All datasources by id: what is stored, whether or not it can be reached now.</summary>
    public Task<IReadOnlyList<RegisteredDataSource>> ListAsync(CancellationToken cancellationToken = default) => _table.ListAsync(cancellationToken);

    /// <summary>Changes name, description or password.</summary>
    /// <exception cref="MemoriException"><c>datasource-not-found</c>, <c>invalid-datasource</c>; with a password, what a connection may fail with.</exception>
    public async Task<RegisteredDataSource> ChangeAsync(int id, DataSourceChange change, CancellationToken cancellationToken = default)
    {
        var row = await DescribeAsync(id, cancellationToken).ConfigureAwait(false);
        var changed = row with
        {
            Name = DataSourceTexts.Name(change.Name) ?? row.Name,
            Description = DataSourceTexts.Description(change.Description) ?? row.Description,
        };
        if (change.Password is { } password)
        {
            var target = Target(row);
            var url = target.Url ?? throw DataSourceFaults.NoPasswordNeeded();
            await DataSourceConnector.ProbeAsync(
                target, await _connector.PrepareAsync(target, url with { Password = password }, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            changed = changed with { HasPassword = true };
        }

        var isThere = await _database.WriteAsync(
            async (transaction, token) =>
            {
                if (change.Password is not null)
                {
                    await _credentials.WriteAsync(transaction, id, row.Location, change.Password, token).ConfigureAwait(false);
                }

                return await DataSourceTable.UpdateAsync(transaction, changed, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return isThere ? changed : throw DataSourceFaults.NoSuchId(id);
    }

    /// <summary>Seals all stored passwords with a new key: the one of <see cref="DataSourceOptions.SecretKey"/>, or one that is made now.</summary>
    public Task<KeyRotation> RotateKeyAsync(CancellationToken cancellationToken = default) => _credentials.RotateAsync(cancellationToken);

    /// <summary>Forgets a datasource with what hangs on its row; what else was made for it is <see cref="DataSourceRemoval"/>'s to remove.</summary>
    internal async Task RemoveRowAsync(int id, CancellationToken cancellationToken)
    {
        if (!await _database.WriteAsync((transaction, token) => _table.DeleteAsync(transaction, id, token), cancellationToken).ConfigureAwait(false))
        {
            throw DataSourceFaults.NoSuchId(id);
        }
    }

    /// <summary>A target with its password, neither of which need be stored.</summary>
    internal async Task<(DataSourceTarget Target, DatabaseUrl? Url)> OpenAsync(NewDataSource wanted, CancellationToken cancellationToken)
    {
        var target = DataSourceTarget.Parse(wanted.Target, _drivers, _files);
        var known = await _table.FindAsync(target.Key, cancellationToken).ConfigureAwait(false);
        var stored = await StoredPasswordAsync(known, target, wanted, cancellationToken).ConfigureAwait(false);
        return (target, target.Url is { } url ? url with { Password = wanted.Password ?? url.Password ?? stored } : null);
    }

    /// <summary>A stored datasource with its password.</summary>
    internal async Task<(DataSourceTarget Target, DatabaseUrl? Url)> OpenAsync(RegisteredDataSource row, CancellationToken cancellationToken)
    {
        var target = Target(row);
        return (target, target.Url is { } url
            ? url with { Password = row.HasPassword ? await _credentials.ReadAsync(row.Id, row.Location, cancellationToken).ConfigureAwait(false) : null }
            : null);
    }

    /// <summary>The connection string of a target that is a file, or the sample.</summary>
    internal Task<string> PrepareAsync(DataSourceTarget target, CancellationToken cancellationToken) => _connector.PrepareAsync(target, target.Url, cancellationToken);

    /// <summary>A connection to a PostgreSQL database that no pool keeps.</summary>
    internal async Task<NpgsqlConnection> ConnectAsync(DataSourceTarget target, DatabaseUrl url, CancellationToken cancellationToken) =>
        await PostgresPools.OpenAloneAsync(await _connector.PrepareAsync(target, url, cancellationToken).ConfigureAwait(false), target.Key, cancellationToken).ConfigureAwait(false);

    private DataSourceTarget Target(RegisteredDataSource row) => DataSourceTarget.Stored(row.Kind, row.Key, row.Name, row.Location, _drivers);

    // The password of one login is nothing for another, nor for a place that was named anew.
    private async Task<string?> StoredPasswordAsync(RegisteredDataSource? known, DataSourceTarget target, NewDataSource wanted, CancellationToken cancellationToken)
    {
        if (known is not { HasPassword: true } || known.Location != target.Location)
        {
            return null;
        }

        try
        {
            return await _credentials.ReadAsync(known.Id, known.Location, cancellationToken).ConfigureAwait(false);
        }
        catch (MemoriException) when ((wanted.Password ?? target.Url?.Password) is not null)
        {
            // Entered again: the one that can't be opened is replaced.
            return null;
        }
    }

    private Task<RegisteredDataSource> StoreAsync(RegisteredDataSource row, string? password, CancellationToken cancellationToken) => _database.WriteAsync(
        async (transaction, token) =>
        {
            var known = await DataSourceTable.FindAsync(transaction, row.Key, token).ConfigureAwait(false);
            var id = known?.Id ?? await _table.InsertAsync(transaction, row, token).ConfigureAwait(false);
            var kept = row with { Id = id };
            if (known is not null)
            {
                await DataSourceTable.UpdateAsync(transaction, kept, token).ConfigureAwait(false);
            }

            await _credentials.WriteAsync(transaction, id, row.Location, password, token).ConfigureAwait(false);
            return kept;
        },
        cancellationToken);

    private static DataSource Build(RegisteredDataSource row, DataSourceTarget target, string connectionString) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Key = row.Key,
        Dialect = target.Dialect,
        ConnectionString = connectionString,
        Driver = target.Driver,
    };
}
