using System.Runtime.CompilerServices;
using Memori.Ledger;
using Microsoft.Extensions.AI;
using Polly.CircuitBreaker;

namespace Memori.Claude.Resilience;

/// <summary>
/// Makes a call of as many attempts as it takes, in one total deadline, each in its turn, and turns every failure into a <see cref="ClaudeException"/>.
/// A stream is tried again until its first event; after that a failure ends it. Thread-safe.
/// </summary>
public sealed class ClaudeResilienceChatClient : DelegatingChatClient
{
    private readonly ClaudePipeline _pipeline;
    private readonly string _defaultModel;

    internal ClaudeResilienceChatClient(IChatClient innerClient, ClaudePipeline pipeline, string defaultModel)
        : base(innerClient)
    {
        _pipeline = pipeline;
        _defaultModel = defaultModel;
    }

    /// <summary>The state of the circuit breaker.</summary>
    public CircuitState Circuit => _pipeline.Circuit;

    /// <inheritdoc />
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        _pipeline.CallAsync((_, token) => base.GetResponseAsync(messages, options, token), Terms(options), cancellationToken);

    /// <inheritdoc />
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stream = await _pipeline.CallAsync(
            (_, token) => OpenStream.OpenAsync(inner => base.GetStreamingResponseAsync(messages, options, inner), token, cancellationToken),
            Terms(options),
            cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            do
            {
                yield return stream.Current;
            }
            while (await stream.MoveNextAsync().ConfigureAwait(false));
        }
    }

    private CallTerms Terms(ChatOptions? options) => new()
    {
        Model = options?.ModelId ?? _defaultModel,
        User = (Payer.Current ?? Payer.Unattributed).UserId,
    };
}
