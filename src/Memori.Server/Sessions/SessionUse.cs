namespace Memori.Server.Sessions;

/// <summary>A request that uses a session, until it is disposed: as long as one is under way the session does not expire. Thread-safe.</summary>
public sealed class SessionUse : IDisposable
{
    private readonly SessionActivity _activity;
    private SessionInUse? _session;

    internal SessionUse(SessionActivity activity, SessionInUse session)
    {
        _activity = activity;
        _session = session;
    }

    /// <summary>The request is over. A second time it has no effect.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _session, null) is { } session)
        {
            _activity.End(session);
        }
    }
}

/// <summary>What is known of a session in use. Guarded by whoever keeps it.</summary>
internal sealed class SessionInUse
{
    /// <summary>When it was last used.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>How many requests use it at the moment.</summary>
    public int UnderWay { get; set; }

    /// <summary>How many used it since that was written.</summary>
    public int Requests { get; set; }
}
