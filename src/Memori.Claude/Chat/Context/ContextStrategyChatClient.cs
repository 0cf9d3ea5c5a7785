using System.Globalization;
using Memori.Claude.Models;
using Memori.Claude.Tokens;
using Memori.Text;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat.Context;

/// <summary>
/// Shortens long conversations by a <see cref="Context.ContextStrategy"/>, further than it says when the model's window is too small, and refuses what can't fit:
/// the API is never asked what it would refuse for its length. Thread-safe.
/// </summary>
public sealed class ContextStrategyChatClient(
    IChatClient innerClient, ModelCatalog catalog, ClaudeOptions options, TokenEstimator estimator, ContextStrategy strategy, TimeProvider time)
    : DelegatingChatClient(innerClient)
{
    /// <inheritdoc />
    /// <exception cref="MemoriException"><c>context-window-exceeded</c>.</exception>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await base.GetResponseAsync(Fit(messages, options), options, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    /// <exception cref="MemoriException"><c>context-window-exceeded</c>.</exception>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(Fit(messages, options), options, cancellationToken);

    private IReadOnlyList<ChatMessage> Fit(IEnumerable<ChatMessage> messages, ChatOptions? asked)
    {
        IReadOnlyList<ChatMessage> all = [.. messages];
        var model = catalog.Resolve(asked?.ModelId ?? options.Model, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)).Model;
        var room = model.ContextTokens - Math.Min(asked?.MaxOutputTokens ?? options.MaxOutputTokens, model.MaxOutputTokens);
        var by = asked.AskedStrategy() ?? strategy;
        IReadOnlyList<ChatMessage> kept;
        long tokens;
        long limit = model.ContextTokens;
        do
        {
            kept = CostOptimizer.OptimizeContext(all, by, limit);
            tokens = estimator.UpperBound(model.Id, PromptFeatures.Of(kept, asked));
            limit /= 2;
        }
        while (tokens > room && limit > 0);

        return tokens <= room ? kept : throw TooLong(model, tokens, model.ContextTokens - room);
    }

    private static MemoriException TooLong(ClaudeModel model, long tokens, int output)
    {
        var (window, needed, answer) = (Figure(model.ContextTokens), Figure(tokens), Figure(output));
        return new MemoriException(FaultKind.BadRequest, "context-window-exceeded", new LocalizedText(
            $"The newest turn with the system prompt, the tools and what is pinned takes about {needed} tokens; with {answer} tokens for the answer that is more than the {window} tokens of {model.Id}. Shorten it, lower max_tokens, or choose a model with a larger window.",
            $"最新一轮对话连同系统提示词、工具和固定的内容约需 {needed} 个 token,加上回答所需的 {answer} 个 token,超出了 {model.Id} 的 {window} 个 token 的上下文窗口。请缩短内容、减小 max_tokens,或选用窗口更大的模型。"));
    }

    private static string Figure(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
