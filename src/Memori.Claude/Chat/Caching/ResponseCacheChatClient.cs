using System.Runtime.CompilerServices;
using Memori.Claude.Telemetry;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat.Caching;

/// <summary>
/// Gives complete answers of text again, free of charge and marked as cached, to the same question of the same partition. Of several at once one asks the model and the
/// others get its answer; when it fails, each asks for itself. Thread-safe.
/// </summary>
public sealed class ResponseCacheChatClient(IChatClient innerClient, ResponseCache cache) : DelegatingChatClient(innerClient)
{
    /// <inheritdoc />
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> all = [.. messages];
        if (options.CachePartition() is not { } partition || CacheKey.Of(partition, all, options!) is not { } key)
        {
            return await base.GetResponseAsync(all, options, cancellationToken).ConfigureAwait(false);
        }

        var (known, flight) = await FindAsync(key, cancellationToken).ConfigureAwait(false);
        if (known is not null)
        {
            return known.ToResponse();
        }

        CachedAnswer? answer = null;
        try
        {
            var response = await base.GetResponseAsync(all, options, cancellationToken).ConfigureAwait(false);
            answer = CachedAnswer.Of(response);
            return response;
        }
        finally
        {
            flight?.Land(partition.UserId, answer);
        }
    }

    /// <inheritdoc />
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> all = [.. messages];
        var partition = options.CachePartition();
        var key = partition is null ? null : CacheKey.Of(partition, all, options!);
        var (known, flight) = key is null ? default : await FindAsync(key, cancellationToken).ConfigureAwait(false);
        if (known is not null)
        {
            foreach (var update in known.ToUpdates())
            {
                yield return update;
            }

            yield break;
        }

        var updates = flight is null ? null : new List<ChatResponseUpdate>();
        CachedAnswer? answer = null;
        try
        {
            await foreach (var update in base.GetStreamingResponseAsync(all, options, cancellationToken).ConfigureAwait(false))
            {
                updates?.Add(update);
                yield return update;
            }

            answer = updates is null ? null : CachedAnswer.Of(updates);
        }
        finally
        {
            flight?.Land(partition!.UserId, answer);
        }
    }

    private async Task<(CachedAnswer? Known, ResponseCache.Flight? Flight)> FindAsync(string key, CancellationToken cancellationToken)
    {
        var (known, flight) = (cache.Find(key), default(ResponseCache.Flight));
        if (known is null && (flight = cache.Begin(key, out var other)) is null)
        {
            known = await other.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        UpstreamMetrics.Ask(known is not null);
        return (known, flight);
    }
}
