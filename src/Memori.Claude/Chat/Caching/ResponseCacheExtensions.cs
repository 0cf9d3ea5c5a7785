using System.Collections.Frozen;
using Memori.Ledger;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat.Caching;

/// <summary>Adds a response cache to a chat client.</summary>
public static class ResponseCacheExtensions
{
    private const string PartitionKey = "memori.cache_partition";
    private const string CachedKey = "memori.cached";

    // The guide's should_use_memori_cache.
    private static readonly FrozenSet<string> Kinds = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "schema", "datasource", "faq", "metadata");

    /// <summary>
    /// Gives answers of the cacheable kinds again, for calls that ask for it by <see cref="WithResponseCache"/>. Stands inside of what injects memories,
    /// so that other memories mean another answer, and outside of what costs money.
    /// </summary>
    public static IChatClient UseResponseCache(this IChatClient client, ResponseCache cache) => new ResponseCacheChatClient(client, cache);

    /// <summary>Whether answers to that kind of query may be given again: <c>schema</c>, <c>datasource</c>, <c>faq</c>, <c>metadata</c>.</summary>
    public static bool IsCacheable(string? queryType) => queryType is not null && Kinds.Contains(queryType);

    /// <summary>Allows the answer to be kept and given again, when its kind is cacheable; without effect otherwise. Changes and returns the options.</summary>
    public static ChatOptions WithResponseCache(this ChatOptions options, string? queryType, CachePartition partition)
    {
        if (IsCacheable(queryType))
        {
            (options.AdditionalProperties ??= [])[PartitionKey] = partition;
        }

        return options;
    }

    /// <summary>Whether the answer was given before, and cost nothing now.</summary>
    public static bool IsCached(this ChatResponse response) =>
        IsCached(response.AdditionalProperties) || response.Messages.Any(message => IsCached(message.AdditionalProperties));

    /// <summary>Whether the answer was given before, and cost nothing now.</summary>
    public static bool IsCached(this ChatResponseUpdate update) => IsCached(update.AdditionalProperties);

    internal static CachePartition? CachePartition(this ChatOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(PartitionKey, out CachePartition? partition) == true ? partition : null;

    internal static AdditionalPropertiesDictionary CachedMark() => new() { [CachedKey] = true };

    internal static UsageDetails NoUsage() => new()
    {
        InputTokenCount = 0,
        OutputTokenCount = 0,
        TotalTokenCount = 0,
        CachedInputTokenCount = 0,
        AdditionalCounts = new AdditionalPropertiesDictionary<long>
        {
            [UsageCounts.CacheCreationInputTokens] = 0,
            [UsageCounts.CacheReadInputTokens] = 0,
            [UsageCounts.CostPicodollars] = 0,
        },
    };

    private static bool IsCached(AdditionalPropertiesDictionary? properties) => properties?.TryGetValue(CachedKey, out bool isCached) == true && isCached;
}
