using Memori.Injection;
using Microsoft.Extensions.AI;

namespace Memori.Chat;

/// <summary>On whose behalf a chat client is asked: travels with the options of a call.</summary>
public static class ChatScopeExtensions
{
    private const string ScopeKey = "memori.scope";
    private const string InjectionKey = "memori.injection";

    internal const string MemoriesKey = "memori.memories";

    /// <summary>Asks on behalf of <paramref name="scope"/>. Changes and returns the options.</summary>
    /// <param name="options">The options of a call.</param>
    /// <param name="scope">Whose memories.</param>
    /// <param name="injection">Which of them; null for what the client is set to.</param>
    public static ChatOptions WithScope(this ChatOptions options, Scope scope, InjectionRequest? injection = null)
    {
        (options.AdditionalProperties ??= [])[ScopeKey] = scope;
        if (injection is not null)
        {
            options.AdditionalProperties[InjectionKey] = injection;
        }

        return options;
    }

    internal static Scope? Scope(this ChatOptions? options) => options?.AdditionalProperties?.TryGetValue(ScopeKey, out Scope? scope) == true ? scope : null;

    internal static InjectionRequest? Injection(this ChatOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(InjectionKey, out InjectionRequest? injection) == true ? injection : null;

    /// <summary>The memories that were put into the turn that a response answers; empty when none were.</summary>
    public static IReadOnlyList<Memory> MemoriesUsed(this ChatResponse response) => Memories(response.AdditionalProperties);

    /// <summary>The memories that were put into the turn that is answered, on the first update; empty on all others.</summary>
    public static IReadOnlyList<Memory> MemoriesUsed(this ChatResponseUpdate update) => Memories(update.AdditionalProperties);

    /// <summary>The options for the client within, which has no use for whose memories they were.</summary>
    internal static ChatOptions? WithoutScope(ChatOptions? options)
    {
        if (options?.AdditionalProperties?.ContainsKey(ScopeKey) != true && options?.AdditionalProperties?.ContainsKey(InjectionKey) != true)
        {
            return options;
        }

        var copy = options.Clone();
        copy.AdditionalProperties!.Remove(ScopeKey);
        copy.AdditionalProperties.Remove(InjectionKey);
        return copy;
    }

    private static IReadOnlyList<Memory> Memories(AdditionalPropertiesDictionary? properties) =>
        properties?.TryGetValue(MemoriesKey, out IReadOnlyList<Memory>? memories) == true ? memories : [];
}
