namespace Memori.Claude.Emulator.Streaming;

/// <summary>Held by a test: lets the bytes of a body through, so many at a time. Thread-safe; for one body.</summary>
public sealed class StreamGate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _released;
    private long _written;

    /// <summary>How many bytes were sent.</summary>
    public long Written
    {
        get
        {
            lock (_lock)
            {
                return _written;
            }
        }
    }

    /// <summary>Lets <paramref name="bytes"/> more through; they are sent together.</summary>
    public void Release(long bytes) => Change(() => _released = checked(_released + bytes));

    /// <summary>Lets everything through from now on.</summary>
    public void Open() => Change(() => _released = long.MaxValue);

    /// <summary>Completes when <paramref name="bytes"/> were sent since the start; fails after 20 s.</summary>
    public async Task WrittenAsync(long bytes)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await WaitAsync(() => _written >= bytes, late.Token).ConfigureAwait(false);
    }

    /// <summary>Waits for leave to send, and gives how many of <paramref name="wanted"/> bytes may go.</summary>
    internal async Task<int> PassAsync(int wanted, CancellationToken cancellationToken)
    {
        await WaitAsync(() => _released > _written, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            return (int)Math.Min(wanted, _released - _written);
        }
    }

    internal void Sent(int bytes) => Change(() => _written += bytes);

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.TrySetResult();
    }

    private async Task WaitAsync(Func<bool> holds, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (holds())
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
