using System.Globalization;
using Memori.Server.Access;
using Memori.Server.Configuration.Reload;
using Memori.Server.Errors;
using Memori.Server.Proxy;

namespace Memori.Server.Limits;

/// <summary>
/// So many requests a minute for each key or token; where there are none, for each user that is named; where none is, for each address. Stands behind the check of who calls, and before all work:
/// what is refused costs nothing else. Thread-safe.
/// </summary>
internal sealed class RateLimit(RequestDelegate next, LiveSettings live, TimeProvider time)
{
    private volatile Rate _rate = new(live.Current.RateLimitPerMinute, time);

    public Task InvokeAsync(HttpContext context)
    {
        KeyAttempts.LetIn(context);

        // Health, metrics and the page's own files are asked for by machines and by looking: they cost nothing worth counting.
        var isDoor = ProxyFault.IsDoor(context.Request);
        var rate = RateNow();
        if (rate.Buckets is null || !(isDoor || context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)))
        {
            return next(context);
        }

        var state = rate.Buckets.Take(NameOf(context));

        // An answer of the API is passed on as it is.
        if (!isDoor || !state.HasToken)
        {
            Describe(rate, state, context.Response);
        }

        return state.HasToken ? next(context) : throw LimitFaults.RateLimited(state.NextIn);
    }

    // After a change of the setting everybody begins anew.
    private Rate RateNow() => live.Current.RateLimitPerMinute is var perMinute && perMinute == _rate.PerMinute ? _rate : _rate = new Rate(perMinute, time);

    /// <summary>Who is counted. The kinds are apart, as anybody may call himself like a key.</summary>
    private static string NameOf(HttpContext context) => AccessGate.IdentityOf(context.Request) is { } identity ? "key " + identity.Id
        : CallerIdentity.NamedCaller(context.Request) is { } caller ? "user " + caller.UserId
        : "address " + RemoteAddress.Of(context);

    // As draft-ietf-httpapi-ratelimit-headers has them; kept over an exception, which clears what was set before.
    private static void Describe(Rate rate, BucketState state, HttpResponse response) => response.OnStarting(() =>
    {
        response.Headers["RateLimit-Limit"] = rate.PerMinute.ToString(CultureInfo.InvariantCulture);
        response.Headers["RateLimit-Remaining"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
        response.Headers["RateLimit-Reset"] = RetryAfter.Text(state.HasToken ? state.FullIn : state.NextIn);
        return Task.CompletedTask;
    });

    private sealed class Rate(int perMinute, TimeProvider time)
    {
        public int PerMinute { get; } = perMinute;

        public TokenBuckets? Buckets { get; } = perMinute == 0 ? null : new TokenBuckets(perMinute, time);
    }
}
