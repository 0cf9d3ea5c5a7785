using Memori.Storage;

namespace Memori.Server.Sessions;

/// <summary>
/// Knows which sessions are in use and writes it down every few seconds, all of them in one transaction: no request waits for the disk on that account.
/// Holds what was used since it wrote last, and what is in use. Thread-safe.
/// </summary>
internal sealed partial class SessionActivity : IAsyncDisposable, IDisposable
{
    private const int WrittenAtOnce = 500;

    // Kept while the disk is full, of sessions that nobody is using at the moment.
    private const int MostKept = 100_000;

    private readonly IDatabase _database;
    private readonly TimeProvider _time;
    private readonly TimeSpan _lag;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<SessionKey, SessionInUse> _sessions = [];
    private bool _armed;

    /// <summary>Begins with nothing in use.</summary>
    /// <param name="database">Where it is written.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lag">How long what was used may stay unwritten.</param>
    /// <param name="logger">Told what could not be written.</param>
    public SessionActivity(IDatabase database, TimeProvider time, TimeSpan lag, ILogger logger)
    {
        _database = database;
        _time = time;
        _lag = lag;
        _logger = logger;

        // It rings for all requests, in the name of none.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(static state => ((SessionActivity)state!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>How many sessions are known here at the moment.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>A request uses a session from now until the result is disposed.</summary>
    public SessionUse Begin(SessionKey key)
    {
        lock (_lock)
        {
            if (!_sessions.TryGetValue(key, out var session))
            {
                _sessions[key] = session = new SessionInUse();
            }

            session.UnderWay++;
            session.Requests++;
            session.At = _time.GetUtcNow();
            Arm();
            return new SessionUse(this, session);
        }
    }

    /// <summary>When a session was last used as far as is known here: now, while a request is under way; null when nothing waits to be written.</summary>
    public DateTimeOffset? LastOf(SessionKey key)
    {
        lock (_lock)
        {
            return !_sessions.TryGetValue(key, out var session) ? null : session.UnderWay > 0 ? _time.GetUtcNow() : session.At;
        }
    }

    /// <summary>Forgets what was used of a user.</summary>
    public void Forget(string userId)
    {
        lock (_lock)
        {
            foreach (var key in _sessions.Keys.Where(key => key.UserId == userId).ToList())
            {
                _sessions.Remove(key);
            }
        }
    }

    /// <summary>Writes down what was used and what is in use.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            foreach (var touches in Pending().Chunk(WrittenAtOnce))
            {
                await _database.WriteAsync((transaction, token) => WriteAsync(transaction, touches, token), cancellationToken);
                Settle(touches);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Writes what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await TryFlushAsync();
        _writing.Dispose();
    }

    /// <summary>What was used in the last seconds is lost.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        _writing.Dispose();
    }

    internal void End(SessionInUse session)
    {
        lock (_lock)
        {
            session.UnderWay--;
            session.At = _time.GetUtcNow();
        }
    }

    private static async Task<int> WriteAsync(System.Data.Common.DbTransaction transaction, SessionTouch[] touches, CancellationToken cancellationToken)
    {
        foreach (var touch in touches)
        {
            await SessionTable.TouchAsync(transaction, touch, cancellationToken);
        }

        return touches.Length;
    }

    private List<SessionTouch> Pending()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            return [.. _sessions.Select(pair => new SessionTouch(pair.Key, pair.Value.UnderWay > 0 ? now : pair.Value.At, pair.Value.Requests))];
        }
    }

    private void Settle(SessionTouch[] written)
    {
        lock (_lock)
        {
            foreach (var touch in written)
            {
                if (!_sessions.TryGetValue(touch.Key, out var session))
                {
                    continue;
                }

                session.Requests -= Math.Min(touch.Requests, session.Requests);
                if (session is { UnderWay: 0, Requests: 0 } && session.At <= touch.At)
                {
                    _sessions.Remove(touch.Key);
                }
            }
        }
    }

    private void Arm()
    {
        if (!_armed)
        {
            _armed = _timer.Change(_lag, Timeout.InfiniteTimeSpan);
        }
    }

    private void Ring()
    {
        lock (_lock)
        {
            _armed = false;
        }

        _ = UnhurriedWrites.RunAsync(TryFlushAsync);
    }

    private async Task TryFlushAsync()
    {
        try
        {
            await FlushAsync();
        }
        catch (Exception exception)
        {
            // The disk may be full, or the service be stopping: it stays known here, and the next time may do better.
            LogUnwritten(exception);
        }

        lock (_lock)
        {
            if (_sessions.Count > MostKept)
            {
                foreach (var key in _sessions.Where(pair => pair.Value.UnderWay == 0).Select(pair => pair.Key).ToList())
                {
                    _sessions.Remove(key);
                }
            }

            if (_sessions.Count > 0)
            {
                Arm();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When sessions were last used could not be written.")]
    private partial void LogUnwritten(Exception exception);
}
