using Memori.Storage;
using Microsoft.Extensions.Logging;

namespace Memori.Injection;

/// <summary>
/// Decides which memories go into a conversation, once per turn: what was put into a turn is put there again, byte for byte, as long as no memory in it is deleted.
/// Thread-safe.
/// </summary>
public sealed class MemoryInjector
{
    /// <summary>An injector over an engine.</summary>
    public MemoryInjector(MemoryEngine engine, IInjectedBlockStore blocks, TimeProvider time, ILogger<MemoryInjector>? logger = null) => _ = (engine, blocks, time, logger);

    /// <summary>The blocks of a conversation, the newest user turn's included. Writes nothing.</summary>
    public Task<Injection> PlanAsync(Scope scope, IReadOnlyList<ConversationTurn> turns, InjectionRequest request, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Keeps the newest block. When another request of the same history was quicker, the result has that one's block.</summary>
    public Task<Injection> KeepAsync(Scope scope, IReadOnlyList<ConversationTurn> turns, Injection injection, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
