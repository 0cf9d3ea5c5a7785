namespace Memori.Claude.Emulator.Limits;

/// <summary>The limits of an account, each a bucket that fills evenly within a minute; null for none.</summary>
public sealed record RateLimits
{
    /// <summary>Requests a minute.</summary>
    public int? Requests { get; init; }

    /// <summary>Tokens a minute, of both kinds.</summary>
    public int? Tokens { get; init; }

    /// <summary>Input tokens a minute, those read from the cache included.</summary>
    public int? InputTokens { get; init; }

    /// <summary>Output tokens a minute: asked before an answer, taken after it.</summary>
    public int? OutputTokens { get; init; }

    /// <summary>The headers of a limit as the API sends them, to be scripted on a reply.</summary>
    /// <param name="kind"><c>requests</c>, <c>tokens</c>, <c>input-tokens</c> or <c>output-tokens</c>.</param>
    public static IReadOnlyDictionary<string, string> Headers(string kind, long limit, long remaining, DateTimeOffset reset) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [$"anthropic-ratelimit-{kind}-limit"] = FormattableString.Invariant($"{limit}"),
        [$"anthropic-ratelimit-{kind}-remaining"] = FormattableString.Invariant($"{remaining}"),
        [$"anthropic-ratelimit-{kind}-reset"] = reset.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
    };
}
