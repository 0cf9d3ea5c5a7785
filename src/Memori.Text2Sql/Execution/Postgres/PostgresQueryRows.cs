using System.Data;
using System.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Postgres;
using Npgsql;
using Npgsql.PostgresTypes;

namespace Memori.Text2Sql.Execution.Postgres;

/// <summary>The rows of a statement in a read-only transaction of its own, as the server sends them.</summary>
internal sealed class PostgresQueryRows : QueryRows
{
    // The server stops the query itself; only when it does not answer any more, the driver gives up a little later.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    private readonly PostgresReadOnlySession _session;
    private readonly int _rowLimit;
    private readonly ExecutionOptions _options;
    private readonly CancellationToken _cancellationToken;
    private NpgsqlCommand? _command;
    private NpgsqlDataReader? _reader;
    private PostgresType[] _types = [];
    private ResultColumn[] _columns = [];
    private int _rows;
    private long _bytes;
    private bool _ended;

    private PostgresQueryRows(PostgresReadOnlySession session, int rowLimit, ExecutionOptions options, CancellationToken cancellationToken)
    {
        _session = session;
        _rowLimit = rowLimit;
        _options = options;
        _cancellationToken = cancellationToken;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ResultColumn> Columns => _columns;

    /// <summary>Starts a statement.</summary>
    public static async Task<PostgresQueryRows> OpenAsync(DataSource source, string sql, int rowLimit, ExecutionOptions options, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(sql))
        {
            throw QueryFailedException.Denied("not exactly one reading statement");
        }

        PostgresQueryRows? rows = null;
        try
        {
            rows = new PostgresQueryRows(
                await PostgresReadOnlySession.BeginAsync(source, options.Timeout, cancellationToken).ConfigureAwait(false), rowLimit, options, cancellationToken);
            await rows.BeginAsync(sql).ConfigureAwait(false);
            return rows;
        }
        catch (Exception failure)
        {
            if (rows is not null)
            {
                await rows.DisposeAsync().ConfigureAwait(false);
            }

            if (Explain(failure, options) is { } explained)
            {
                throw explained;
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> ReadAsync()
    {
        if (_ended)
        {
            return false;
        }

        try
        {
            _ended = !await TryReadAsync().ConfigureAwait(false);
            return !_ended;
        }
        catch (Exception failure)
        {
            if (Explain(failure, _options) is { } explained)
            {
                // The query has ended: nothing is left to be stopped.
                _ended = true;
                throw explained;
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (_reader is not null)
        {
            if (!_ended)
            {
                await StopAsync().ConfigureAwait(false);
            }

            await _reader.DisposeAsync().ConfigureAwait(false);
        }

        if (_command is not null)
        {
            await _command.DisposeAsync().ConfigureAwait(false);
        }

        await _session.DisposeAsync().ConfigureAwait(false);
    }

    private static QueryFailedException? Explain(Exception failure, ExecutionOptions options) => failure switch
    {
        NpgsqlException server => PostgresFailures.Explain(server, options.Timeout),

        // COPY, which the driver does not run as a query; half a surrogate pair, which no server can be sent.
        NotSupportedException or EncoderFallbackException => QueryFailedException.Denied(failure.Message, failure),
        _ => null,
    };

    // Row by row without buffering (SequentialAccess), so that the length of a value is known before the value is here.
    private async Task BeginAsync(string sql)
    {
        _command = _session.SingleStatement(sql);
        _command.CommandTimeout = (int)Math.Ceiling((_options.Timeout + s_grace).TotalSeconds);
        var reader = await _command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, _cancellationToken).ConfigureAwait(false);
        _reader = reader;
        _types = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetPostgresType)];
        _columns = [.. _types.Select((type, i) => new ResultColumn(reader.GetName(i), ResultColumn.NameOf(PostgresValues.TypeOf(type))))];
    }

    private async ValueTask<bool> TryReadAsync()
    {
        if (!await _reader!.ReadAsync(_cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        if (_rows < _rowLimit && TryReadRow(_reader, out var row))
        {
            _rows++;
            Current = row;
            return true;
        }

        (Truncated, _ended) = (true, true);
        await StopAsync().ConfigureAwait(false);
        return _rows > 0 ? false : throw QueryFailedException.TooLarge(_options.MaxBytes);
    }

    private bool TryReadRow(NpgsqlDataReader reader, out object?[] row)
    {
        row = new object?[_types.Length];
        for (var i = 0; i < row.Length; i++)
        {
            if (reader.IsDBNull(i))
            {
                continue;
            }

            _bytes += reader.GetBytes(i, 0, null, 0, 0);
            if (_bytes > _options.MaxBytes)
            {
                return false;
            }

            row[i] = PostgresValues.Read(reader.GetString(i), _types[i]);
        }

        return true;
    }

    // Closing a reader reads what is left, which may be a lot.
    private async Task StopAsync()
    {
        _command!.Cancel();
        try
        {
            while (await _reader!.ReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                // Rows that were under way already.
            }
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // As asked for; or the connection is gone, and with it the query.
        }
    }
}
