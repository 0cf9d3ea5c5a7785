namespace Memori.Claude.Pacing;

/// <summary>
/// One credential's calls: when they may go, and who waits. Users (and, for each, families of models) take turns; a user's own calls keep their order.
/// Not thread-safe: the pacer's lock guards it.
/// </summary>
internal sealed class PacedAccount(int requestsPerMinute) : IDisposable
{
    // More families than there are; more would be made-up names.
    private const int MaxLanes = 64;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly LinkedList<WaitingLine> _lines = new();
    private readonly Queue<DateTimeOffset> _minute = new();

    /// <summary>Nothing goes before: a 429 said so.</summary>
    public DateTimeOffset HoldUntil { get; private set; }

    /// <summary>Wakes the waiting when time alone lets them go.</summary>
    public ITimer? Alarm { get; set; }

    public bool IsWaitedFor => _lines.Count > 0;

    public Lane LaneOf(string model)
    {
        var family = ModelFamily.Of(model);
        if (!_lanes.ContainsKey(family) && _lanes.Count >= MaxLanes)
        {
            family = ModelFamily.Other;
        }

        return _lanes.TryGetValue(family, out var lane) ? lane : _lanes[family] = new Lane();
    }

    public void Hold(DateTimeOffset until) => HoldUntil = until > HoldUntil ? until : HoldUntil;

    public bool Allows(Lane lane, long tokens, DateTimeOffset now) => now >= HoldUntil && HasRoomInMinute(now) && lane.Allows(tokens, now);

    public bool IsQueued(Lane lane) => _lines.Count > 0 && _lines.Any(line => ReferenceEquals(line.Lane, lane));

    public void Enter(Lane lane, long tokens, DateTimeOffset now)
    {
        lane.Enter(tokens);
        if (requestsPerMinute > 0)
        {
            _minute.Enqueue(now);
        }
    }

    public Waiter Enqueue(string user, Lane lane, long tokens)
    {
        var line = _lines.FirstOrDefault(line => ReferenceEquals(line.Lane, lane) && line.User == user) ?? _lines.AddLast(new WaitingLine(user, lane)).Value;
        return line.Waiters.AddLast(new Waiter(lane, tokens)).Value;
    }

    public void Remove(Waiter waiter)
    {
        if (_lines.FirstOrDefault(line => line.Waiters.Remove(waiter)) is { Waiters.Count: 0 } empty)
        {
            _lines.Remove(empty);
        }
    }

    /// <summary>The user with the most waiting calls, and the last of these; null when nobody waits.</summary>
    public (string User, int Count, Waiter Last)? Longest() =>
        _lines
            .GroupBy(line => line.User, StringComparer.Ordinal)
            .Select(lines => ((string User, int Count, Waiter Last)?)(lines.Key, lines.Sum(line => line.Waiters.Count), lines.Last().Waiters.Last!.Value))
            .MaxBy(user => user?.Count);

    public int CountOf(string user) => _lines.Where(line => line.User == user).Sum(line => line.Waiters.Count);

    /// <summary>Takes the next call that may go out of the queue: of the user served longest ago. Null when none may.</summary>
    public Waiter? Next(DateTimeOffset now)
    {
        for (var node = _lines.First; node is not null; node = node.Next)
        {
            var first = node.Value.Waiters.First!.Value;
            if (!Allows(first.Lane, first.Tokens, now))
            {
                continue;
            }

            node.Value.Waiters.RemoveFirst();
            _lines.Remove(node);
            if (node.Value.Waiters.Count > 0)
            {
                _lines.AddLast(node);
            }

            return first;
        }

        return null;
    }

    /// <summary>Until when a call of the lane can't go for certain; null when it may go as soon as others report.</summary>
    public DateTimeOffset? BlockedUntil(Lane lane, DateTimeOffset now)
    {
        DateTimeOffset?[] reasons = [HoldUntil, HasRoomInMinute(now) ? null : _minute.Peek() + Minute, lane.UsedUpUntil(now)];
        return reasons.Where(until => until > now).Max();
    }

    /// <summary>The next moment at which time alone may let a waiting call go; null when there is none.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now)
    {
        DateTimeOffset?[] moments =
        [
            HoldUntil,
            _minute.TryPeek(out var oldest) ? oldest + Minute : null,
            .. _lines.Select(line => line.Lane).Distinct().Select(lane => lane.NextReset(now)),
        ];
        return moments.Where(moment => moment > now).Min();
    }

    /// <summary>Until when any of its lanes is blocked; null when none is.</summary>
    public DateTimeOffset? PacedUntil(DateTimeOffset now) => _lanes.Values.Select(lane => BlockedUntil(lane, now)).Max();

    public bool IsForgettable(DateTimeOffset now) => !IsWaitedFor && PacedUntil(now) is null && _lanes.Values.All(lane => lane.IsIdle);

    public void Dispose() => Alarm?.Dispose();

    private bool HasRoomInMinute(DateTimeOffset now)
    {
        while (_minute.TryPeek(out var oldest) && oldest + Minute <= now)
        {
            _minute.Dequeue();
        }

        return requestsPerMinute == 0 || _minute.Count < requestsPerMinute;
    }
}
