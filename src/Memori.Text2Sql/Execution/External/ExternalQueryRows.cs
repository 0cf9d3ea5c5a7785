using System.Data.Common;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Drivers;

namespace Memori.Text2Sql.Execution.External;

/// <summary>The rows of a statement in a read-only transaction of an ADO.NET provider.</summary>
internal sealed class ExternalQueryRows : QueryRows
{
    // The server stops the query itself where its driver could tell it to; the provider gives up a little later.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    private readonly ExternalSession _session;
    private readonly int _rowLimit;
    private readonly ExecutionOptions _options;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _cancellationToken;
    private DbCommand? _command;
    private DbDataReader? _reader;
    private ResultColumn[] _columns = [];
    private int _rows;
    private long _bytes;
    private bool _ended;

    private ExternalQueryRows(ExternalSession session, int rowLimit, ExecutionOptions options, CancellationToken cancellationToken)
    {
        _session = session;
        _rowLimit = rowLimit;
        _options = options;
        _cancellationToken = cancellationToken;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _stop.CancelAfter(options.Timeout + s_grace);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ResultColumn> Columns => _columns;

    /// <summary>Starts a statement.</summary>
    public static async Task<ExternalQueryRows> OpenAsync(
        DataSource source, DatabaseDriver driver, string sql, int rowLimit, ExecutionOptions options, CancellationToken cancellationToken)
    {
        var session = await ExternalSession.BeginAsync(driver, source.ConnectionString, source.Key, options.Timeout, cancellationToken).ConfigureAwait(false);
        var rows = new ExternalQueryRows(session, rowLimit, options, cancellationToken);
        try
        {
            await rows.BeginAsync(sql).ConfigureAwait(false);
            return rows;
        }
        catch (Exception failure)
        {
            await rows.DisposeAsync().ConfigureAwait(false);
            if (rows.Explain(failure) is { } explained)
            {
                throw explained;
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> ReadAsync()
    {
        try
        {
            if (_ended || !await _reader!.ReadAsync(_stop.Token).ConfigureAwait(false))
            {
                _ended = true;
                return false;
            }
        }
        catch (Exception failure) when (Explain(failure) is not null)
        {
            _ended = true;
            throw Explain(failure)!;
        }

        if (_rows < _rowLimit && TryReadRow(out var row))
        {
            _rows++;
            Current = row;
            return true;
        }

        (Truncated, _ended) = (true, true);
        _command!.Cancel();
        return _rows > 0 ? false : throw QueryFailedException.TooLarge(_options.MaxBytes);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            // Closing a reader reads what is left, which may be a lot.
            _command?.Cancel();
            if (_reader is not null)
            {
                await _reader.DisposeAsync().ConfigureAwait(false);
            }

            _command?.Dispose();
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // As asked for; or the connection is gone, and with it the query.
        }

        await _session.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task BeginAsync(string sql)
    {
        _command = _session.Command(sql, _options.Timeout + s_grace);
        _reader = await _command.ExecuteReaderAsync(_stop.Token).ConfigureAwait(false);
        _columns = [.. Enumerable.Range(0, _reader.FieldCount).Select(i => new ResultColumn(_reader.GetName(i), ResultColumn.NameOf(ExternalValues.TypeOf(_reader.GetFieldType(i)))))];
    }

    private bool TryReadRow(out object?[] row)
    {
        row = new object?[_columns.Length];
        for (var i = 0; i < row.Length; i++)
        {
            if (_reader!.IsDBNull(i))
            {
                continue;
            }

            row[i] = ExternalValues.Read(_reader.GetValue(i));
            _bytes += row[i] switch
            {
                string text => text.Length * 2L,
                byte[] bytes => bytes.Length,
                _ => 0,
            };
            if (_bytes > _options.MaxBytes)
            {
                return false;
            }
        }

        return true;
    }

    // The classes of SQLSTATE are the standard's: 22 data, 42 names and types, 0A not supported, 21 cardinality, 57014 cancelled, 25 transaction state.
    private QueryFailedException? Explain(Exception failure) => failure switch
    {
        OperationCanceledException when !_cancellationToken.IsCancellationRequested => QueryFailedException.TimedOut(_options.Timeout, failure),
        DbException { SqlState: "57014" } => QueryFailedException.TimedOut(_options.Timeout, failure),
        DbException { InnerException: TimeoutException } => QueryFailedException.TimedOut(_options.Timeout, failure),
        DbException { SqlState: "42501" or ['2', '5', ..] } => QueryFailedException.Denied(failure.Message, failure),
        DbException { SqlState: ['2', '2', ..] or ['4', '2', ..] or ['0', 'A', ..] or ['2', '1', ..] } => QueryFailedException.Failed(failure.Message, failure),
        DbException => QueryFailedException.Interrupted(failure.Message, failure),
        _ => null,
    };
}
