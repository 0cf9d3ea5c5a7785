namespace Memori.Injection;

/// <summary>The blocks of a conversation: those of earlier turns as they were, and the newest turn's.</summary>
public sealed record Injection
{
    /// <summary>A conversation without memory.</summary>
    public static Injection Nothing { get; } = new();

    /// <summary>What to put where: index of the turn and the block's exact text, in order of turns. A block stands first in its turn.</summary>
    public IReadOnlyList<PlacedBlock> Blocks { get; init; } = [];

    /// <summary>
    /// The first turn whose block is not there any more, because a memory in it was deleted or rewritten, or is no longer granted, or because the block was replaced; null when there is none.
    /// Thinking that the model did after it is bound to a history that is no more.
    /// </summary>
    public int? FirstGone { get; init; }

    /// <summary>The memories that the block of the last turn in which the user says something quotes.</summary>
    public IReadOnlyList<Memory> Memories { get; init; } = [];

    /// <summary>
    /// The id under which the exchange that this turn began is to be observed (<see cref="Ingestion.Exchange.Id"/>), so that one that is sent twice is observed once,
    /// and its turns are not recalled into the conversation that they belong to; null when nothing is to be observed.
    /// </summary>
    public string? ExchangeId { get; init; }

    /// <summary>Whether the newest block is new and must be kept (<see cref="MemoryInjector.KeepAsync"/>) before the request is sent.</summary>
    public bool MustKeep { get; init; }

    /// <summary>The same without the newest block when that was not kept: what is not kept must not be sent.</summary>
    public Injection WithoutNewest() => MustKeep ? this with { Blocks = [.. Blocks.SkipLast(1)], Memories = [], MustKeep = false } : this;
}

/// <summary>A block and its turn.</summary>
/// <param name="Turn">Index of the turn in the conversation.</param>
/// <param name="Text">The block, byte for byte.</param>
public sealed record PlacedBlock(int Turn, string Text);
