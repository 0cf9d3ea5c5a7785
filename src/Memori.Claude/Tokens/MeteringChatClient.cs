using System.Runtime.CompilerServices;
using Anthropic.Models.Messages;
using Memori.Claude.Models;
using Memori.Ledger;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Memori.Claude.Tokens;

/// <summary>Adds the cache's buckets and the exact cost to the usage of every answer, streamed or not, under the names of <see cref="UsageCounts"/>. Thread-safe.</summary>
public sealed partial class MeteringChatClient(IChatClient innerClient, ModelCatalog catalog, string defaultModel, TimeProvider time, ILogger logger)
    : DelegatingChatClient(innerClient)
{
    /// <inheritdoc />
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        Meter(response.Usage, (response.RawRepresentation as Message)?.Usage, response.ModelId, options);
        return response;
    }

    /// <inheritdoc />
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Usage? start = null;
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            if (update.RawRepresentation is RawMessageStreamEvent { Value: RawMessageStartEvent started })
            {
                start = started.Message.Usage;
            }

            foreach (var usage in update.Contents.OfType<UsageContent>())
            {
                Meter(usage.Details, start, update.ModelId, options);
            }

            yield return update;
        }
    }

    private void Meter(UsageDetails? usage, Usage? raw, string? answered, ChatOptions? options)
    {
        if (usage is null)
        {
            return;
        }

        var counts = usage.AdditionalCounts ??= [];
        counts[UsageCounts.CacheReadInputTokens] = usage.CachedInputTokenCount ?? raw?.CacheReadInputTokens ?? 0;
        counts[UsageCounts.CacheCreationInputTokens] = counts.Remove(nameof(Usage.CacheCreationInputTokens), out var created)
            ? created
            : raw?.CacheCreationInputTokens ?? 0;
        if (raw?.CacheCreation?.Ephemeral1hInputTokens is > 0 and var oneHour)
        {
            counts[UsageCounts.CacheCreationOneHourInputTokens] = oneHour;
        }

        var used = UsageCounts.FromUsage(usage);
        if (!PossibleUsage.Is(used))
        {
            return;
        }

        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var priced = Model(answered, options, day).Price(
            used, day, counts.GetValueOrDefault(UsageCounts.CacheCreationOneHourInputTokens), PriceTerms.Of(raw?.InferenceGeo, raw?.ServiceTier?.Raw()));
        counts[UsageCounts.CostPicodollars] = priced.CostPicodollars;
    }

    private ClaudeModel Model(string? answered, ChatOptions? options, DateOnly day)
    {
        var (model, isKnown) = catalog.PriceOrDearest(answered ?? options?.ModelId ?? defaultModel, day);
        if (!isKnown)
        {
            LogUnknownModel(logger, model.Id);
        }

        return model;
    }

    [LoggerMessage(LogLevel.Warning, "The model {Answered} that answered is not in the catalogue: charged as the dearest one. Add it to the catalogue")]
    private static partial void LogUnknownModel(ILogger logger, string answered);
}
