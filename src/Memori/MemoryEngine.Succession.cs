using Memori.Ingestion;
using Memori.Lifecycle;
using Memori.Storage;
using Memori.Text;

namespace Memori;

public sealed partial class MemoryEngine
{
    private const int LongestChain = 1_000;

    /// <summary>
    /// Puts a memory in the place of another in one step: the old one is kept as superseded, ends when the new one begins
    /// (it stays in force until then when that is in the future), and can be restored.
    /// </summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="id">The id, or a merged id, of the memory to replace. What was replaced already passes on to its latest successor.</param>
    /// <param name="successor">The new memory; its owner, when given, must be that of the old one.</param>
    /// <param name="owner">The owner: the user (default) or a granted shared one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The new memory, or null when the scope sees none with this id.</returns>
    /// <exception cref="MemoriException">As <see cref="RememberAsync"/>; <c>same-memory</c> when the new one has the content of the old.</exception>
    public async Task<Memory?> SupersedeAsync(Scope scope, string id, NewMemory successor, Owner? owner = null, CancellationToken cancellationToken = default)
    {
        var of = MemoryRules.OwnerOf(scope, owner ?? successor.Owner);
        var made = Make(scope, successor with { Owner = of });
        RequireValid(made);
        if (await FindSeenAsync(scope, of, id, cancellationToken).ConfigureAwait(false) is not { } old)
        {
            return null;
        }

        old = await HeadAsync(scope, old, cancellationToken).ConfigureAwait(false);
        if (successor.Id is not null && old.SupersededBy is null && (old.Id == made.Id || old.MergedIds.Contains(made.Id)))
        {
            return old;
        }

        var key = ContentKey.Of(made.Speaker, made.Content);
        if (key == ContentKey.Of(old.Speaker, old.Content))
        {
            throw new MemoriException(FaultKind.BadRequest, "same-memory", new LocalizedText(
                "The new memory says what the old one says.", "新记忆与原记忆内容相同。"));
        }

        made = InheritSlot(made, old);
        return await _store.TransactAsync(
            async token =>
            {
                var kept = MemoryRules.RequireSeen(scope, await _store.AppendAsync(made, key, token).ConfigureAwait(false));
                await _store.UpdateAsync(
                    of,
                    old.Id,
                    known => known.Id == kept.Id ? null : (Succession.Retire(known, made with { Id = kept.Id }, Now(), Succession.Told), ContentKey.Of(known.Speaker, known.Content)),
                    token).ConfigureAwait(false);
                return (Memory?)kept;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Undoes a succession: the memory is in force again, as before, and takes the place of the one that had taken its own, which can be restored in turn.
    /// One that was put aside is active again.
    /// </summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="id">The id, or a merged id, of the memory that was replaced.</param>
    /// <param name="keepSuccessor">Whether the latest successor stays in force beside it. Default: it is replaced.</param>
    /// <param name="owner">The owner: the user (default) or a granted shared one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The memory, unchanged when it is in force; null when the scope sees none with this id.</returns>
    /// <exception cref="MemoriException"><c>owner-not-granted</c>.</exception>
    public async Task<Memory?> RestoreAsync(Scope scope, string id, bool keepSuccessor = false, Owner? owner = null, CancellationToken cancellationToken = default)
    {
        var of = MemoryRules.OwnerOf(scope, owner);
        var old = await FindSeenAsync(scope, of, id, cancellationToken).ConfigureAwait(false);
        if (old is null or { SupersededBy: null, Status: MemoryStatus.Active })
        {
            return old;
        }

        var head = keepSuccessor || Consolidator.IsPart(old) ? old : await HeadAsync(scope, old, cancellationToken).ConfigureAwait(false);
        return await _store.TransactAsync(
            async token =>
            {
                var restored = await _store.UpdateAsync(
                    of, old.Id, known => (Succession.Restore(known, Now()), ContentKey.Of(known.Speaker, known.Content)), token).ConfigureAwait(false);
                if (restored is not null && head.Id != old.Id)
                {
                    await RetireAsync(head, restored, Succession.Told, token).ConfigureAwait(false);
                }

                return restored;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The memory with all that it replaced and all that replaced it, the oldest first, 1,000 at most.</summary>
    /// <param name="scope">Who asks; what it does not see is left out.</param>
    /// <param name="id">The id or a merged id of any of them.</param>
    /// <param name="owner">The owner: the user (default) or a granted shared one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Empty when the scope sees none with this id.</returns>
    /// <exception cref="MemoriException"><c>owner-not-granted</c>.</exception>
    public async Task<IReadOnlyList<MemoryVersion>> HistoryAsync(Scope scope, string id, Owner? owner = null, CancellationToken cancellationToken = default)
    {
        var of = MemoryRules.OwnerOf(scope, owner);
        if (await FindSeenAsync(scope, of, id, cancellationToken).ConfigureAwait(false) is not { } asked)
        {
            return [];
        }

        var head = await HeadAsync(scope, asked, cancellationToken).ConfigureAwait(false);
        var chain = new Dictionary<string, Memory> { [head.Id] = head };
        var open = new Queue<Memory>([head]);
        while (open.TryDequeue(out var later) && chain.Count < LongestChain)
        {
            foreach (var name in later.MergedIds.Prepend(later.Id))
            {
                var query = new MemoryQuery { SupersededBy = name, Limit = LongestChain - chain.Count };
                foreach (var earlier in await _store.ListAsync(of, query, cancellationToken).ConfigureAwait(false))
                {
                    if (MemoryRules.Sees(scope, earlier) && chain.TryAdd(earlier.Id, earlier))
                    {
                        open.Enqueue(earlier);
                    }
                }
            }
        }

        return
        [
            .. chain.Values.OrderBy(memory => memory.SupersededAt ?? DateTimeOffset.MaxValue).ThenBy(memory => memory.Sequence)
                .Select(memory => new MemoryVersion(memory, memory.SupersededAt, Succession.ReasonOf(memory))),
        ];
    }

    /// <summary>Those that a forgotten memory had replaced are now replaced by its successor, so that the chain stays whole.</summary>
    private async Task<bool> RelinkAsync(Memory gone, CancellationToken cancellationToken)
    {
        if (gone.SupersededBy is not { } next)
        {
            return true;
        }

        foreach (var name in gone.MergedIds.Prepend(gone.Id))
        {
            foreach (var earlier in await _store.ListAsync(gone.Owner, new MemoryQuery { SupersededBy = name, Limit = LongestChain }, cancellationToken).ConfigureAwait(false))
            {
                await _store.UpdateAsync(
                    gone.Owner, earlier.Id, known => known.SupersededBy != name ? null : (known with { SupersededBy = next }, ContentKey.Of(known.Speaker, known.Content)), cancellationToken).ConfigureAwait(false);
            }
        }

        return true;
    }

    private async Task<Memory?> FindSeenAsync(Scope scope, Owner owner, string id, CancellationToken cancellationToken) =>
        await _store.FindAsync(owner, id, cancellationToken).ConfigureAwait(false) is { } found && MemoryRules.Sees(scope, found) ? found : null;

    /// <summary>The last of the chain that the memory is in, as far as the scope sees it.</summary>
    private async Task<Memory> HeadAsync(Scope scope, Memory memory, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string> { memory.Id };
        while (memory.SupersededBy is { } next
            && await FindSeenAsync(scope, memory.Owner, next, cancellationToken).ConfigureAwait(false) is { } later
            && seen.Add(later.Id)
            && seen.Count < LongestChain)
        {
            memory = later;
        }

        return memory;
    }

    /// <summary>What was told to take a place takes its slot too, so that the next value finds it.</summary>
    private static Memory InheritSlot(Memory made, Memory old)
    {
        made = WithSlot(made);
        if (made.Metadata?[Reconciliation.Slot] is not null || old.Metadata?[Reconciliation.Slot] is not { } slot || made.Kind != old.Kind)
        {
            return made;
        }

        var metadata = made.Metadata?.DeepClone().AsObject() ?? [];
        metadata[Reconciliation.Slot] = slot.DeepClone();
        return made with { Metadata = metadata };
    }
}
