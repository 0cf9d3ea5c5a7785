namespace Memori.Claude.Resilience;

/// <summary>A response body that fails with <c>claude-stalled</c> when a read waits too long: HTTP time-outs end at the headers. For one reader.</summary>
internal sealed class StallTimeoutStream(Stream inner, TimeSpan stallTimeout, TimeProvider time) : ResponseStream(inner)
{
    private CancellationTokenSource _silence = new();
    private ITimer? _timer;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_silence.IsCancellationRequested)
        {
            // The timer rang in the moment in which the last read ended, or its reader gave up.
            _silence.Dispose();
            _silence = new CancellationTokenSource();
        }

        // A read for which bytes are there already, as most are in a busy stream, needs no timer.
        var read = Inner.ReadAsync(buffer, _silence.Token);
        return read.IsCompletedSuccessfully ? read : WaitAsync(read, cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => Inner.Read(buffer, offset, count);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _timer?.Dispose();
            _silence.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> WaitAsync(ValueTask<int> read, CancellationToken cancellationToken)
    {
        _timer ??= time.CreateTimer(static stream => ((StallTimeoutStream)stream!)._silence.Cancel(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(stallTimeout, Timeout.InfiniteTimeSpan);
        using var givenUp = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _silence);
        try
        {
            return await read.ConfigureAwait(false);
        }
        catch (Exception cause) when (_silence.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw ClaudeFaults.Stalled(stallTimeout, cause);
        }
        finally
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
