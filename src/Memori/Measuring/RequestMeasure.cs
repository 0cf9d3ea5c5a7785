using Memori.Ledger;

namespace Memori.Measuring;

/// <summary>
/// What one request took: whoever serves it opens one, and recall, writing and the ledger add to it without knowing who asked. Ambient, like <see cref="Payer"/>;
/// where nobody measures, nothing is allocated. A model call is settled after its answer: the measure is whole once everything that was begun has ended. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class RequestMeasure(TimeProvider time)
{
    private static readonly AsyncLocal<RequestMeasure?> Ambient = new();

    private readonly Lock _lock = new();
    private readonly HashSet<string> _unsettled = new(StringComparer.Ordinal);
    private readonly HashSet<string> _calling = new(StringComparer.Ordinal);
    private Stretch _recall;
    private Stretch _calls;
    private TokenUsage _usage;
    private int _holds;
    private int _retrieved;
    private int _created;
    private string? _userId;
    private string? _sessionId;
    private string? _error;
    private bool _failed;
    private Action<RequestMeasure>? _whole;

    /// <summary>The measure of the request that is served now, or null when nobody measures.</summary>
    public static RequestMeasure? Current => Ambient.Value;

    /// <summary>For whom the request turned out to be, or null.</summary>
    public string? UserId => Read(() => _userId);

    /// <summary>In which session, or null.</summary>
    public string? SessionId => Read(() => _sessionId);

    /// <summary>The stable code of the error that was answered, or null.</summary>
    public string? ErrorCode => Read(() => _error);

    /// <summary>Whether the request failed after its answer had begun, so that the status does not show it.</summary>
    public bool HasFailed => Read(() => _failed);

    /// <summary>Tokens and cost of the request's model calls, as the ledger settled them.</summary>
    public TokenUsage Usage => Read(() => _usage);

    /// <summary>How long memories were looked for; what was looked for at once counts once.</summary>
    public TimeSpan RecallTime => Read(() => _recall.Total(time));

    /// <summary>How long a model was waited for, from admission to the end of the answer, retries included; calls at once count once.</summary>
    public TimeSpan CallTime => Read(() => _calls.Total(time));

    /// <summary>How many memories were found.</summary>
    public int MemoriesRetrieved => Read(() => _retrieved);

    /// <summary>How many memories came to be; those that merged into known ones don't count.</summary>
    public int MemoriesCreated => Read(() => _created);

    /// <summary>Measures what happens until the result is disposed, in this flow of control.</summary>
    public static IDisposable Use(RequestMeasure measure)
    {
        var before = Ambient.Value;
        Ambient.Value = measure;
        return new Restore(before);
    }

    /// <summary>Begins to look for memories; costs nothing where nobody measures.</summary>
    public static RecallTiming BeginRecall() => new(Current);

    /// <summary>Says for whom the request is.</summary>
    public void Attribute(string userId, string? sessionId) => Change(() => (_userId, _sessionId) = (userId, sessionId ?? _sessionId));

    /// <summary>Says which error was answered: a stable code, never content. The first one stays.</summary>
    public void Refuse(string code) => Change(() => _error ??= code);

    /// <summary>Says that the request failed although its answer had begun. The first code stays.</summary>
    public void Fail(string code) => Change(() => (_error, _failed) = (_error ?? code, true));

    /// <summary>Counts memories that came to be.</summary>
    public void AddCreated(int memories) => Change(() => _created += memories);

    /// <summary>Keeps the measure open for something that is done after the answer; to be followed by one <see cref="Release"/>.</summary>
    public void Hold() => Change(() => _holds++);

    /// <summary>What <see cref="Hold"/> was called for is done.</summary>
    public void Release() => Change(() => _holds--);

    /// <summary>The request was answered. <paramref name="whole"/> is called once, when all that it began has ended too: maybe before this returns.</summary>
    public void Complete(Action<RequestMeasure> whole) => Change(() => _whole = whole);

    internal void EnterRecall() => Change(() => _recall.Enter(time));

    internal void LeaveRecall() => Change(() => _recall.Leave(time));

    internal void AddRetrieved(int memories) => Change(() => _retrieved += memories);

    /// <summary>A model call was admitted.</summary>
    internal void Admitted(string reservation) => Change(() =>
    {
        if (_unsettled.Add(reservation) && _calling.Add(reservation))
        {
            _calls.Enter(time);
        }
    });

    /// <summary>It was answered, or failed; what it used is being settled.</summary>
    internal void Answered(string reservation) => Change(() =>
    {
        if (_calling.Remove(reservation))
        {
            _calls.Leave(time);
        }
    });

    /// <summary>It was settled, whether or not that went well.</summary>
    internal void Settled(string reservation, TokenUsage usage) => Change(() =>
    {
        if (_unsettled.Remove(reservation))
        {
            _usage += usage;
        }
    });

    private T Read<T>(Func<T> value)
    {
        lock (_lock)
        {
            return value();
        }
    }

    private void Change(Action change)
    {
        Action<RequestMeasure>? whole = null;
        lock (_lock)
        {
            change();
            if (_holds <= 0 && _unsettled.Count == 0)
            {
                (whole, _whole) = (_whole, null);
            }
        }

        whole?.Invoke(this);
    }

    private sealed class Restore(RequestMeasure? before) : IDisposable
    {
        public void Dispose() => Ambient.Value = before;
    }

    /// <summary>The time during which at least one of something was under way.</summary>
    private struct Stretch
    {
        private int _depth;
        private long _since;
        private TimeSpan _sum;

        public void Enter(TimeProvider time)
        {
            if (_depth++ == 0)
            {
                _since = time.GetTimestamp();
            }
        }

        public void Leave(TimeProvider time)
        {
            if (--_depth == 0)
            {
                _sum += time.GetElapsedTime(_since);
            }
        }

        public readonly TimeSpan Total(TimeProvider time) => _depth > 0 ? _sum + time.GetElapsedTime(_since) : _sum;
    }
}
