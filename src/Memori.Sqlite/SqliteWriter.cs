using System.Data.Common;
using System.Threading.Channels;
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

    private static readonly AsyncLocal<PendingWrite?> Current = new();

    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;
    private readonly Channel<PendingWrite> _queue = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Task _loop;
    private long? _loggedSince;

    public SqliteWriter(SqliteConnection connection, TimeProvider time)
    {
        _connection = connection;
        _time = time;
        _loggedSince = time.GetTimestamp();
        _loop = Task.Run(RunAsync);
    }

    public async Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        if (Current.Value is { Transaction: { } outer } running && running.Writer == this)
        {
            return await JoinAsync(outer, write, cancellationToken).ConfigureAwait(false);
        }

        var pending = new PendingWrite<T>(this, write, cancellationToken);
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
        await outer.SaveAsync("part", cancellationToken).ConfigureAwait(false);
        try
        {
            return await write(outer, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await outer.RollbackAsync("part", CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        finally
        {
            await outer.ReleaseAsync("part", CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task RunAsync()
    {
        var group = new List<PendingWrite>();
        while (await WaitAsync().ConfigureAwait(false))
        {
            group.Clear();
            PendingWrite? alone = null;
            while (alone is null && group.Count < LargestGroup && _queue.Reader.TryRead(out var pending))
            {
                alone = pending.IsAlone ? pending : null;
                if (alone is null)
                {
                    group.Add(pending);
                }
            }

            await CommitAsync(group).ConfigureAwait(false);
            if (alone is { IsCanceled: false })
            {
                await alone.RunAsync(transaction: null).ConfigureAwait(false);
            }

            alone?.Acknowledge();
            _loggedSince ??= _time.GetTimestamp();
            if (_time.GetElapsedTime(_loggedSince.Value) > LongestLog)
            {
                EmptyLog();
            }
        }
    }

    private async Task<bool> WaitAsync()
    {
        var more = _queue.Reader.WaitToReadAsync().AsTask();
        while (_loggedSince is not null && !more.IsCompleted)
        {
            using var over = new CancellationTokenSource();
            await Task.WhenAny(more, Task.Delay(Quiet, _time, over.Token)).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
            if (!more.IsCompleted)
            {
                EmptyLog();
            }
        }

        return await more.ConfigureAwait(false);
    }

    private void EmptyLog()
    {
        _loggedSince = SqliteConnections.TryEmptyLog(_connection) ? null : _time.GetTimestamp();
    }

    private async Task CommitAsync(List<PendingWrite> group)
    {
        try
        {
            var transaction = _connection.BeginTransaction(deferred: false);
            await using (transaction.ConfigureAwait(false))
            {
                foreach (var pending in group)
                {
                    await RunAsync(pending, transaction).ConfigureAwait(false);
                }

                await transaction.CommitAsync().ConfigureAwait(false);
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

    private async Task RunAsync(PendingWrite pending, SqliteTransaction transaction)
    {
        if (pending.IsCanceled)
        {
            return;
        }

        await transaction.SaveAsync("write").ConfigureAwait(false);
        Current.Value = pending;
        var succeeded = await pending.RunAsync(transaction).ConfigureAwait(false);
        Current.Value = null;
        if (!succeeded)
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) != 0)
            {
                throw new InvalidOperationException("The database ended the transaction of this group of writes.");
            }

            await transaction.RollbackAsync("write").ConfigureAwait(false);
        }

        await transaction.ReleaseAsync("write").ConfigureAwait(false);
    }
}
