using System.Runtime.CompilerServices;
using Memori.Claude.Resilience;
using Memori.Ledger;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat;

/// <summary>
/// Turns an answer that the model refused to give (<see cref="ChatFinishReason.ContentFilter"/>) into a <see cref="ClaudeRefusedException"/>,
/// for callers who would otherwise show an empty answer. A stream fails at its end. Thread-safe.
/// </summary>
public sealed class RefusalChatClient(IChatClient innerClient) : DelegatingChatClient(innerClient)
{
    /// <inheritdoc />
    /// <exception cref="ClaudeRefusedException">The model refused.</exception>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        return response.FinishReason == ChatFinishReason.ContentFilter
            ? throw new ClaudeRefusedException(UsageCounts.FromUsage(response.Usage))
            : response;
    }

    /// <inheritdoc />
    /// <exception cref="ClaudeRefusedException">The model refused.</exception>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var refused = false;
        var usage = default(TokenUsage);
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            refused |= update.FinishReason == ChatFinishReason.ContentFilter;
            usage = update.Contents.OfType<UsageContent>().Aggregate(usage, (sum, content) => sum + UsageCounts.FromUsage(content.Details));
            yield return update;
        }

        if (refused)
        {
            throw new ClaudeRefusedException(usage);
        }
    }
}
