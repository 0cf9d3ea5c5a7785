using Memori.Extraction;
using Memori.Ingestion;
using Memori.Lifecycle;
using Memori.Storage;
using Memori.Telemetry;
using Memori.Text;

namespace Memori;

public sealed partial class MemoryEngine
{
    private const int DerivedAtOnce = 500;

    /// <summary>
    /// Deletes a memory for good, with every id that was merged into it, the parts that were consolidated into it, and, when it is a person's turn,
    /// what was extracted from it and from no other. What it replaced stays replaced, by its successor when it has one:
    /// forgetting says that a memory is to be gone, not that the one before it is true again (for that, <see cref="RestoreAsync"/>).
    /// </summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="id">The id or a merged id.</param>
    /// <param name="owner">The owner: the user (default) or a granted shared one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>False when the scope sees none with this id.</returns>
    /// <exception cref="MemoriException"><c>owner-not-granted</c>.</exception>
    public Task<bool> ForgetAsync(Scope scope, string id, Owner? owner = null, CancellationToken cancellationToken = default) => Tells
        ? MemoryTelemetry.RunAsync("delete_memory", scope, () => ForgetCoreAsync(scope, id, owner, cancellationToken))
        : ForgetCoreAsync(scope, id, owner, cancellationToken);

    private async Task<bool> ForgetCoreAsync(Scope scope, string id, Owner? owner, CancellationToken cancellationToken)
    {
        var of = MemoryRules.OwnerOf(scope, owner);
        return await _store.TransactAsync(
            async token =>
            {
                if (await DeleteAsync(of, id, memory => MemoryRules.Sees(scope, memory), token).ConfigureAwait(false) is not { } gone)
                {
                    return false;
                }

                await DeletePartsAsync(gone, token).ConfigureAwait(false);
                if (gone.Kind == MemoryKind.Conversation)
                {
                    await DeleteDerivedAsync(gone, token).ConfigureAwait(false);
                }

                return await RelinkAsync(gone, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes what belongs to the session of the scope (in its namespace, if it has one); what belongs to the user stays.</summary>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="MemoriException"><c>session-required</c> when the scope has no session.</exception>
    public Task<int> ClearAsync(Scope scope, CancellationToken cancellationToken = default) =>
        _store.DeleteAllAsync(Owner.User(scope.UserId), MemoryRules.RequireSession(scope), scope.Namespace, cancellationToken);

    /// <summary>Deletes every memory of the user in every session and namespace, with all that was made of them, and what is kept of the user besides.</summary>
    /// <returns>How many were deleted.</returns>
    public async Task<int> EraseUserAsync(string userId, CancellationToken cancellationToken = default)
    {
        var owner = Owner.User(Identifiers.Require(userId, "user_id"));
        var deleted = await _store.EraseAsync(owner, cancellationToken).ConfigureAwait(false);
        _workingSets.Drop(userId);
        _indexes.Drop(owner);
        return deleted;
    }

    private async Task<Memory?> DeleteAsync(Owner owner, string id, Func<Memory, bool> condition, CancellationToken cancellationToken)
    {
        Memory? gone = null;
        var isDeleted = await _store.DeleteAsync(
            owner,
            id,
            memory =>
            {
                gone = memory;
                return condition(memory);
            },
            cancellationToken).ConfigureAwait(false);
        return isDeleted ? gone : null;
    }

    /// <summary>Those that a forgotten memory stood for say nearly the same.</summary>
    private async Task DeletePartsAsync(Memory gone, CancellationToken cancellationToken)
    {
        var query = new MemoryQuery { SupersededBy = gone.Id, Status = MemoryStatus.Archived };
        foreach (var part in await _store.ListAsync(gone.Owner, query, cancellationToken).ConfigureAwait(false))
        {
            await _store.DeleteAsync(part.Owner, part.Id, memory => memory.SupersededBy == gone.Id && Consolidator.IsPart(memory), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What was extracted from a turn goes with it, unless another turn says it too or a person has stated it.</summary>
    private async Task DeleteDerivedAsync(Memory turn, CancellationToken cancellationToken)
    {
        var ids = turn.MergedIds.Append(turn.Id).ToHashSet(StringComparer.Ordinal);
        var query = new MemoryQuery { Kinds = Reconciliation.Kinds, Mode = MemoryMode.Auto, Limit = DerivedAtOnce };
        while (await _store.ListAsync(turn.Owner, query, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var derived in page.Where(memory => Sources.Of(memory).Any(ids.Contains)))
            {
                if (Sources.Of(derived).All(ids.Contains))
                {
                    await _store.DeleteAsync(derived.Owner, derived.Id, memory => memory.Mode == MemoryMode.Auto, cancellationToken).ConfigureAwait(false);
                    await RelinkAsync(derived, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    await _store.UpdateAsync(
                        derived.Owner, derived.Id, memory => (Sources.Without(memory, ids), ContentKey.Of(memory.Speaker, memory.Content)), cancellationToken).ConfigureAwait(false);
                }
            }

            query = query with { After = new MemoryPosition(page[^1].CreatedAt, page[^1].Sequence) };
        }
    }
}
