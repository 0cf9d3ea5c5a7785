using Microsoft.Extensions.AI;

namespace Memori.Ledger;

/// <summary>The names under which a metering client reports what <see cref="UsageDetails"/> has no place for.</summary>
public static class UsageCounts
{
    /// <summary>Input tokens written to the prompt cache.</summary>
    public const string CacheCreationInputTokens = "cache_creation_input_tokens";

    /// <summary>The part of <see cref="CacheCreationInputTokens"/> that was written for an hour; absent when none was.</summary>
    public const string CacheCreationOneHourInputTokens = "cache_creation_1h_input_tokens";

    /// <summary>Input tokens read from the prompt cache.</summary>
    public const string CacheReadInputTokens = "cache_read_input_tokens";

    /// <summary>Cost in picodollars (10⁻¹² USD).</summary>
    public const string CostPicodollars = "cost_picodollars";

    /// <summary>
    /// The four disjoint buckets of <paramref name="usage"/>, whose <see cref="UsageDetails.InputTokenCount"/> includes the cache's tokens
    /// (the convention of <see cref="IChatClient"/>). Without our counts: what the framework's own fields say, at no cost. Null is no usage.
    /// </summary>
    public static TokenUsage FromUsage(UsageDetails? usage)
    {
        if (usage is null)
        {
            return default;
        }

        var created = Count(usage, CacheCreationInputTokens) ?? 0;
        var read = Count(usage, CacheReadInputTokens) ?? usage.CachedInputTokenCount ?? 0;
        return new TokenUsage
        {
            InputTokens = Math.Max(0, (usage.InputTokenCount ?? 0) - created - read),
            OutputTokens = usage.OutputTokenCount ?? 0,
            CacheCreationInputTokens = created,
            CacheReadInputTokens = read,
            CostPicodollars = Count(usage, CostPicodollars) ?? 0,
        };
    }

    private static long? Count(UsageDetails usage, string name) =>
        usage.AdditionalCounts is { } counts && counts.TryGetValue(name, out var count) ? count : null;
}
