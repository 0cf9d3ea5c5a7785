using Memori.Claude.Models;
using Memori.Claude.Tokens;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat.Context;

/// <summary>Adds context strategies to a chat client.</summary>
public static class ContextStrategyExtensions
{
    private const string Key = "memori.context_strategy";

    /// <summary>
    /// Shortens what is sent to <paramref name="client"/> so that it fits the model's window. Stands inside of what injects memories (they find their turns by the
    /// client's whole history, and what is injected counts) and outside of the model's rules.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="catalog">The models, with their windows.</param>
    /// <param name="options">The model and <c>max_tokens</c> of a request that names none.</param>
    /// <param name="estimator">Estimates what is sent; null for one of its own.</param>
    /// <param name="strategy">How much to keep. Default <see cref="ContextStrategy.Balanced"/>.</param>
    /// <param name="time">The clock of the models' retirements; null for the system's.</param>
    public static IChatClient UseContextStrategy(
        this IChatClient client,
        ModelCatalog catalog,
        ClaudeOptions options,
        TokenEstimator? estimator = null,
        ContextStrategy strategy = ContextStrategy.Balanced,
        TimeProvider? time = null) =>
        new ContextStrategyChatClient(client, catalog, options, estimator ?? new TokenEstimator(catalog), strategy, time ?? TimeProvider.System);

    /// <summary>Has this call shortened by <paramref name="strategy"/> in place of the client's own. Changes and returns the options.</summary>
    public static ChatOptions WithContextStrategy(this ChatOptions options, ContextStrategy strategy)
    {
        (options.AdditionalProperties ??= [])[Key] = strategy;
        return options;
    }

    internal static ContextStrategy? AskedStrategy(this ChatOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(Key, out ContextStrategy strategy) == true ? strategy : null;
}
