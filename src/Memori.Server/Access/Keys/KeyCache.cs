using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Memori.Server.Access.Keys;

/// <summary>
/// What was found of the secrets that came lately, by the whole hash of each, so that the database is not asked for every request. Nothing is older
/// than a second, and nothing is from before the last change that this process made. Thread-safe.
/// </summary>
internal sealed class KeyCache(TimeProvider time)
{
    /// <summary>What other processes changed is seen after this time.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private const int MostFound = 10_000;
    private const int MostRefused = 1_000;

    // Apart, so that a flood of forged keys drives no real one out.
    private readonly ConcurrentDictionary<Digest, Entry> _found = new();
    private readonly ConcurrentDictionary<Digest, Entry> _refused = new();
    private long _version;

    /// <summary>The moment before a question to the database, with which its answer is kept.</summary>
    public Moment Now() => new(Interlocked.Read(ref _version), time.GetTimestamp());

    /// <summary>Whether what was read after <paramref name="asked"/> may still be believed.</summary>
    public bool IsFresh(Moment asked) => asked.Version == Interlocked.Read(ref _version) && time.GetElapsedTime(asked.Timestamp) < Fresh;

    /// <summary>What is known of a secret: false when the database must be asked.</summary>
    public bool TryGet(Digest secret, out FoundKey? found)
    {
        if ((_found.TryGetValue(secret, out var entry) || _refused.TryGetValue(secret, out entry)) && IsFresh(entry.Asked))
        {
            found = entry.Found;
            return true;
        }

        found = null;
        return false;
    }

    /// <summary>Keeps what was found, or that nothing was.</summary>
    public void Keep(Digest secret, FoundKey? found, Moment asked)
    {
        var (kept, most) = found is null ? (_refused, MostRefused) : (_found, MostFound);
        if (kept.Count >= most)
        {
            // What is lost is asked for again: it would have been a second later.
            kept.Clear();
        }

        kept[secret] = new Entry(found, asked);
    }

    /// <summary>Forgets everything, also what is being read right now: keys were changed.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _version);
        _found.Clear();
        _refused.Clear();
    }

    /// <summary>When the database was asked.</summary>
    internal readonly record struct Moment(long Version, long Timestamp);

    /// <summary>The whole SHA-256 of a secret.</summary>
    internal readonly record struct Digest(UInt128 First, UInt128 Second)
    {
        public static Digest Of(string secret)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(Encoding.UTF8.GetBytes(secret), hash);
            return MemoryMarshal.Read<Digest>(hash);
        }
    }

    private sealed record Entry(FoundKey? Found, Moment Asked);
}

/// <summary>A key that a secret proved.</summary>
/// <param name="Key">The key.</param>
/// <param name="Until">Until when this secret proves it; null for as long as the key is in use.</param>
internal sealed record FoundKey(ApiKey Key, DateTimeOffset? Until);
