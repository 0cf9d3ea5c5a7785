namespace Memori.Storage;

/// <summary>Memories in the memory of this process, gone when it ends: for tests and for throw-away work. Thread-safe.</summary>
public sealed partial class InMemoryStore : IMemoryStore, IEmbeddingStore
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
    public Task<IReadOnlyList<Memory>> FindManyAsync(Owner owner, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<Memory>>(owner, memories => [.. ids.Distinct().Select(memories.Find).OfType<OwnerMemories.Entry>().Select(entry => entry.Memory)], cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Memory>> ListAsync(Owner owner, MemoryQuery query, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<Memory>>(
            owner,
            memories =>
            [
                .. memories.Written(0).Where(memory =>
                        (query.SessionId is null || memory.SessionId is null || memory.SessionId == query.SessionId)
                        && (query.Namespace is null || memory.Namespace == query.Namespace)
                        && (query.Kinds is null || query.Kinds.Contains(memory.Kind))
                        && (query.Status is null || memory.Status == query.Status)
                        && (query.Mode is null || memory.Mode == query.Mode)
                        && (query.ExpiresBefore is null || memory.ExpiresAt < query.ExpiresBefore)
                        && (query.SupersededBy is null || memory.SupersededBy == query.SupersededBy))
                    .OrderByDescending(memory => memory.CreatedAt).ThenByDescending(memory => memory.Sequence)
                    .Skip(query.Offset).Take(query.Limit),
            ],
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Owner>> OwnersAsync(Owner? after, int limit, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<Owner>>(
            [
                .. _owners.Where(pair => pair.Value.Version > 0).Select(pair => pair.Key)
                    .OrderBy(owner => owner.Kind).ThenBy(owner => owner.Id, StringComparer.Ordinal)
                    .Where(owner => after is not { } last || owner.Kind > last.Kind || (owner.Kind == last.Kind && string.CompareOrdinal(owner.Id, last.Id) > 0))
                    .Take(limit),
            ]);
        }
    }

    /// <inheritdoc/>
    public Task<T> TransactAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken = default) => work(cancellationToken);

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
