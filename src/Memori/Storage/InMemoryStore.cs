namespace Memori.Storage;

/// <summary>Memories in the memory of this process, gone when it ends: for tests and for throw-away work. Thread-safe.</summary>
public sealed class InMemoryStore : IMemoryStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Owner, OwnerMemories> _owners = [];

    /// <inheritdoc/>
    public Task<Memory> AppendAsync(Memory memory, string contentKey, CancellationToken cancellationToken = default) =>
        With(memory.Owner, owner => owner.Append(memory, contentKey), cancellationToken);

    /// <inheritdoc/>
    public Task<Memory?> FindAsync(Owner owner, string id, CancellationToken cancellationToken = default) =>
        With(owner, memories => memories.Find(id)?.Memory, cancellationToken);

    /// <inheritdoc/>
    public Task<Memory?> UpdateAsync(Owner owner, string id, Func<Memory, (Memory Memory, string ContentKey)?> change, CancellationToken cancellationToken = default) =>
        With(owner, memories => memories.Update(id, change), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(Owner owner, string id, Func<Memory, bool> condition, CancellationToken cancellationToken = default) =>
        With(owner, memories => memories.Find(id) is { } entry && condition(entry.Memory) && memories.Delete([entry.Memory]) > 0, cancellationToken);

    /// <inheritdoc/>
    public Task<int> DeleteAllAsync(Owner owner, string? sessionId, string? @namespace, CancellationToken cancellationToken = default) =>
        With(
            owner,
            memories => memories.Delete(
            [
                .. memories.Written(0).Where(memory =>
                    (sessionId is null || memory.SessionId == sessionId) && (@namespace is null || memory.Namespace == @namespace)),
            ]),
            cancellationToken);

    /// <inheritdoc/>
    public Task TouchAsync(Owner owner, IReadOnlyDictionary<string, int> accesses, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        With(
            owner,
            memories =>
            {
                memories.Touch(accesses, at);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<long> VersionAsync(Owner owner, CancellationToken cancellationToken = default) =>
        With(owner, memories => memories.Version, cancellationToken);

    /// <inheritdoc/>
    public Task<OwnerChanges> ChangesAsync(Owner owner, long since, CancellationToken cancellationToken = default) =>
        With(owner, memories => new OwnerChanges(memories.Version, memories.Written(since), memories.Deleted(since)), cancellationToken);

    private Task<T> With<T>(Owner owner, Func<OwnerMemories, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_owners.TryGetValue(owner, out var memories))
            {
                _owners[owner] = memories = new OwnerMemories();
            }

            try
            {
                return Task.FromResult(work(memories));
            }
            catch (Exception exception)
            {
                // As on a store with real waiting, what a caller's delegate throws comes with the task.
                return Task.FromException<T>(exception);
            }
        }
    }
}
