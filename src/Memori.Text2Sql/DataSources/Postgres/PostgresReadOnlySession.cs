using System.Data;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Memori.Text2Sql.DataSources.Postgres;

/// <summary>
/// A read-only transaction with time limits on a pooled connection; rolled back when disposed. What it set is local to it,
/// and the pool resets the connection besides, so nothing of one query is left for the next.
/// </summary>
internal sealed class PostgresReadOnlySession : IAsyncDisposable
{
    private const string MakeReadOnly = "SET TRANSACTION READ ONLY";

    // Memori's own state is not asked: it is known by its tables (which the catalogue shows to whoever may connect), by whatever address, through a pooler or as a copy.
    private const string Confine =
        """
        SELECT set_config('statement_timeout', @timeout, true),
               set_config('lock_timeout', '5s', true),
               set_config('idle_in_transaction_session_timeout', '60s', true),
               set_config('search_path', 'pg_catalog, public', true),
               set_config('default_transaction_read_only', 'on', true),
               set_config('work_mem', '16MB', true),
               set_config('client_min_messages', 'error', true),
               CASE WHEN current_setting('is_superuser') = 'on' THEN set_config('temp_file_limit', '1GB', true) END,
               set_config('standard_conforming_strings', 'on', true),
               set_config('datestyle', 'ISO, YMD', true),
               set_config('intervalstyle', 'postgres', true),
               set_config('bytea_output', 'hex', true),
               (SELECT count(*) FROM (
                   SELECT relnamespace FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p') AND relname IN ('schema_migration', 'memory_owner', 'datasource')
                   GROUP BY relnamespace HAVING count(*) = 3) AS own),
               current_setting('transaction_read_only')
        """;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private PostgresReadOnlySession(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>Begins a session whose statements may each take <paramref name="timeout"/>.</summary>
    /// <exception cref="MemoriException">The database can't be reached, will not be read-only, or is Memori's own state.</exception>
    public static Task<PostgresReadOnlySession> BeginAsync(DataSource source, TimeSpan timeout, CancellationToken cancellationToken) =>
        BeginAsync(source.ConnectionString, source.Key, timeout, cancellationToken);

    /// <summary>Begins a session on a connection string.</summary>
    /// <exception cref="MemoriException">The database can't be reached, will not be read-only, or is Memori's own state.</exception>
    public static async Task<PostgresReadOnlySession> BeginAsync(string connectionString, string key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await BeginPooledAsync(connectionString, key, timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException failure) when (failure is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } or { InnerException: IOException })
        {
            // The server went away and came back since the pool had this connection: nothing was run on it yet.
            return await BeginPooledAsync(connectionString, key, timeout, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<PostgresReadOnlySession> BeginPooledAsync(string connectionString, string key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var connection = await PostgresPools.OpenAsync(connectionString, key, cancellationToken).ConfigureAwait(false);
        return await BeginAsync(connection, key, timeout, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins a session on an open connection, which is closed with it.</summary>
    /// <exception cref="MemoriException">The database will not be read-only, or is Memori's own state.</exception>
    public static async Task<PostgresReadOnlySession> BeginAsync(NpgsqlConnection connection, string key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
            var session = new PostgresReadOnlySession(connection, transaction);
            await session.RunAsync(MakeReadOnly, cancellationToken).ConfigureAwait(false);
            await session.ConfineAsync(key, timeout, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A command for <paramref name="sql"/>, whose values all come as text: a value of any type can be read, and none can fail to be.</summary>
    public NpgsqlCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = sql;
        command.AllResultTypesAreUnknown = true;
        return command;
    }

    /// <summary>A command for SQL from outside. The server, not the driver, sees the text as one statement: a second one is an error there.</summary>
    public NpgsqlCommand SingleStatement(string sql)
    {
        var command = Command(sql);

        // With a positional parameter, even an unused one, Npgsql neither rewrites nor splits the text.
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Integer, Value = 0 });
        return command;
    }

    /// <summary>Runs a statement of ours.</summary>
    public async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        using var command = Command(sql);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The rows of a statement of ours, as text.</summary>
    public async Task<List<string?[]>> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        using var command = Command(sql);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = reader.ConfigureAwait(false);
        List<string?[]> rows = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var row = new string?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetString(i);
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync().ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            // The connection broke: the server rolls back by itself, and the pool drops it.
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ConfineAsync(string key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var command = Command(Confine);
        command.Parameters.AddWithValue("timeout", Math.Max(1, (long)timeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = reader.ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false) || reader.GetString(reader.FieldCount - 1) != "on")
        {
            throw DataSourceFaults.NotReadOnly(key);
        }

        if (reader.GetString(reader.FieldCount - 2) != "0")
        {
            throw DataSourceFaults.OwnState();
        }
    }
}
