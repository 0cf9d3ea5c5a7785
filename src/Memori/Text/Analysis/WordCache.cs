using System.Collections.Concurrent;

namespace Memori.Text.Analysis;

/// <summary>What was worked out for a word, so that common words are analysed once. Bounded. Thread-safe.</summary>
/// <typeparam name="T">What is kept.</typeparam>
internal sealed class WordCache<T>(int capacity, Func<string, T> analyze)
{
    private readonly ConcurrentDictionary<string, T> _known = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>What the word gives.</summary>
    public T this[ReadOnlySpan<char> word]
    {
        get
        {
            if (_known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var known))
            {
                return known;
            }

            var text = word.ToString();
            var result = analyze(text);

            // When it is full, rare words are worked out each time: the common ones came first.
            if (_count < capacity && _known.TryAdd(text, result))
            {
                Interlocked.Increment(ref _count);
            }

            return result;
        }
    }
}
