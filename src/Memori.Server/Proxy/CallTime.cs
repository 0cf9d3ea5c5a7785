using Memori.Server.Background;

namespace Memori.Server.Proxy;

/// <summary>How long a call may go on: for its lifetime, and, when the client is gone, only as long as it is worth reading on for the ledger. It ends with the service's time.</summary>
internal sealed class CallTime : IDisposable
{
    private static readonly TimeSpan ReadingOn = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenRegistration _hangUp;
    private readonly CancellationTokenRegistration _end;

    public CallTime(HttpContext context, TimeSpan lifetime, TimeProvider time)
    {
        _over = new CancellationTokenSource(lifetime, time);
        _hangUp = context.RequestAborted.Register(static over => ((CancellationTokenSource)over!).CancelAfter(ReadingOn), _over);
        _end = context.RequestServices.GetRequiredService<ServiceStop>().Ending.Register(static over => ((CancellationTokenSource)over!).Cancel(), _over);
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
