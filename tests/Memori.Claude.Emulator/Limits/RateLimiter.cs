using Memori.Claude.Emulator.Replies;
using Memori.Claude.Emulator.Rules;

namespace Memori.Claude.Emulator.Limits;

/// <summary>The limits of each account (a key is an account). Thread-safe.</summary>
internal sealed class RateLimiter(RateLimits limits, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<TokenBucket>> _accounts = new(StringComparer.Ordinal);

    /// <summary>Takes a request and its input, or refuses with 429. Gives the headers of the limits either way.</summary>
    public IReadOnlyDictionary<string, string> Admit(string account, long inputTokens)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var buckets = Buckets(account, now);
            foreach (var bucket in buckets)
            {
                var wait = bucket.Wait(Cost(bucket, inputTokens, atLeast: 1), now);
                if (wait > TimeSpan.Zero)
                {
                    throw new RequestRefusedException(
                        FaultReply.Of(429).After((int)Math.Ceiling(wait.TotalSeconds)) with
                        {
                            Message = $"This request would exceed your account's rate limit: {bucket.Kind} per minute.",
                            Headers = Headers(buckets, now),
                        });
                }
            }

            foreach (var bucket in buckets)
            {
                bucket.Take(Cost(bucket, inputTokens, atLeast: 0), now);
            }

            return Headers(buckets, now);
        }
    }

    /// <summary>Takes the output of an admitted request.</summary>
    public void Settle(string account, long outputTokens)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            foreach (var bucket in Buckets(account, now).Where(bucket => bucket.Kind is "tokens" or "output-tokens"))
            {
                bucket.Take(outputTokens, now);
            }
        }
    }

    private static long Cost(TokenBucket bucket, long inputTokens, long atLeast) => bucket.Kind switch
    {
        "requests" => 1,
        "output-tokens" => atLeast,
        _ => inputTokens,
    };

    private static Dictionary<string, string> Headers(List<TokenBucket> buckets, DateTimeOffset now) =>
        buckets.SelectMany(bucket => bucket.Headers(now)).ToDictionary(StringComparer.Ordinal);

    private List<TokenBucket> Buckets(string account, DateTimeOffset now)
    {
        if (!_accounts.TryGetValue(account, out var buckets))
        {
            _accounts[account] = buckets = [];
            foreach (var (kind, limit) in ((string, int?)[])[
                ("requests", limits.Requests), ("tokens", limits.Tokens), ("input-tokens", limits.InputTokens), ("output-tokens", limits.OutputTokens)])
            {
                if (limit is { } perMinute)
                {
                    buckets.Add(new TokenBucket(kind, perMinute, now));
                }
            }
        }

        return buckets;
    }
}
