using System.Data.Common;
using System.Reflection;
using Memori.Storage;
using Npgsql;

namespace Memori.Postgres;

/// <summary>
/// A PostgreSQL database that keeps the service's state and its memories, for one process or many. Thread-safe.
/// Nothing of it is in a session: whom a transaction serves, its time-outs and its locks are the transaction's, so that it works behind pgbouncer in transaction mode;
/// statements are prepared only where no pooler stands between.
/// What <see cref="IDatabase.WriteAsync"/> runs takes turns, in all processes; memories take turns by owner, jobs by row.
/// A write may be run again when it is certain that nothing of it was kept: it must not leave anything behind outside of the database.
/// </summary>
public sealed partial class PostgresDatabase : IDatabase, IAsyncDisposable
{
    // More than all statements of the service; each connection keeps its own.
    private const int MostPrepared = 250;

    private readonly PostgresOptions _options;
    private readonly NpgsqlDataSource _pooled;
    private readonly NpgsqlDataSource _preparing;
    private readonly NpgsqlDataSource _direct;
    private readonly bool _isSamePlace;
    private readonly PostgresGate _gate;
    private readonly string _settings;
    private readonly string _beginRead;
    private volatile bool _closed;

    private PostgresDatabase(PostgresOptions options, bool mayBeUnfinished, TimeProvider time)
    {
        _options = options;
        var url = PostgresUrl.Parse(options.Url);
        var most = Math.Max(4, options.MaximumConnections);
        var direct = PostgresUrl.Parse(options.DirectUrl ?? options.Url);
        _isSamePlace = (url.Host, url.Port) == (direct.Host, direct.Port);
        _pooled = NpgsqlDataSource.Create(Bounded(url, most, options.StatementTimeout));
        (url.MaxAutoPrepare, url.AutoPrepareMinUsages) = (MostPrepared, 2);
        _preparing = NpgsqlDataSource.Create(url.ConnectionString);
        _direct = NpgsqlDataSource.Create(Bounded(direct, 2, TimeSpan.Zero));
        _gate = new PostgresGate(_direct, url.Username!, mayBeUnfinished, time);
        _settings = Settings(options);
        _beginRead = $"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT {_settings}";

        // A write may read beside itself: reads have connections that no write can take from them.
        _lines = new WriteLines(KeepAsync);
        _writers = new SemaphoreSlim(most / 2);
        _readers = new SemaphoreSlim(most - (most / 2));
    }

    /// <inheritdoc/>
    public string Dialect => "postgres";

    /// <summary>The database at a URL, which is not connected to before its first use; then its memory tables are brought up to date.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="time">The clock, for the dates of migrations.</param>
    /// <exception cref="MemoriException"><c>state-database-url</c>.</exception>
    public static PostgresDatabase Create(PostgresOptions options, TimeProvider time) => new(options, mayBeUnfinished: false, time);

    /// <summary>The same, connected to and brought up to date.</summary>
    /// <exception cref="MemoriException">
    /// <c>state-database-url</c>, <c>state-database-unavailable</c>, <c>state-database-refused</c>, <c>state-database-unsuitable</c>, <c>state-newer</c>;
    /// <c>state-unfinished</c> when a move into it was cut short.
    /// </exception>
    public static Task<PostgresDatabase> OpenAsync(PostgresOptions options, TimeProvider time, CancellationToken cancellationToken = default) =>
        PassAsync(Create(options, time), cancellationToken);

    /// <summary>The same for one that is to be filled, also when it is unfinished; see <see cref="StateCopy.MoveAsync"/>.</summary>
    public static Task<PostgresDatabase> OpenForMoveAsync(PostgresOptions options, TimeProvider time, CancellationToken cancellationToken = default) =>
        PassAsync(new PostgresDatabase(options, mayBeUnfinished: true, time), cancellationToken);

    /// <summary>What the server offers.</summary>
    public Task<PostgresFeatures> FeaturesAsync(CancellationToken cancellationToken = default) => _gate.FeaturesAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken = default) =>
        ReadAsync(Served.Nobody, read, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="MemoriException">
    /// <c>state-database-unavailable</c> or <c>state-database-busy</c>, and nothing was kept; <c>state-outcome-unknown</c>: the connection was lost at the commit
    /// and the server could not be asked since, or crashed so that it can't know; <c>state-disk-full</c>.
    /// </exception>
    public Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken = default) =>
        WriteAsync(Served.InTurn, write, cancellationToken);

    /// <inheritdoc/>
    public Task MigrateAsync(Assembly library, CancellationToken cancellationToken = default) =>
        _closed ? throw PostgresFaults.Closed() : _gate.MigrateAsync(library, cancellationToken);

    /// <summary>Waits for the transactions under way, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        await _lines.ServedAsync().ConfigureAwait(false);
        await _pooled.DisposeAsync().ConfigureAwait(false);
        await _preparing.DisposeAsync().ConfigureAwait(false);
        await _direct.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<PostgresDatabase> PassAsync(PostgresDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            await database._gate.PassAsync(cancellationToken).ConfigureAwait(false);
            return database;
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The connections of reads and writes. What they run is prepared where nothing stands between: a pooler may change the server's process with each transaction.</summary>
    private NpgsqlDataSource Pool => _isSamePlace && _gate.SpeaksToServer ? _preparing : _pooled;

    private string Bounded(NpgsqlConnectionStringBuilder url, int most, TimeSpan statement)
    {
        url.MaxPoolSize = most;
        url.Timeout = Seconds(_options.ConnectTimeout);

        // The server's own time-out comes first; this one is for a server that says nothing any more.
        url.CommandTimeout = statement == TimeSpan.Zero ? 0 : Seconds(statement) + 5;
        return url.ConnectionString;
    }

    private static int Seconds(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));

    // Of the durability that the server is set to only the weaker kinds are raised.
    private static string Settings(PostgresOptions options) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"""
        set_config('statement_timeout', '{options.StatementTimeout.TotalMilliseconds:F0}', true),
        set_config('lock_timeout', '{options.LockTimeout.TotalMilliseconds:F0}', true),
        set_config('idle_in_transaction_session_timeout', '{options.IdleTimeout.TotalMilliseconds:F0}', true),
        CASE WHEN current_setting('synchronous_commit') IN ('off', 'local', 'remote_write') THEN set_config('synchronous_commit', 'on', true) END,
        set_config('memori.owner', @served, true)
        """);
}
