namespace Memori.Server.Limits;

/// <summary>
/// So much a minute for each name: a bucket of tokens that fills steadily and holds a minute's worth. What is kept is bounded, however many names are invented: a bucket that is full again is
/// forgotten, and beyond <paramref name="capacity"/> the new ones share one. Thread-safe.
/// </summary>
/// <param name="perMinute">How many tokens a bucket gets in a minute, and holds; at least 1.</param>
/// <param name="time">The clock.</param>
/// <param name="capacity">Of how many names a bucket is kept.</param>
internal sealed class TokenBuckets(int perMinute, TimeProvider time, int capacity = 10_000)
{
    private const string Shared = "";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (double Tokens, long At)> _buckets = new(StringComparer.Ordinal);
    private readonly TimeSpan _each = TimeSpan.FromMinutes(1) / perMinute;
    private long _swept = time.GetTimestamp();

    /// <summary>How many buckets are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _buckets.Count;
            }
        }
    }

    /// <summary>Takes a token when there is one.</summary>
    public BucketState Take(string name) => Take(name, 1);

    /// <summary>Looks whether there is one.</summary>
    public BucketState Look(string name) => Take(name, 0);

    private BucketState Take(string name, int wanted)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var key = Place(name, now);
            var tokens = TokensOf(key, now);
            var has = tokens >= 1;
            if (has && wanted > 0)
            {
                tokens -= wanted;
                _buckets[key] = (tokens, now);
            }

            return new BucketState(has, (int)tokens, (perMinute - tokens) * _each, tokens >= 1 ? TimeSpan.Zero : (1 - tokens) * _each);
        }
    }

    private double TokensOf(string key, long now) =>
        _buckets.TryGetValue(key, out var bucket) ? Math.Min(perMinute, bucket.Tokens + (time.GetElapsedTime(bucket.At, now) / _each)) : perMinute;

    private string Place(string name, long now)
    {
        if (_buckets.Count >= capacity && !_buckets.ContainsKey(name))
        {
            // Once a second: whoever invents names must not make it a pass over all of them for each.
            if (time.GetElapsedTime(_swept, now) >= TimeSpan.FromSeconds(1))
            {
                _swept = now;
                foreach (var key in _buckets.Keys.Where(key => TokensOf(key, now) >= perMinute).ToArray())
                {
                    _buckets.Remove(key);
                }
            }

            return _buckets.Count >= capacity ? Shared : name;
        }

        return name;
    }
}

/// <summary>How a bucket stands.</summary>
/// <param name="HasToken">Whether there was a token.</param>
/// <param name="Remaining">How many there are now.</param>
/// <param name="FullIn">When it is full again.</param>
/// <param name="NextIn">When there is a token; zero for now.</param>
internal readonly record struct BucketState(bool HasToken, int Remaining, TimeSpan FullIn, TimeSpan NextIn);
