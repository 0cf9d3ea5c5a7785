using Memori.Storage;

namespace Memori.Sqlite.Tests;

/// <summary>A store of which only the memories are known, so that an engine makes its indexes from them.</summary>
internal class WithoutSnapshots(IMemoryStore store) : IMemoryStore
{
    /// <summary>From which versions on changes were asked for.</summary>
    public List<long> Loads { get; } = [];

    public Task<Memory> AppendAsync(Memory memory, string contentKey, CancellationToken cancellationToken = default) => store.AppendAsync(memory, contentKey, cancellationToken);

    public Task<Memory?> FindAsync(Owner owner, string id, CancellationToken cancellationToken = default) => store.FindAsync(owner, id, cancellationToken);

    public Task<IReadOnlyList<Memory>> FindManyAsync(Owner owner, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default) => store.FindManyAsync(owner, ids, cancellationToken);

    public Task<IReadOnlyList<Memory>> ListAsync(Owner owner, MemoryQuery query, CancellationToken cancellationToken = default) => store.ListAsync(owner, query, cancellationToken);

    public Task<IReadOnlyList<Owner>> OwnersAsync(Owner? after, int limit, CancellationToken cancellationToken = default) => store.OwnersAsync(after, limit, cancellationToken);

    public Task<T> TransactAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken = default) => store.TransactAsync(work, cancellationToken);

    public Task<Memory?> UpdateAsync(Owner owner, string id, Func<Memory, (Memory Memory, string ContentKey)?> change, CancellationToken cancellationToken = default) => store.UpdateAsync(owner, id, change, cancellationToken);

    public Task<bool> DeleteAsync(Owner owner, string id, Func<Memory, bool> condition, CancellationToken cancellationToken = default) => store.DeleteAsync(owner, id, condition, cancellationToken);

    public Task<int> DeleteAllAsync(Owner owner, string? sessionId, string? @namespace, CancellationToken cancellationToken = default) => store.DeleteAllAsync(owner, sessionId, @namespace, cancellationToken);

    public Task<int> EraseAsync(Owner owner, CancellationToken cancellationToken = default) => store.EraseAsync(owner, cancellationToken);

    public Task<bool> ScrubAsync(CancellationToken cancellationToken = default) => store.ScrubAsync(cancellationToken);

    public Task TouchAsync(Owner owner, IReadOnlyDictionary<string, int> accesses, DateTimeOffset at, CancellationToken cancellationToken = default) => store.TouchAsync(owner, accesses, at, cancellationToken);

    public Task<int> PurgeDeletionsAsync(Owner owner, long keep, CancellationToken cancellationToken = default) => store.PurgeDeletionsAsync(owner, keep, cancellationToken);

    public Task<long> VersionAsync(Owner owner, CancellationToken cancellationToken = default) => store.VersionAsync(owner, cancellationToken);

    public Task<OwnerChanges> ChangesAsync(Owner owner, long since, CancellationToken cancellationToken = default)
    {
        Loads.Add(since);
        return store.ChangesAsync(owner, since, cancellationToken);
    }
}

/// <summary>The same with snapshots.</summary>
internal sealed class WithSnapshots(SqliteMemoryStore store) : WithoutSnapshots(store), ISnapshotStore
{
    private readonly SqliteMemoryStore _store = store;

    public Task<byte[]?> ReadSnapshotAsync(Owner owner, CancellationToken cancellationToken = default) => _store.ReadSnapshotAsync(owner, cancellationToken);

    public Task<bool> WriteSnapshotAsync(Owner owner, long version, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        _store.WriteSnapshotAsync(owner, version, content, cancellationToken);
}
