using System.Collections.Concurrent;

namespace Memori.Recall;

/// <summary>The memories that were recalled lately, by slot, so that they need not be fetched again. Bounded. Thread-safe.</summary>
internal sealed class RecentMemories
{
    /// <summary>How many there are at least before the older half is let go.</summary>
    private const int Half = 2048;

    /// <summary>What a memory takes beside its text, about, in bytes.</summary>
    private const int Fixed = 500;

    private ConcurrentDictionary<int, Memory> _newer = new(concurrencyLevel: 1, capacity: 7);
    private ConcurrentDictionary<int, Memory>? _older;
    private long _bytes;

    /// <summary>The bytes that they take, about.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public Memory? Find(int slot)
    {
        if (_newer.TryGetValue(slot, out var memory))
        {
            return memory;
        }

        if (_older is { } older && older.TryRemove(slot, out memory))
        {
            Interlocked.Add(ref _bytes, -SizeOf(memory));
            Put(slot, memory);
        }

        return memory;
    }

    public void Put(int slot, Memory memory)
    {
        if (_newer.Count >= Half)
        {
            _older = _newer;
            _newer = new ConcurrentDictionary<int, Memory>(concurrencyLevel: 1, capacity: Half);
            Interlocked.Exchange(ref _bytes, _older.Values.Sum(SizeOf));
        }

        _newer[slot] = memory;
        Interlocked.Add(ref _bytes, SizeOf(memory));
    }

    public void Remove(int slot)
    {
        _newer.TryRemove(slot, out _);
        _older?.TryRemove(slot, out _);
    }

    private static long SizeOf(Memory memory) => Fixed + (sizeof(char) * (long)memory.Content.Length);
}
