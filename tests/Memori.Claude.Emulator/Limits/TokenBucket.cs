namespace Memori.Claude.Emulator.Limits;

/// <summary>One limit: full at first, filling evenly, emptied by what is taken. Not thread-safe.</summary>
internal sealed class TokenBucket(string kind, int perMinute, DateTimeOffset start)
{
    private double _level = perMinute;
    private DateTimeOffset _at = start;

    public string Kind => kind;

    /// <summary>How long until <paramref name="amount"/> (at most the whole bucket) is there; zero when it is.</summary>
    public TimeSpan Wait(long amount, DateTimeOffset now)
    {
        Fill(now);
        var missing = Math.Min(amount, perMinute) - _level;
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(missing / perMinute);
    }

    public void Take(long amount, DateTimeOffset now)
    {
        Fill(now);
        _level -= amount;
    }

    public IReadOnlyDictionary<string, string> Headers(DateTimeOffset now) =>
        RateLimits.Headers(kind, perMinute, (long)Math.Max(0, _level), now + TimeSpan.FromSeconds(Math.Ceiling((perMinute - _level) / perMinute * 60)));

    private void Fill(DateTimeOffset now)
    {
        _level = Math.Min(perMinute, _level + ((now - _at).TotalMinutes * perMinute));
        _at = now;
    }
}
