using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Emulator.Rules;

namespace Memori.Claude.Emulator.Caching;

/// <summary>The prompt cache: which prefixes were written, and until when they live. Thread-safe.</summary>
internal sealed class PromptCache(TimeProvider time)
{
    // As documented: a breakpoint looks back over this many blocks for a longer-lived prefix.
    private const int LookBack = 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _prefixes = new(StringComparer.Ordinal);

    /// <summary>The input of <paramref name="body"/> in the four buckets; what it asks to cache is cached.</summary>
    public EmulatedUsage Account(JsonObject body, EmulatedModel model, int minimum)
    {
        List<PromptBlock> blocks = [.. PromptBlock.Of(body)];
        var prefixes = Prefixes(blocks, model);
        var total = prefixes.Count == 0 ? 0 : prefixes[^1].Tokens;
        var breakpoints = Breakpoints(blocks, body["cache_control"]).Where(at => prefixes[at.Index].Tokens >= minimum).ToList();
        lock (_lock)
        {
            var hit = Hit(prefixes, breakpoints);
            var read = hit < 0 ? 0 : prefixes[hit].Tokens;
            long fiveMinutes = 0;
            long oneHour = 0;
            var written = read;
            foreach (var (index, lifetime) in breakpoints)
            {
                var expiry = time.GetUtcNow() + lifetime;
                var known = _prefixes.GetValueOrDefault(prefixes[index].Hash);
                _prefixes[prefixes[index].Hash] = known > expiry ? known : expiry;
                var more = Math.Max(0, prefixes[index].Tokens - written);
                written += more;
                (fiveMinutes, oneHour) = lifetime == TimeSpan.FromHours(1) ? (fiveMinutes, oneHour + more) : (fiveMinutes + more, oneHour);
            }

            return new EmulatedUsage { Input = total - written, CacheRead = read, CacheWrite5m = fiveMinutes, CacheWrite1h = oneHour };
        }
    }

    private int Hit(List<(string Hash, long Tokens)> prefixes, List<(int Index, TimeSpan Lifetime)> breakpoints)
    {
        var now = time.GetUtcNow();
        var best = -1;
        foreach (var (index, _) in breakpoints)
        {
            for (var i = index; i >= 0 && i > index - LookBack && i > best; i--)
            {
                if (_prefixes.GetValueOrDefault(prefixes[i].Hash) > now)
                {
                    best = i;
                    break;
                }
            }
        }

        return best;
    }

    private static List<(string Hash, long Tokens)> Prefixes(List<PromptBlock> blocks, EmulatedModel model)
    {
        // The model belongs to the prefix: caches are per model.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(model.Id));
        var prefixes = new List<(string, long)>();
        long tokens = 0;
        foreach (var block in blocks)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\u001e{block.Place}\u001f{block.Content}"));
            tokens += TokenEstimate.Of(block, model.TokenFactor);
            prefixes.Add((Convert.ToHexString(hash.GetCurrentHash()), tokens));
        }

        return prefixes;
    }

    private static IEnumerable<(int Index, TimeSpan Lifetime)> Breakpoints(List<PromptBlock> blocks, JsonNode? automatic)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            // A mark on the whole request stands on its last block.
            if ((blocks[i].CacheControl ?? (i == blocks.Count - 1 ? automatic : null)) is { } control)
            {
                yield return (i, control["ttl"].Text() == "1h" ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(5));
            }
        }
    }
}
