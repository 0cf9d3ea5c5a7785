using System.Data.Common;

namespace Memori.Sqlite;

/// <summary>A write that waits for its turn and then for its commit.</summary>
internal abstract class PendingWrite(SqliteWriter writer)
{
    public SqliteWriter Writer { get; } = writer;

    /// <summary>The transaction while the write runs, else null.</summary>
    public DbTransaction? Transaction { get; protected set; }

    /// <summary>Whether it runs outside of any transaction.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Whether it may wait a moment for others to share a commit with.</summary>
    public bool IsUnhurried { get; init; }

    public abstract bool IsCanceled { get; }

    /// <summary>Runs the write, in the transaction unless it runs alone; false when it threw.</summary>
    public abstract Task<bool> RunAsync(DbTransaction? transaction);

    /// <summary>The commit is on disk: the caller may go on, with its result or with what its write threw.</summary>
    public abstract void Acknowledge();

    public abstract void Fail(Exception exception);
}

internal sealed class PendingWrite<T>(SqliteWriter writer, Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    : PendingWrite(writer)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _failure;
    private bool _completed;

    public Task<T> Completion => _completion.Task;

    public override bool IsCanceled => cancellationToken.IsCancellationRequested;

    public override async Task<bool> RunAsync(DbTransaction? transaction)
    {
        Transaction = transaction;
        try
        {
            _result = await write(transaction!, cancellationToken).ConfigureAwait(false);
            _completed = true;
            return true;
        }
        catch (Exception exception)
        {
            // Whatever it is belongs to the caller, who gets it when the group is done.
            _failure = SqliteFaults.Explain(exception);
            return false;
        }
        finally
        {
            Transaction = null;
        }
    }

    public override void Acknowledge()
    {
        if (_failure is not null)
        {
            _completion.TrySetException(_failure);
        }
        else if (!_completed)
        {
            _completion.TrySetCanceled(cancellationToken);
        }
        else
        {
            _completion.TrySetResult(_result!);
        }
    }

    public override void Fail(Exception exception) => _completion.TrySetException(_failure ?? exception);
}
