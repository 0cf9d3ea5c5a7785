using Microsoft.Extensions.AI;

namespace Memori.Prompting;

/// <summary>
/// Marks the end of a stable prefix of a prompt, for providers that cache on request.
/// A client of such a provider translates the mark; any other ignores it.
/// </summary>
public static class CacheBreakpoint
{
    private const string Key = "memori.cache_breakpoint";

    /// <summary>Marks <paramref name="content"/> as the last of a stable prefix.</summary>
    /// <param name="content">The content; changed in place and returned.</param>
    /// <param name="lifetime">How long the prefix should stay cached.</param>
    public static T WithCacheBreakpoint<T>(this T content, CacheLifetime lifetime)
        where T : AIContent
    {
        (content.AdditionalProperties ??= [])[Key] = lifetime;
        return content;
    }

    /// <summary>The mark of <paramref name="content"/>, or null.</summary>
    public static CacheLifetime? Of(AIContent content) =>
        content.AdditionalProperties is { } properties && properties.TryGetValue(Key, out var value) && value is CacheLifetime lifetime ? lifetime : null;
}

/// <summary>How long a prefix stays in a provider's prompt cache after its last use.</summary>
public enum CacheLifetime
{
    /// <summary>Five minutes.</summary>
    FiveMinutes,

    /// <summary>An hour; dearer to write.</summary>
    OneHour,
}
