using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Sqlite;
using Memori.Text2Sql.Guarding;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.Execution.Sqlite;

/// <summary>The rows of a statement on a connection of its own, stepped through in batches away from the caller's thread.</summary>
internal sealed class SqliteQueryRows : QueryRows
{
    // Rows and bytes of a batch: few hand-overs between threads, little held.
    private const int BatchRows = 1_000;
    private const long BatchBytes = 4 << 20;

    // A single engine step (one LIKE over a huge text) can't be interrupted: past this the caller is let go and the step ends alone.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);

    private readonly QueryStop _stop;
    private readonly CancellationToken _cancellationToken;
    private readonly int _rowLimit;
    private readonly long _maxBytes;
    private readonly List<object?[]> _batch = [];
    private SqliteConnection? _connection;
    private SqliteStatement? _statement;
    private Task _work = Task.CompletedTask;
    private ResultColumn[] _columns = [];
    private int _next;
    private int _rows;
    private long _bytes;
    private bool _ended;

    private SqliteQueryRows(int rowLimit, ExecutionOptions options, CancellationToken cancellationToken)
    {
        _stop = new QueryStop(options.Timeout, cancellationToken);
        _cancellationToken = cancellationToken;
        _rowLimit = rowLimit;
        _maxBytes = options.MaxBytes;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ResultColumn> Columns => _columns;

    /// <summary>Starts a statement and reads its first rows.</summary>
    /// <param name="source">The database.</param>
    /// <param name="query">What the guard admitted.</param>
    /// <param name="sql">Its SQL, or an EXPLAIN of it.</param>
    /// <param name="rowLimit">The most rows.</param>
    /// <param name="typingRows">The type of a column is what this many first rows show; later rows keep their values whatever they are.</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancellationToken">Cancels all of it.</param>
    public static async Task<SqliteQueryRows> OpenAsync(
        DataSource source, GuardedQuery query, string sql, int rowLimit, int typingRows, ExecutionOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var rows = new SqliteQueryRows(rowLimit, options, cancellationToken);
        try
        {
            await rows.WorkAsync(() => rows.Begin(source, query, sql, typingRows)).ConfigureAwait(false);
            return rows;
        }
        catch
        {
            await rows.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> ReadAsync()
    {
        if (_next == _batch.Count && !_ended)
        {
            await WorkAsync(Continue).ConfigureAwait(false);
        }

        if (_next == _batch.Count)
        {
            return false;
        }

        Current = _batch[_next++];
        return true;
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        if (_work.IsCompleted)
        {
            Close();
        }
        else
        {
            // The step that is under way uses the connection until it ends.
            _ = _work.ContinueWith(_ => Close(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        return ValueTask.CompletedTask;
    }

    private async Task WorkAsync(Action work)
    {
        _work = Task.Run(work, CancellationToken.None);
        try
        {
            await _work.WaitAsync(_stop.Left + s_grace, _cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException late)
        {
            throw QueryFailedException.TimedOut(_stop.Timeout, late);
        }
    }

    private void Begin(DataSource source, GuardedQuery query, string sql, int typingRows)
    {
        _connection = SqliteReadOnly.Open(source.ConnectionString);
        _statement = new SqliteStatement(_connection, sql, query, _stop);
        Fill(typingRows, typingRows == int.MaxValue ? long.MaxValue : BatchBytes);
        _columns = [.. Enumerable.Range(0, _statement.ColumnCount).Select(i => new ResultColumn(query.OutputNames?.ElementAtOrDefault(i) ?? _statement.NameOf(i), SqliteColumnTyping.Apply(_batch, i, _statement.DeclaredTypeOf(i))))];
    }

    private void Continue()
    {
        _batch.Clear();
        _next = 0;
        Fill(BatchRows, BatchBytes);
        foreach (var row in _batch)
        {
            SqliteColumnTyping.Fit(row, _columns);
        }
    }

    private void Fill(int maxRows, long batchBytes)
    {
        // Between batches nobody looks at the clock but here.
        if (_stop.IsRequested)
        {
            throw _stop.Explain(new TimeoutException());
        }

        var end = batchBytes == long.MaxValue ? long.MaxValue : _bytes + batchBytes;
        while (!_ended && _batch.Count < maxRows && _bytes < end)
        {
            if (!_statement!.Read())
            {
                _ended = true;
            }
            else if (_rows < _rowLimit && TryReadRow(out var row))
            {
                _rows++;
                _batch.Add(row);
            }
            else
            {
                _ended = true;
                Truncated = true;
                if (_rows == 0)
                {
                    throw QueryFailedException.TooLarge(_maxBytes);
                }
            }
        }
    }

    private bool TryReadRow(out object?[] row)
    {
        row = new object?[_statement!.ColumnCount];
        for (var i = 0; i < row.Length; i++)
        {
            if (!_statement.TryGetValue(i, ref _bytes, _maxBytes, out row[i]))
            {
                return false;
            }
        }

        return true;
    }

    private void Close()
    {
        _statement?.Dispose();
        _connection?.Dispose();
        _statement = null;
        _connection = null;
    }
}
