using System.Runtime.CompilerServices;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Resilience;

/// <summary>One attempt: under the circuit breaker and in its time, with every failure as a <see cref="ClaudeException"/>; a stream without an end is one. Thread-safe.</summary>
internal sealed class AttemptChatClient(IChatClient innerClient, ClaudePipeline pipeline) : DelegatingChatClient(innerClient)
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        pipeline.AttemptAsync(token => base.GetResponseAsync(messages, options, token), limit: null, cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stream = await pipeline.AttemptAsync(
            token => OpenStream.OpenAsync(inner => base.GetStreamingResponseAsync(messages, options, inner), token, cancellationToken),
            limit: null,
            cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var isClaudes = false;
            var hasEnded = false;
            do
            {
                var raw = (stream.Current.RawRepresentation as RawMessageStreamEvent)?.Value;
                isClaudes |= raw is not null;
                hasEnded |= raw is RawMessageStopEvent;
                yield return stream.Current;
            }
            while (await NextAsync(stream, cancellationToken).ConfigureAwait(false));

            if (isClaudes && !hasEnded)
            {
                throw ClaudeFaults.StreamCut(cause: null);
            }
        }
    }

    private async Task<bool> NextAsync(OpenStream stream, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception cause)
        {
            var fault = pipeline.Broken(cause, cancellationToken);
            if (fault is null)
            {
                throw;
            }

            throw fault;
        }
    }
}
