using Memori.Claude.Models;
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
    public static IChatClient UseContextStrategy(
        this IChatClient client, ModelCatalog catalog, ClaudeOptions options, ContextStrategy strategy = ContextStrategy.Balanced, TimeProvider? time = null) =>
        new ContextStrategyChatClient(client, catalog, options, strategy, time ?? TimeProvider.System);

    /// <summary>Has this call shortened by <paramref name="strategy"/> in place of the client's own. Changes and returns the options.</summary>
    public static ChatOptions WithContextStrategy(this ChatOptions options, ContextStrategy strategy)
    {
        (options.AdditionalProperties ??= [])[Key] = strategy;
        return options;
    }

    internal static ContextStrategy? AskedStrategy(this ChatOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(Key, out ContextStrategy strategy) == true ? strategy : null;
}
