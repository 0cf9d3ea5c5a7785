using System.Globalization;
using System.Runtime.CompilerServices;
using Memori.Claude.Models;
using Memori.Claude.Resilience;
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
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        for (var fitted = Fit(messages, options); ; fitted = Tighter(fitted, options))
        {
            try
            {
                return await base.GetResponseAsync(fitted.Kept, options, cancellationToken).ConfigureAwait(false);
            }
            catch (ClaudeRequestException refused) when (IsTooLong(refused))
            {
                // Nothing was charged: the estimate was too low, and it is tried with less.
            }
        }
    }

    /// <inheritdoc />
    /// <exception cref="MemoriException"><c>context-window-exceeded</c>.</exception>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var fitted = Fit(messages, options); ; fitted = Tighter(fitted, options))
        {
            var updates = base.GetStreamingResponseAsync(fitted.Kept, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (updates.ConfigureAwait(false))
            {
                bool isMore;
                try
                {
                    isMore = await updates.MoveNextAsync().ConfigureAwait(false);
                }
                catch (ClaudeRequestException refused) when (IsTooLong(refused))
                {
                    continue;
                }

                while (isMore)
                {
                    yield return updates.Current;
                    isMore = await updates.MoveNextAsync().ConfigureAwait(false);
                }

                yield break;
            }
        }
    }

    private Fitted Fit(IEnumerable<ChatMessage> messages, ChatOptions? asked)
    {
        var model = catalog.Resolve(asked?.ModelId ?? options.Model, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)).Model;
        return Fit([.. messages], asked, model, model.ContextTokens);
    }

    private Fitted Fit(IReadOnlyList<ChatMessage> messages, ChatOptions? asked, ClaudeModel model, long limit)
    {
        var output = Math.Min(asked?.MaxOutputTokens ?? options.MaxOutputTokens, model.MaxOutputTokens);
        for (; ; limit /= 2)
        {
            var kept = CostOptimizer.OptimizeContext(messages, asked.AskedStrategy() ?? strategy, limit);
            var tokens = estimator.UpperBound(model.Id, PromptFeatures.Of(kept, asked));
            if (tokens <= model.ContextTokens - output)
            {
                return new Fitted(messages, kept, model, tokens, limit, output);
            }

            if (limit == 0)
            {
                throw TooLong(model, tokens, output);
            }
        }
    }

    /// <summary>Less than what was refused.</summary>
    private Fitted Tighter(Fitted refused, ChatOptions? asked)
    {
        var limit = refused.Limit;
        while (limit > 0)
        {
            limit /= 2;
            var fitted = Fit(refused.All, asked, refused.Model, limit);
            if (fitted.Kept.Count < refused.Kept.Count)
            {
                return fitted;
            }
        }

        throw TooLong(refused.Model, refused.Tokens, refused.Output);
    }

    private static bool IsTooLong(ClaudeRequestException refused) =>
        refused.InnerException?.Message is { } said && (said.Contains("prompt is too long", StringComparison.Ordinal) || said.Contains("exceed context limit", StringComparison.Ordinal));

    private static MemoriException TooLong(ClaudeModel model, long tokens, int output)
    {
        var (window, needed, answer) = (Figure(model.ContextTokens), Figure(tokens), Figure(output));
        return new MemoriException(FaultKind.BadRequest, "context-window-exceeded", new LocalizedText(
            $"The newest turn with the system prompt, the tools and what is pinned takes about {needed} tokens; with {answer} tokens for the answer that is more than the {window} tokens of {model.Id}. Shorten it, lower max_tokens, or choose a model with a larger window.",
            $"最新一轮对话连同系统提示词、工具和固定的内容约需 {needed} 个 token,加上回答所需的 {answer} 个 token,超出了 {model.Id} 的 {window} 个 token 的上下文窗口。请缩短内容、减小 max_tokens,或选用窗口更大的模型。"));
    }

    private static string Figure(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private sealed record Fitted(IReadOnlyList<ChatMessage> All, IReadOnlyList<ChatMessage> Kept, ClaudeModel Model, long Tokens, long Limit, int Output);
}
