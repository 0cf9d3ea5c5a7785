using System.Data.Common;

namespace Memori.Postgres;

/// <summary>A write that runs, maybe with others, in one transaction, maybe more than once, and is answered when that is committed.</summary>
internal abstract class QueuedWrite(CancellationToken cancellationToken)
{
    private const int Waiting = 0;
    private const int Running = 1;
    private const int GivenUp = 2;

    private int _state;

    /// <summary>By which its caller gives it up.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Whether it may run: its caller did not give it up before.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref _state, Running, Waiting) is Waiting or Running;

    /// <summary>Runs it. With others, what it throws is kept for its caller, unless it ends the transaction.</summary>
    /// <returns>Whether it succeeded.</returns>
    public abstract Task<bool> RunAsync(DbTransaction transaction, bool isAlone);

    /// <summary>What it wrote is kept: its caller goes on, with its result or with what it threw.</summary>
    public abstract void Acknowledge();

    /// <summary>Nothing of the transaction was kept, or nobody knows.</summary>
    public abstract void Fail(Exception failure);

    /// <summary>Whether it is given up with this, having not run.</summary>
    protected bool TryGiveUp() => Interlocked.CompareExchange(ref _state, GivenUp, Waiting) == Waiting;
}

/// <inheritdoc/>
internal sealed class QueuedWrite<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken) : QueuedWrite(cancellationToken)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _failure;

    /// <summary>Its result, when it is kept.</summary>
    public async Task<T> CompletionAsync()
    {
        var registration = CancellationToken.UnsafeRegister(static (queued, token) => ((QueuedWrite<T>)queued!).GiveUp(token), this);
        await using var scope = registration.ConfigureAwait(false);
        return await _completion.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<bool> RunAsync(DbTransaction transaction, bool isAlone)
    {
        _failure = null;
        try
        {
            _result = await write(transaction, CancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (!isAlone && !PostgresRetries.EndsTransaction(failure))
        {
            // Whatever it is belongs to the caller, who gets it when the others are kept.
            _failure = PostgresFaults.Explain(failure);
            return false;
        }
    }

    /// <inheritdoc/>
    public override void Acknowledge()
    {
        if (_failure is null)
        {
            _completion.TrySetResult(_result!);
        }
        else
        {
            _completion.TrySetException(_failure);
        }
    }

    /// <inheritdoc/>
    public override void Fail(Exception failure) => _completion.TrySetException(_failure ?? failure);

    private void GiveUp(CancellationToken token)
    {
        if (TryGiveUp())
        {
            _completion.TrySetCanceled(token);
        }
    }
}
