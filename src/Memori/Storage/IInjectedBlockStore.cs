namespace Memori.Storage;

/// <summary>
/// Keeps the blocks of memories that were put into conversations, so that each is put there again as it was. A memory store implements it:
/// whatever deletes a memory or changes its text deletes, in the same transaction, the text of every block that quotes it; that there was one stays on record.
/// Deleting all memories of a user or a session deletes its blocks. Thread-safe.
/// </summary>
public interface IInjectedBlockStore
{
    /// <summary>Those of the blocks with these keys that there are or were, in any order.</summary>
    Task<IReadOnlyList<InjectedTurn>> FindBlocksAsync(Owner owner, string? sessionId, string? @namespace, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps a block, in place of one of the same place and key that has lost its text or was made before <paramref name="replaceBefore"/>.
    /// When a memory in it is gone meanwhile, or says something else than is quoted, nothing is kept.
    /// </summary>
    /// <param name="block">The block, with its text. Its time is kept in milliseconds.</param>
    /// <param name="replaceBefore">From when on one that is there already stays.</param>
    /// <param name="cancellationToken">Cancels before the write begins.</param>
    /// <returns>The block as it now is: another's when it was there already, without text when nothing was kept.</returns>
    Task<InjectedTurn> KeepBlockAsync(InjectedTurn block, DateTimeOffset replaceBefore, CancellationToken cancellationToken = default);

    /// <summary>Deletes all blocks that were made before <paramref name="before"/>.</summary>
    /// <returns>How many.</returns>
    Task<int> PurgeBlocksAsync(DateTimeOffset before, CancellationToken cancellationToken = default);
}

/// <summary>A block that was put into a turn.</summary>
public sealed record InjectedTurn
{
    /// <summary>The user whose conversation it is.</summary>
    public required Owner Owner { get; init; }

    /// <summary>The session, or null.</summary>
    public string? SessionId { get; init; }

    /// <summary>The namespace, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>The hash of the history that it stands in.</summary>
    public required string Key { get; init; }

    /// <summary>Its text; null when a memory in it was deleted or rewritten since.</summary>
    public required string? Text { get; init; }

    /// <summary>The memories in it, in any order; none when it has lost its text.</summary>
    public IReadOnlyList<QuotedMemory> Memories { get; init; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A memory in a block.</summary>
/// <param name="Owner">Its owner.</param>
/// <param name="Id">Its id.</param>
/// <param name="Content">What it says, to be compared when the block is kept; null not to compare, and in what is found.</param>
public readonly record struct QuotedMemory(Owner Owner, string Id, string? Content = null);
