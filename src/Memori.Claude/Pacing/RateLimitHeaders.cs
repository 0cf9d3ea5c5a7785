using System.Globalization;
using System.Net.Http.Headers;

namespace Memori.Claude.Pacing;

/// <summary>Reads <c>anthropic-ratelimit-{requests,tokens,input-tokens,output-tokens}-{limit,remaining,reset}</c>.</summary>
internal static class RateLimitHeaders
{
    // The limits are of a minute: what says longer comes from a clock that goes wrong, here or there, and must not hold everything back for as long.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static RateLimit? Read(HttpResponseHeaders headers, string what, DateTimeOffset now)
    {
        if (Text(headers, $"anthropic-ratelimit-{what}-remaining") is not { } left
            || !long.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var remaining)
            || !DateTimeOffset.TryParse(
                Text(headers, $"anthropic-ratelimit-{what}-reset"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var reset))
        {
            return null;
        }

        var limit = long.TryParse(Text(headers, $"anthropic-ratelimit-{what}-limit"), NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : remaining;
        return new RateLimit(Math.Max(limit, 1), remaining, reset - now > Longest ? now + Longest : reset);
    }

    private static string? Text(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
