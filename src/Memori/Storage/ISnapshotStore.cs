namespace Memori.Storage;

/// <summary>
/// Where an engine leaves the index that it derived from an owner's memories, for the next start. A memory store that outlives its process
/// may implement it. Nothing depends on it: what it keeps is disposable. It may hold words of the memories, so whatever deletes a memory
/// or changes its text takes the owner's snapshot away in the same transaction, and no snapshot of an earlier version is kept after that. Thread-safe.
/// </summary>
public interface ISnapshotStore
{
    /// <summary>The snapshot of an owner, or null when there is none.</summary>
    Task<byte[]?> ReadSnapshotAsync(Owner owner, CancellationToken cancellationToken = default);

    /// <summary>Keeps a snapshot in place of the one before it.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="version">The owner's version that it reflects.</param>
    /// <param name="content">The snapshot.</param>
    /// <param name="cancellationToken">Cancels between two writes; what was written so far is never read.</param>
    /// <returns>False, with nothing kept, when a memory was deleted or its text changed after that version.</returns>
    Task<bool> WriteSnapshotAsync(Owner owner, long version, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);
}
