using System.Collections.Concurrent;
using Memori.Storage;

namespace Memori.Ingestion;

/// <summary>Finds what a new memory may merge with or contradict, by keys that follow the owner's version. Bounded in number of memories. Thread-safe.</summary>
internal sealed class KnownFacts(IMemoryStore store)
{
    private const int MostKeys = 500_000;

    /// <summary>Behind by more than this, listing the facts is cheaper than reading every change.</summary>
    private const long MostChanges = 1_000;

    private readonly ConcurrentDictionary<Owner, OwnerFacts> _owners = [];
    private long _uses;

    /// <summary>The active memories, as they now are, that say the same in other words, and those in the same slot; never the memory itself.</summary>
    public async Task<(IReadOnlyList<Memory> Same, IReadOnlyList<Memory> Rivals)> FindAsync(Memory memory, CancellationToken cancellationToken)
    {
        var (wording, slot) = (Reconciliation.WordingKey(memory), Reconciliation.SlotKey(memory));
        var (same, rivals) = await LookUpAsync(memory.Owner, wording, slot, cancellationToken).ConfigureAwait(false);
        var ids = same.Concat(rivals).Where(id => id != memory.Id).ToHashSet();
        if (ids.Count == 0)
        {
            return ([], []);
        }

        var found = (await store.FindManyAsync(memory.Owner, ids, cancellationToken).ConfigureAwait(false))
            .Where(known => known.Status == MemoryStatus.Active).OrderBy(known => known.Sequence).ToList();
        return (
            [.. found.Where(known => wording is not null && Reconciliation.WordingKey(known) == wording)],
            [.. found.Where(known => slot is not null && Reconciliation.SlotKey(known) == slot)]);
    }

    /// <summary>Brings the keys of the owner up to date.</summary>
    public Task LoadAsync(Owner owner, CancellationToken cancellationToken) => LookUpAsync(owner, null, null, cancellationToken);

    private async Task<(IReadOnlyList<string> Same, IReadOnlyList<string> Rivals)> LookUpAsync(Owner owner, string? wording, string? slot, CancellationToken cancellationToken)
    {
        var facts = _owners.GetOrAdd(owner, _ => new OwnerFacts());
        facts.LastUse = Interlocked.Increment(ref _uses);
        await facts.Refreshing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var version = await store.VersionAsync(owner, cancellationToken).ConfigureAwait(false);
            if (facts.Version < 0 || version - facts.Version > MostChanges)
            {
                // What is written between the two reads is in the list and comes again as a change.
                var all = await store.ListAsync(owner, new MemoryQuery { Kinds = Reconciliation.Kinds, Status = MemoryStatus.Active }, cancellationToken).ConfigureAwait(false);
                facts.Reload(version, all);
                MakeRoom(owner);
            }
            else if (facts.Version < version)
            {
                var changes = await store.ChangesAsync(owner, facts.Version, cancellationToken).ConfigureAwait(false);
                if (changes.Complete)
                {
                    facts.Reload(changes.Version, changes.Written);
                }
                else
                {
                    facts.Apply(changes);
                }
            }

            return (facts.WithWording(wording), facts.InSlot(slot));
        }
        finally
        {
            facts.Refreshing.Release();
        }
    }

    private void MakeRoom(Owner needed)
    {
        var excess = _owners.Values.Sum(facts => (long)facts.Count) - MostKeys;
        if (excess <= 0)
        {
            return;
        }

        // The dictionary's own copy: others add to it meanwhile, which sorting it as it is does not survive.
        foreach (var (owner, facts) in _owners.ToArray().OrderBy(pair => pair.Value.LastUse))
        {
            if (excess <= 0)
            {
                return;
            }

            if (owner != needed && _owners.TryRemove(owner, out _))
            {
                excess -= facts.Count;
            }
        }
    }
}
