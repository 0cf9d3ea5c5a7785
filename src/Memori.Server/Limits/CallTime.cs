namespace Memori.Server.Limits;

/// <summary>
/// How long a call of the API may go on: for its lifetime and, when nobody waits for it any more, only for a while: so that it is remembered, and paid for as what it
/// really was.
/// </summary>
internal sealed class CallTime : IDisposable
{
    private static readonly TimeSpan ReadingOn = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenRegistration _hangUp;
    private readonly CancellationTokenRegistration _end;

    /// <param name="lifetime">How long it may take; infinite for as long as the API takes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="aborted">The caller hung up.</param>
    /// <param name="ending">The service has no more time. Default: it always has.</param>
    public CallTime(TimeSpan lifetime, TimeProvider time, CancellationToken aborted, CancellationToken ending = default)
    {
        _over = new CancellationTokenSource(lifetime, time);
        _hangUp = aborted.Register(static over => ((CancellationTokenSource)over!).CancelAfter(ReadingOn), _over);
        _end = ending.Register(static over => ((CancellationTokenSource)over!).Cancel(), _over);
    }

    /// <summary>Canceled when the time is over.</summary>
    public CancellationToken Token => _over.Token;

    public void Dispose()
    {
        _hangUp.Dispose();
        _end.Dispose();
        _over.Dispose();
    }
}
