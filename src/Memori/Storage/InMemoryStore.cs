namespace Memori.Storage;

/// <summary>
/// Memories, vectors, injected blocks and jobs in the memory of this process, gone when it ends: for tests and for throw-away work. Thread-safe.
/// Writes take turns; reads never wait and see what was committed, also from within a unit of work, as on a durable store.
/// </summary>
/// <param name="time">The clock of the jobs. Default: the system's.</param>
public sealed partial class InMemoryStore(TimeProvider? time = null) : IMemoryStore, IEmbeddingStore, IInjectedBlockStore, IJobStore, IDisposable
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public Task<Memory> AppendAsync(Memory memory, string contentKey, CancellationToken cancellationToken = default) =>
        WriteAsync(memory.Owner, owner => owner.Append(memory, contentKey), cancellationToken);

    /// <inheritdoc/>
    public Task<Memory?> FindAsync(Owner owner, string id, CancellationToken cancellationToken = default) =>
        ReadAsync(owner, memories => memories.Find(id), cancellationToken);

    /// <inheritdoc/>
    public Task<Memory?> UpdateAsync(Owner owner, string id, Func<Memory, (Memory Memory, string ContentKey)?> change, CancellationToken cancellationToken = default) =>
        WriteAsync(owner, memories => memories.Update(id, change), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Memory>> FindManyAsync(Owner owner, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<Memory>>(owner, memories => [.. ids.Distinct().Select(memories.FindExact).OfType<Memory>()], cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Memory>> ListAsync(Owner owner, MemoryQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<Memory>>(
            owner,
            memories =>
            [
                .. memories.Written(0).Where(memory =>
                        (query.SessionId is null || memory.SessionId == query.SessionId || (memory.SessionId is null && !query.OnlySession))
                        && (query.Namespace is null || memory.Namespace == query.Namespace)
                        && (query.Kinds is null || query.Kinds.Contains(memory.Kind))
                        && (query.Status is null || memory.Status == query.Status)
                        && (query.Mode is null || memory.Mode == query.Mode)
                        && (query.ExpiresBefore is null || memory.ExpiresAt < query.ExpiresBefore)
                        && (query.SupersededBy is null || memory.SupersededBy == query.SupersededBy)
                        && (query.After is not { } last || query.MostImportantFirst || (memory.CreatedAt, memory.Sequence).CompareTo((last.CreatedAt, last.Sequence)) < 0))
                    .OrderByDescending(memory => query.MostImportantFirst ? memory.Importance : 0)
                    .ThenByDescending(memory => memory.CreatedAt).ThenByDescending(memory => memory.Sequence)
                    .Skip(query.Offset).Take(query.Limit),
            ],
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Owner>> OwnersAsync(Owner? after, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<Owner>>(
            state =>
            [
                .. state.Owners.Where(pair => pair.Value.Version > 0).Select(pair => pair.Key)
                    .OrderBy(owner => owner.Kind).ThenBy(owner => owner.Id, StringComparer.Ordinal)
                    .Where(owner => after is not { } last || owner.Kind > last.Kind || (owner.Kind == last.Kind && string.CompareOrdinal(owner.Id, last.Id) > 0))
                    .Take(limit),
            ],
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(Owner owner, string id, Func<Memory, bool> condition, CancellationToken cancellationToken = default) =>
        WriteAsync(
            owner,
            memories => memories.Find(id) is { } known && condition(known) ? (memories.Delete([known]), true) : (memories, false),
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> EraseAsync(Owner owner, CancellationToken cancellationToken = default) => DeleteAllAsync(owner, null, null, cancellationToken);

    /// <inheritdoc/>
    public Task<int> DeleteAllAsync(Owner owner, string? sessionId, string? @namespace, CancellationToken cancellationToken = default) =>
        WriteAsync(
            state =>
            {
                var memories = state.Owners.GetValueOrDefault(owner, OwnerMemories.Empty);
                var gone = memories.Written(0)
                    .Where(memory => (sessionId is null || memory.SessionId == sessionId) && (@namespace is null || memory.Namespace == @namespace))
                    .ToList();
                var jobs = sessionId is null && @namespace is null ? state.Jobs.Purge(DateTimeOffset.MinValue, owner).After : state.Jobs;
                var erased = state with { Jobs = jobs, Blocks = state.Blocks.Erase(owner, sessionId, @namespace) };
                return (erased.With(owner, memories, memories.Delete(gone)), gone.Count);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task TouchAsync(Owner owner, IReadOnlyDictionary<string, int> accesses, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        WriteAsync(owner, memories => (memories.Touch(accesses, at), true), cancellationToken);

    /// <inheritdoc/>
    public Task<long> VersionAsync(Owner owner, CancellationToken cancellationToken = default) =>
        ReadAsync(owner, memories => memories.Version, cancellationToken);

    /// <inheritdoc/>
    public Task<OwnerChanges> ChangesAsync(Owner owner, long since, CancellationToken cancellationToken = default) =>
        ReadAsync(owner, memories => memories.Changes(since), cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeDeletionsAsync(Owner owner, long keep, CancellationToken cancellationToken = default) =>
        WriteAsync(owner, memories => memories.PurgeDeletions(keep), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ScrubAsync(CancellationToken cancellationToken = default) => Task.FromResult(true);

    /// <summary>Lets go of what orders the writers; call it when nobody writes any more.</summary>
    public void Dispose() => _writer.Dispose();
}
