namespace Memori.Claude.Chat.Caching;

/// <summary>Answers that may be given again, in memory, for a time, within a bound of bytes: those not asked for the longest leave first. Thread-safe.</summary>
/// <param name="lifetime">How long an answer may be given again.</param>
/// <param name="maximumBytes">The most bytes of answers. Default 32 MiB.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class ResponseCache(TimeSpan lifetime, long maximumBytes = 32 << 20, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = [];
    private readonly Dictionary<string, TaskCompletionSource<CachedAnswer?>> _underWay = new(StringComparer.Ordinal);
    private long _bytes;
    private long _forgettings;

    /// <summary>How many answers it holds, those whose time is over included.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Forgets all answers of a user: of one whose memories are deleted, as an answer may quote them. An answer under way is not kept.</summary>
    public void Forget(string userId)
    {
        lock (_lock)
        {
            _forgettings++;
            foreach (var entry in _byUse.Where(entry => entry.UserId == userId).ToList())
            {
                Remove(_entries[entry.Key]);
            }
        }
    }

    internal CachedAnswer? Find(string key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node))
            {
                return null;
            }

            if (node.Value.Until <= _time.GetUtcNow())
            {
                Remove(node);
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddLast(node);
            return node.Value.Answer;
        }
    }

    /// <summary>Makes the caller the one who asks the model.</summary>
    /// <param name="key">The key.</param>
    /// <param name="other">When another does already: its answer, or null when that one has none to share.</param>
    /// <returns>The flight to land, or null when there is another.</returns>
    internal Flight? Begin(string key, out Task<CachedAnswer?> other)
    {
        lock (_lock)
        {
            if (_underWay.TryGetValue(key, out var known))
            {
                other = known.Task;
                return null;
            }

            var own = new TaskCompletionSource<CachedAnswer?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _underWay[key] = own;
            other = own.Task;
            return new Flight(this, key, _forgettings);
        }
    }

    private void Land(Flight flight, string userId, CachedAnswer? answer)
    {
        lock (_lock)
        {
            if (_underWay.Remove(flight.Key, out var waiting))
            {
                waiting.SetResult(answer);
            }

            if (answer is null || answer.Bytes > maximumBytes / 8 || flight.Forgettings != _forgettings)
            {
                return;
            }

            if (_entries.TryGetValue(flight.Key, out var old))
            {
                Remove(old);
            }

            _entries[flight.Key] = _byUse.AddLast(new Entry(flight.Key, userId, answer, _time.GetUtcNow() + lifetime));
            _bytes += answer.Bytes;
            while (_bytes > maximumBytes && _byUse.First is { } oldest)
            {
                Remove(oldest);
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.Key);
        _byUse.Remove(node);
        _bytes -= node.Value.Answer.Bytes;
    }

    private sealed record Entry(string Key, string UserId, CachedAnswer Answer, DateTimeOffset Until);

    /// <summary>A call that others with the same key wait for. Land it in any case.</summary>
    internal sealed class Flight(ResponseCache cache, string key, long forgettings)
    {
        public string Key => key;

        public long Forgettings => forgettings;

        /// <summary>Ends it, once: with what may be given again, or with nothing.</summary>
        public void Land(string userId, CachedAnswer? answer) => cache.Land(this, userId, answer);
    }
}
