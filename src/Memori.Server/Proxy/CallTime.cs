namespace Memori.Server.Proxy;

/// <summary>How long a call may go on: for its lifetime, and, when the client is gone, only as long as it is worth reading on for the ledger.</summary>
internal sealed class CallTime : IDisposable
{
    private static readonly TimeSpan ReadingOn = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenRegistration _hangUp;

    public CallTime(HttpContext context, TimeSpan lifetime, TimeProvider time)
    {
        _over = new CancellationTokenSource(lifetime, time);
        _hangUp = context.RequestAborted.Register(static over => ((CancellationTokenSource)over!).CancelAfter(ReadingOn), _over);
    }

    /// <summary>Canceled when the time is over.</summary>
    public CancellationToken Token => _over.Token;

    public void Dispose()
    {
        _hangUp.Dispose();
        _over.Dispose();
    }
}
