using System.Data.Common;
using System.Threading.Channels;
using Memori.Storage;
using Microsoft.Data.Sqlite;

namespace Memori.Sqlite;

/// <summary>
/// The one writer of this process. Writes that wait together share one commit (and its flush to the disk);
/// each runs in its own savepoint, so that one that fails takes nothing with it. A write made from within a write joins it.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int LargestGroup = 256;

    // What was deleted lives on in the write-ahead log until that is emptied: soon after the last write, when nobody waits for it,
    // and now and then when there is no such moment.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLog = TimeSpan.FromSeconds(10);

    // How long writes that nobody waits for wait for one to share its commit with.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(10);

    private static readonly AsyncLocal<PendingWrite?> Current = new();

    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;
    private readonly Channel<PendingWrite?> _queue = Channel.CreateBounded<PendingWrite?>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly ITimer _alarm;
    private readonly Task _loop;
    private long _written;
    private long? _loggedSince;

    public SqliteWriter(SqliteConnection connection, TimeProvider time)
    {
        _connection = connection;
        _time = time;
        _written = time.GetTimestamp();
        _loggedSince = _written;

        // It rings in the queue, so that the loop has one thing to wait for.
        _alarm = time.CreateTimer(static writer => ((SqliteWriter)writer!)._queue.Writer.TryWrite(null), this, Quiet, Timeout.InfiniteTimeSpan);
        _loop = Task.Run(RunAsync);
    }

    public async Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        if (Current.Value is { Transaction: { } outer } running && running.Writer == this)
        {
            return await JoinAsync(outer, write, cancellationToken).ConfigureAwait(false);
        }

        var pending = new PendingWrite<T>(this, write, cancellationToken) { IsUnhurried = UnhurriedWrites.IsOn };
        await QueueAsync(pending, cancellationToken).ConfigureAwait(false);
        return await pending.Completion.ConfigureAwait(false);
    }

    /// <summary>Rewrites the file without what is no longer in use. Writes of this process wait for it, however long it takes.</summary>
    public async Task CompactAsync(CancellationToken cancellationToken)
    {
        var pending = new PendingWrite<bool>(this, (_, _) => Task.FromResult(SqliteConnections.Compact(_connection)), cancellationToken) { IsAlone = true };
        await QueueAsync(pending, cancellationToken).ConfigureAwait(false);
        await pending.Completion.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
        await _alarm.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task QueueAsync(PendingWrite pending, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(pending, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw SqliteFaults.Closed();
        }
    }

    private static async Task<T> JoinAsync<T>(DbTransaction outer, Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        var connection = outer.Connection!;
        await connection.ExecuteAsync("SAVEPOINT part", cancellationToken).ConfigureAwait(false);
        try
        {
            return await write(outer, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await connection.ExecuteAsync("ROLLBACK TO part", CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        finally
        {
            await connection.ExecuteAsync("RELEASE part", CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task RunAsync()
    {
        var group = new List<PendingWrite>();
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var waiting = group.Count;
            var (alone, rang) = Gather(group);
            if (alone is null && !rang && group.Count < LargestGroup && group.TrueForAll(write => write.IsUnhurried))
            {
                if (waiting == 0)
                {
                    _alarm.Change(Linger, Timeout.InfiniteTimeSpan);
                }

                continue;
            }

            if (group.Count > 0 || alone is not null)
            {
                await WriteAsync(group, alone).ConfigureAwait(false);
            }

            Tidy();
        }

        await CommitAsync(group).ConfigureAwait(false);
    }

    /// <summary>Takes what waits, up to one that runs alone.</summary>
    private (PendingWrite? Alone, bool Rang) Gather(List<PendingWrite> group)
    {
        var rang = false;
        while (group.Count < LargestGroup && _queue.Reader.TryRead(out var pending))
        {
            if (pending is { IsAlone: true })
            {
                return (pending, rang);
            }

            rang |= pending is null;
            if (pending is not null)
            {
                group.Add(pending);
            }
        }

        return (null, rang);
    }

    private async Task WriteAsync(List<PendingWrite> group, PendingWrite? alone)
    {
        await CommitAsync(group).ConfigureAwait(false);
        group.Clear();
        if (alone is { IsCanceled: false })
        {
            await alone.RunAsync(transaction: null).ConfigureAwait(false);
        }

        alone?.Acknowledge();
        _written = _time.GetTimestamp();
        _loggedSince ??= _written;
    }

    /// <summary>Empties the log when it is time to; else sees to it that somebody does.</summary>
    private void Tidy()
    {
        if (_loggedSince is not { } since)
        {
            return;
        }

        var quiet = _time.GetElapsedTime(_written);
        if (quiet >= Quiet || _time.GetElapsedTime(since) > LongestLog)
        {
            EmptyLog();
            quiet = TimeSpan.Zero;
        }

        if (_loggedSince is not null)
        {
            _alarm.Change(Quiet - quiet, Timeout.InfiniteTimeSpan);
        }
    }

    private void EmptyLog()
    {
        _loggedSince = SqliteConnections.TryEmptyLog(_connection) ? null : _time.GetTimestamp();
    }

    private async Task CommitAsync(List<PendingWrite> group)
    {
        if (group.Count == 0)
        {
            return;
        }

        try
        {
            var transaction = _connection.BeginTransaction(deferred: false);
            await using (transaction.ConfigureAwait(false))
            {
                if (await RunAsync(group, transaction).ConfigureAwait(false))
                {
                    await transaction.CommitAsync().ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (exception is SqliteException or InvalidOperationException)
        {
            // The transaction is gone (disk full, lock time-out): nobody in the group may believe that it was kept.
            foreach (var pending in group)
            {
                pending.Fail(SqliteFaults.Explain(exception));
            }

            return;
        }

        foreach (var pending in group)
        {
            pending.Acknowledge();
        }
    }

    /// <summary>Runs them all; false when there is nothing to commit.</summary>
    private async Task<bool> RunAsync(List<PendingWrite> group, SqliteTransaction transaction)
    {
        if (group is [var only])
        {
            // Nobody else's writes are there to be kept: the transaction is its savepoint.
            return !only.IsCanceled && await RunAsync(only, transaction).ConfigureAwait(false);
        }

        foreach (var pending in group)
        {
            if (pending.IsCanceled)
            {
                continue;
            }

            await _connection.ExecuteAsync("SAVEPOINT one", CancellationToken.None).ConfigureAwait(false);
            if (!await RunAsync(pending, transaction).ConfigureAwait(false))
            {
                await _connection.ExecuteAsync("ROLLBACK TO one", CancellationToken.None).ConfigureAwait(false);
            }

            await _connection.ExecuteAsync("RELEASE one", CancellationToken.None).ConfigureAwait(false);
        }

        return true;
    }

    private async Task<bool> RunAsync(PendingWrite pending, SqliteTransaction transaction)
    {
        Current.Value = pending;
        var succeeded = await pending.RunAsync(transaction).ConfigureAwait(false);
        Current.Value = null;
        if (!succeeded && SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) != 0)
        {
            throw new InvalidOperationException("The database ended the transaction of this group of writes.");
        }

        return succeeded;
    }
}
