using Memori.Injection;

namespace Memori.Chat;

/// <summary>How a chat client remembers.</summary>
public sealed class MemoriChatOptions
{
    /// <summary>On whose behalf, when a call does not say (<see cref="ChatScopeExtensions.WithScope"/>). Default: nobody's; such a call passes through untouched.</summary>
    public Scope? Scope { get; set; }

    /// <summary>Which memories, when a call does not say. Default: the defaults of <see cref="InjectionRequest"/>.</summary>
    public InjectionRequest Injection { get; set; } = new();

    /// <summary>How long a call waits for each step of memory before the model is asked: to recall, to keep the block. Then it goes on without. Default 2 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the end of an answer waits for what was said to be kept; then it is not. Default 15 seconds, which only a store under much load needs.</summary>
    public TimeSpan ObservationTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Whether what stays the same from turn to turn is marked for providers that cache on request (<see cref="Prompting.CacheBreakpoint"/>):
    /// the instructions and the last two turns of the user. A caller who marks places keeps them, and only the newest turn is marked beside. Default true.
    /// </summary>
    public bool MarkCache { get; set; } = true;
}
