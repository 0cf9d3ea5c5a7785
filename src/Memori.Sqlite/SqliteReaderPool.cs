using System.Collections.Concurrent;
using System.Data.Common;
using Memori.Storage;
using Microsoft.Data.Sqlite;

namespace Memori.Sqlite;

/// <summary>A bounded pool of read-only connections; each read sees one consistent snapshot.</summary>
internal sealed class SqliteReaderPool(string path) : IAsyncDisposable
{
    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private readonly SemaphoreSlim _slots = new(Math.Clamp(Environment.ProcessorCount * 2, 4, 32));
    private volatile bool _closed;

    public async Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_closed)
            {
                throw SqliteFaults.Closed();
            }

            if (!_idle.TryTake(out var connection))
            {
                connection = SqliteConnections.OpenReader(path);
            }

            return await ReadAsync(connection, read, cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException exception) when (SqliteFaults.Explain(exception) is MemoriException)
        {
            throw SqliteFaults.Explain(exception);
        }
        finally
        {
            _slots.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        while (_idle.TryTake(out var connection))
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<T> ReadAsync<T>(SqliteConnection connection, Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var healthy = false;
        try
        {
            // One snapshot, without the statements that a transaction object runs beside.
            await connection.ExecuteAsync("BEGIN", cancellationToken).ConfigureAwait(false);
            var result = await read(connection, cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync("COMMIT", CancellationToken.None).ConfigureAwait(false);
            healthy = true;
            return result;
        }
        finally
        {
            // A connection that failed may hold half-read statements: the next reader gets a new one.
            if (healthy && !_closed)
            {
                _idle.Add(connection);
            }
            else
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
