namespace Memori.Storage;

/// <summary>
/// The waist between the engine and whatever keeps memories. Every call names the owner and reaches nothing of another.
/// Each call is atomic and, on a durable store, durable when its task completes; each write that takes effect
/// raises the owner's version by at least one in the same transaction. Thread-safe.
/// </summary>
public interface IMemoryStore
{
    /// <summary>
    /// Keeps <paramref name="memory"/>. When its id (or a merged one) is known, nothing changes and the known memory comes back.
    /// When an active memory of the same owner, session, namespace, kind and content key exists and this one is active, the two merge.
    /// </summary>
    /// <param name="memory">The memory; its sequence is set by the store.</param>
    /// <param name="contentKey">Equal for contents that mean the same text; see <see cref="Text.ContentKey"/>.</param>
    /// <param name="cancellationToken">Cancels before the write begins.</param>
    /// <returns>The memory as stored.</returns>
    Task<Memory> AppendAsync(Memory memory, string contentKey, CancellationToken cancellationToken = default);

    /// <summary>The memory with this id or merged id, or null.</summary>
    Task<Memory?> FindAsync(Owner owner, string id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces a memory by what <paramref name="change"/> makes of it, in one transaction. Id, owner, sequence and merged ids stay.
    /// </summary>
    /// <param name="owner">The owner.</param>
    /// <param name="id">The id or a merged id.</param>
    /// <param name="change">Pure; returns the changed memory and its content key, or null to leave all as it is.</param>
    /// <param name="cancellationToken">Cancels before the write begins.</param>
    /// <returns>The memory as stored, or null when there is none or nothing was changed.</returns>
    Task<Memory?> UpdateAsync(Owner owner, string id, Func<Memory, (Memory Memory, string ContentKey)?> change, CancellationToken cancellationToken = default);

    /// <summary>Those of the memories with these ids that there are, in any order. Merged ids are not followed.</summary>
    Task<IReadOnlyList<Memory>> FindManyAsync(Owner owner, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default);

    /// <summary>The memories of the owner that the query asks for, in its order; among equals those appended later come first.</summary>
    Task<IReadOnlyList<Memory>> ListAsync(Owner owner, MemoryQuery query, CancellationToken cancellationToken = default);

    /// <summary>The owners that ever had a memory, in an order of the store's own, those after <paramref name="after"/> (null: from the first).</summary>
    Task<IReadOnlyList<Owner>> OwnersAsync(Owner? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// One unit of work: the writes that <paramref name="work"/> makes through this store, and through others on the same database, one at a time,
    /// are kept together when it returns and lost together when it throws. Reads, made inside or outside, see what was committed before;
    /// what an update or deletion is shown of the memory that it changes includes what the unit wrote. Keep it short: other writers wait.
    /// </summary>
    Task<T> TransactAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken = default);

    /// <summary>Deletes the memory with this id or merged id when <paramref name="condition"/> allows.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(Owner owner, string id, Func<Memory, bool> condition, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes the memories of one session of the owner, or of everything when <paramref name="sessionId"/> is null.
    /// When it deletes everything in every namespace, the owner's jobs go too.
    /// </summary>
    /// <param name="owner">The owner.</param>
    /// <param name="sessionId">The session, or null for all, those without a session included.</param>
    /// <param name="namespace">Only this namespace, or null for all.</param>
    /// <param name="cancellationToken">Cancels before the write begins.</param>
    /// <returns>How many.</returns>
    Task<int> DeleteAllAsync(Owner owner, string? sessionId, string? @namespace, CancellationToken cancellationToken = default);

    /// <summary>Adds to access counts. Does not raise the owner's version; ids that are gone are passed over.</summary>
    Task TouchAsync(Owner owner, IReadOnlyDictionary<string, int> accesses, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes all that is kept of an owner for good: memories, the blocks made of them, jobs, and what is noted of the owner itself, so that not even
    /// its id stays where it would outlive the process. Versions go on from where they were: whoever knows an earlier one hears of it.
    /// </summary>
    /// <param name="owner">The owner.</param>
    /// <param name="cancellationToken">Cancels before the write begins.</param>
    /// <returns>How many memories.</returns>
    Task<int> EraseAsync(Owner owner, CancellationToken cancellationToken = default);

    /// <summary>The owner's version; before the first write 0, or more where owners were erased (<see cref="EraseAsync"/>).</summary>
    Task<long> VersionAsync(Owner owner, CancellationToken cancellationToken = default);

    /// <summary>
    /// What changed after version <paramref name="since"/>; 0 gives all that there is, and so does a version of which the deletions
    /// that followed were already purged: see <see cref="OwnerChanges.Complete"/>.
    /// </summary>
    Task<OwnerChanges> ChangesAsync(Owner owner, long since, CancellationToken cancellationToken = default);

    /// <summary>
    /// Drops what is noted of the deletions of the owner, but for those of its last <paramref name="keep"/> versions: the notes (ids only) serve
    /// readers that follow the changes, and one that is further behind starts over. Does not raise the owner's version.
    /// </summary>
    /// <param name="owner">The owner.</param>
    /// <param name="keep">How many versions, at least 0.</param>
    /// <param name="cancellationToken">Cancels before the write begins.</param>
    /// <returns>How many were dropped.</returns>
    Task<int> PurgeDeletionsAsync(Owner owner, long keep, CancellationToken cancellationToken = default);

    /// <summary>
    /// Rewrites what the store keeps so that of what was deleted nothing is left in its files, even where a plain deletion leaves a trace.
    /// Costs as much as reading and writing everything; writers wait. For the quiet hours, or after a person's data were erased.
    /// A store that knows what has had nothing deleted from it since leaves that alone.
    /// </summary>
    /// <returns>False when others were in the way for too long, so that something is left for another time.</returns>
    Task<bool> ScrubAsync(CancellationToken cancellationToken = default);
}

/// <summary>The changes of an owner's memories, consistent with one version.</summary>
/// <param name="Version">The version that they lead to.</param>
/// <param name="Written">New and changed memories as they now are, in order of their sequence.</param>
/// <param name="Deleted">Ids of memories that are gone.</param>
public sealed record OwnerChanges(long Version, IReadOnlyList<Memory> Written, IReadOnlyList<string> Deleted)
{
    /// <summary>
    /// Whether <see cref="Written"/> is all that there is: what a reader knew before is void, for it may hold what was deleted. False: only what changed.
    /// </summary>
    public bool Complete { get; init; }
}
