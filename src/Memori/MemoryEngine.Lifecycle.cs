using Memori.Lifecycle;
using Memori.Storage;
using Memori.Text;

namespace Memori;

public sealed partial class MemoryEngine
{
    private const int ArchivedAtOnce = 500;

    /// <summary>Makes a memory long-term: it no longer ages with its layer, and every session of its owner sees it. An archived one is active again.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="id">The id or a merged id.</param>
    /// <param name="owner">The owner: the user (default) or a granted shared one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The memory, or null when the scope sees none with this id.</returns>
    /// <exception cref="MemoriException"><c>owner-not-granted</c>.</exception>
    public Task<Memory?> PromoteAsync(Scope scope, string id, Owner? owner = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(scope, owner, id, memory => MemoryLayers.Lift(memory, Now()), cancellationToken);

    /// <summary>Puts a memory aside: it is recalled only when archived ones are asked for. <see cref="RestoreAsync"/> brings it back.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="id">The id or a merged id.</param>
    /// <param name="owner">The owner: the user (default) or a granted shared one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The memory, or null when the scope sees none with this id.</returns>
    /// <exception cref="MemoriException"><c>owner-not-granted</c>.</exception>
    public Task<Memory?> ArchiveAsync(Scope scope, string id, Owner? owner = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(scope, owner, id, memory => memory with { Status = MemoryStatus.Archived, UpdatedAt = Now() }, cancellationToken);

    /// <summary>Puts aside what belongs to the session of the scope (in its namespace, if it has one), as <see cref="ArchiveAsync"/> does; what belongs to the user stays.</summary>
    /// <param name="scope">The user and the session.</param>
    /// <param name="cancellationToken">Cancels between two memories.</param>
    /// <returns>How many.</returns>
    /// <exception cref="MemoriException"><c>session-required</c> when the scope has no session.</exception>
    public async Task<int> ArchiveSessionAsync(Scope scope, CancellationToken cancellationToken = default)
    {
        var session = MemoryRules.RequireSession(scope);
        var query = new MemoryQuery { SessionId = session, OnlySession = true, Namespace = scope.Namespace, Status = MemoryStatus.Active, Limit = ArchivedAtOnce };
        var archived = 0;
        while (await _store.ListAsync(Owner.User(scope.UserId), query, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var memory in page)
            {
                archived += await ArchiveAsync(scope, memory.Id, cancellationToken: cancellationToken).ConfigureAwait(false) is null ? 0 : 1;
            }

            query = query with { After = MemoryPosition.Of(page[^1]) };
        }

        return archived;
    }

    /// <summary>
    /// Puts aside the user's captured memories that the scope sees and that were neither made nor recalled for <paramref name="age"/>.
    /// Long-term memories stay, and so do conscious ones.
    /// </summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="age">How old is old. Default: <see cref="LifecycleOptions.ArchiveAge"/>.</param>
    /// <param name="cancellationToken">Cancels between two memories.</param>
    /// <returns>How many.</returns>
    public async Task<int> ArchiveOldAsync(Scope scope, TimeSpan? age = null, CancellationToken cancellationToken = default)
    {
        await _accesses.FlushAsync().ConfigureAwait(false);
        var now = Now();
        var before = now - (age ?? _lifecycle.ArchiveAge);
        var query = new MemoryQuery { SessionId = scope.SessionId, Namespace = scope.Namespace, Mode = MemoryMode.Auto, Status = MemoryStatus.Active };
        var archived = 0;
        foreach (var old in (await _store.ListAsync(Owner.User(scope.UserId), query, cancellationToken).ConfigureAwait(false)).Where(IsOld))
        {
            var done = await _store.UpdateAsync(
                old.Owner,
                old.Id,
                memory => IsOld(memory) ? (memory with { Status = MemoryStatus.Archived, UpdatedAt = now }, ContentKey.Of(memory.Speaker, memory.Content)) : null,
                cancellationToken).ConfigureAwait(false);
            archived += done is null ? 0 : 1;
        }

        return archived;

        bool IsOld(Memory memory) =>
            memory is { Status: MemoryStatus.Active, Layer: not MemoryLayer.Long } && LifecyclePlan.LastUse(memory) < before;
    }

    /// <summary>
    /// Lets one of the user's captured memories that the scope sees stand for all that say nearly the same in the same session and namespace
    /// (numbers, names and negations the same to the letter): the most important, with the recalls of all. The others are put aside with its id
    /// in <see cref="Memory.SupersededBy"/>; <see cref="MemoryFilter.SupersededBy"/> lists them.
    /// </summary>
    /// <returns>How many were put aside.</returns>
    public async Task<int> ConsolidateAsync(Scope scope, CancellationToken cancellationToken = default)
    {
        await _accesses.FlushAsync().ConfigureAwait(false);
        var now = Now();
        var query = new MemoryQuery { SessionId = scope.SessionId, Namespace = scope.Namespace, Mode = MemoryMode.Auto, Status = MemoryStatus.Active };
        var captured = await _store.ListAsync(Owner.User(scope.UserId), query, cancellationToken).ConfigureAwait(false);
        var consolidated = 0;
        foreach (var group in Consolidation.Groups(captured, _lifecycle.ConsolidationLikeness, memory => _importance.Score(memory, now)))
        {
            consolidated += await Consolidator.ConsolidateAsync(_store, group, now, cancellationToken).ConfigureAwait(false);
        }

        return consolidated;
    }
}
