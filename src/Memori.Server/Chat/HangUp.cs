namespace Memori.Server.Chat;

/// <summary>
/// Lets an answer come to its end, for a while, when nobody waits for it any more: so that it is remembered, and paid for as what it really was.
/// </summary>
internal sealed class HangUp : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationTokenRegistration _end;

    public HangUp(TimeProvider time, CancellationToken aborted, CancellationToken ending = default)
    {
        _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _registration = aborted.Register(() => _source.CancelAfter(Patience));
        _end = ending.Register(_source.Cancel);
    }

    /// <summary>Ends the work a minute after the caller hung up, and at once when the service has no more time.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _end.Dispose();
        _source.Dispose();
    }
}
