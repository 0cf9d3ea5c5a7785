namespace Memori.Server.Limits;

/// <summary>
/// Lets only so many requests work at once. Who waits, waits for a place of its user's first and then, users taking turns, for one of all: a user who sends hundreds at once is
/// waited for by nobody else. Nobody who waits holds anything, and of a user who has neither work nor waits nothing is kept. Thread-safe.
/// </summary>
/// <param name="limit">How many work at once, all users together; 0 for no limit.</param>
/// <param name="limitPerUser">How many of one user; 0 for no limit.</param>
/// <param name="patience">How long one waits before it is refused.</param>
/// <param name="time">The clock.</param>
internal sealed class ConcurrencyGate(int limit, int limitPerUser, TimeSpan patience, TimeProvider time)
{
    /// <summary>How many wait at most, all users together; what comes then is refused at once, as a queue that is longer than patience serves nobody.</summary>
    public const int LongestQueue = 2_048;

    /// <summary>How many of one user.</summary>
    public const int LongestQueueOfUser = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);

    // The users who have somebody waiting and may have one more at work; the first is served next, and goes to the end.
    private readonly LinkedList<Line> _turns = [];

    private int _limit = Most(limit);
    private int _limitPerUser = Most(limitPerUser);
    private TimeSpan _patience = patience;
    private int _running;
    private int _waiting;

    /// <summary>How many work now.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>How many wait now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Of how many users anything is kept.</summary>
    public int Users
    {
        get
        {
            lock (_lock)
            {
                return _lines.Count;
            }
        }
    }

    /// <summary>Other limits from now on. Who works, works on; who waits and may be served now is.</summary>
    public void Change(int newLimit, int newLimitPerUser, TimeSpan newPatience)
    {
        lock (_lock)
        {
            (_limit, _limitPerUser, _patience) = (Most(newLimit), Most(newLimitPerUser), newPatience);
            foreach (var line in _lines.Values)
            {
                if (line.Running >= _limitPerUser)
                {
                    TakeTurn(line);
                }

                GiveTurn(line);
            }

            Serve();
        }
    }

    /// <summary>Waits for a place; dispose what it returns to give it back.</summary>
    /// <exception cref="MemoriException"><c>busy</c> when patience is over, or too many wait already.</exception>
    public async Task<IDisposable> EnterAsync(string user, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource<IDisposable>> place;
        Line line;
        TimeSpan wait;
        lock (_lock)
        {
            line = LineOf(user);
            if (_running < _limit && line.Running < _limitPerUser)
            {
                // Then nobody waits who could have had it: whoever can be served is, at once.
                return Begin(line);
            }

            if (_waiting >= LongestQueue || line.Waiting.Count >= LongestQueueOfUser)
            {
                ForgetIfIdle(line);
                throw LimitFaults.Busy();
            }

            place = line.Waiting.AddLast(new TaskCompletionSource<IDisposable>(TaskCreationOptions.RunContinuationsAsynchronously));
            _waiting++;
            GiveTurn(line);
            wait = _patience;
        }

        using var over = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        using var leaving = either.Token.Register(() => Leave(line, place));
        try
        {
            return await place.Value.Task.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw LimitFaults.Busy();
        }
    }

    private static int Most(int limit) => limit == 0 ? int.MaxValue : limit;

    private Line LineOf(string user)
    {
        if (!_lines.TryGetValue(user, out var line))
        {
            _lines[user] = line = new Line(user);
        }

        return line;
    }

    private Slot Begin(Line line)
    {
        line.Running++;
        _running++;
        return new Slot(this, line);
    }

    private void End(Line line)
    {
        lock (_lock)
        {
            line.Running--;
            _running--;
            GiveTurn(line);
            Serve();
            ForgetIfIdle(line);
        }
    }

    private void Serve()
    {
        while (_running < _limit && _turns.First is { Value: var next })
        {
            var served = next.Waiting.First!;
            RemoveWaiter(next, served);
            served.Value.SetResult(Begin(next));
            TakeTurn(next);
            GiveTurn(next);
        }
    }

    private void Leave(Line line, LinkedListNode<TaskCompletionSource<IDisposable>> place)
    {
        lock (_lock)
        {
            if (place.List is null)
            {
                // It was served in the same moment.
                return;
            }

            RemoveWaiter(line, place);
            if (line.Waiting.Count == 0)
            {
                TakeTurn(line);
            }

            ForgetIfIdle(line);
        }

        place.Value.SetCanceled();
    }

    private void RemoveWaiter(Line line, LinkedListNode<TaskCompletionSource<IDisposable>> place)
    {
        line.Waiting.Remove(place);
        _waiting--;
    }

    private void GiveTurn(Line line)
    {
        if (line.Turn.List is null && line.Waiting.Count > 0 && line.Running < _limitPerUser)
        {
            _turns.AddLast(line.Turn);
        }
    }

    private void TakeTurn(Line line)
    {
        if (line.Turn.List is not null)
        {
            _turns.Remove(line.Turn);
        }
    }

    private void ForgetIfIdle(Line line)
    {
        if (line is { Running: 0, Waiting.Count: 0 })
        {
            _lines.Remove(line.User);
        }
    }

    /// <summary>A user's requests.</summary>
    private sealed class Line
    {
        public Line(string user) => (User, Turn) = (user, new LinkedListNode<Line>(this));

        public string User { get; }

        public LinkedListNode<Line> Turn { get; }

        public LinkedList<TaskCompletionSource<IDisposable>> Waiting { get; } = [];

        public int Running { get; set; }
    }

    private sealed class Slot(ConcurrencyGate gate, Line line) : IDisposable
    {
        private ConcurrencyGate? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.End(line);
    }
}
