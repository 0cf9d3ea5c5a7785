using Memori.Injection;
using Microsoft.Extensions.AI;

namespace Memori.Chat;

/// <summary>On whose behalf a chat client is asked: travels with the options of a call.</summary>
public static class ChatScopeExtensions
{
    private const string ScopeKey = "memori.scope";
    private const string InjectionKey = "memori.injection";

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
}
