namespace Memori.Storage;

/// <summary>
/// Keeps the blocks of memories that were put into conversations, so that each is put there again as it was. A memory store implements it:
/// whatever deletes a memory deletes, in the same transaction, the text of every block that quotes it; that there was one stays on record.
/// Erasing a user or a session erases its blocks. Thread-safe.
/// </summary>
public interface IInjectedBlockStore
{
    /// <summary>Those of the blocks with these keys that there are or were, in any order.</summary>
    Task<IReadOnlyList<InjectedTurn>> FindBlocksAsync(Owner owner, string? sessionId, string? @namespace, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default);

    /// <summary>Keeps a block, in place of one of the same place and key that is gone or was made before <paramref name="replaceBefore"/>.</summary>
    /// <returns>The block as it now is: another's when it was there already.</returns>
    Task<InjectedTurn> KeepBlockAsync(InjectedTurn block, DateTimeOffset replaceBefore, CancellationToken cancellationToken = default);
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

    /// <summary>Its text; null when a memory in it was deleted.</summary>
    public required string? Text { get; init; }

    /// <summary>The memories in it.</summary>
    public IReadOnlyList<QuotedMemory> Memories { get; init; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A memory in a block.</summary>
/// <param name="Owner">Its owner.</param>
/// <param name="Id">Its id.</param>
public readonly record struct QuotedMemory(Owner Owner, string Id);
