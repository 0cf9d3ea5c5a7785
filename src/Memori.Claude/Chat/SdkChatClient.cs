using Anthropic;
using Memori.Claude.Models;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat;

/// <summary>The official SDK as a chat client, asking each model to think in the way it knows. Owns the SDK's client and its connections.</summary>
internal sealed class SdkChatClient(AnthropicClient sdk, ClaudeOptions options, ModelCatalog catalog)
    : DelegatingChatClient(sdk.AsIChatClient(options.Model, options.MaxOutputTokens, AnthropicThinkingMode.Adaptive))
{
    private readonly IChatClient _extended = sdk.AsIChatClient(options.Model, options.MaxOutputTokens, AnthropicThinkingMode.Extended);

    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        For(options).GetResponseAsync(messages, options, cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        For(options).GetStreamingResponseAsync(messages, options, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _extended.Dispose();
            sdk.Dispose();
        }

        base.Dispose(disposing);
    }

    private IChatClient For(ChatOptions? asked) =>
        catalog.TryFind(asked?.ModelId ?? options.Model, out var model) && model.Thinking == ThinkingKind.Extended ? _extended : InnerClient;
}
