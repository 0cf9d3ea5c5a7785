using System.Text.Json.Nodes;
using Memori.Extraction;
using Memori.Ingestion;
using Memori.Text;

namespace Memori;

public sealed partial class MemoryEngine
{
    private readonly KnownFacts _known;
    private readonly WritingOptions _writing;
    private readonly IMemoryValidator[] _validators;

    /// <summary>Saves a valid memory: merged with one that says the same, in the place of those it contradicts.</summary>
    private async Task<Memory> KeepAsync(Memory memory, bool isOwnId, CancellationToken cancellationToken)
    {
        RequireValid(memory);
        Tell(memory);
        if (!_writing.Reconcile || !Reconciliation.Applies(memory.Kind))
        {
            return await _store.AppendAsync(memory, ContentKey.Of(memory.Speaker, memory.Content), cancellationToken).ConfigureAwait(false);
        }

        if (isOwnId && await _store.FindAsync(memory.Owner, memory.Id, cancellationToken).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        memory = WithSlot(memory);
        var (same, rivals) = await _known.FindAsync(memory, cancellationToken).ConfigureAwait(false);
        var twin = same is [var first, ..] ? first : rivals.FirstOrDefault(rival => Reconciliation.IsSameValue(rival, memory));
        rivals = [.. rivals.Where(rival => rival.Id != twin?.Id)];
        var kept = rivals.Count == 0
            ? await AppendAsync(memory, twin, cancellationToken).ConfigureAwait(false)
            : await _store.TransactAsync(
                async token =>
                {
                    var appended = await AppendAsync(memory, twin, token).ConfigureAwait(false);
                    return await ContestAsync(memory, appended, rivals, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        if (Reconciliation.SlotKey(memory) is null)
        {
            return kept;
        }

        // Whoever wrote to the slot meanwhile did not see this one: the last to look settles it.
        var (_, late) = await _known.FindAsync(kept, cancellationToken).ConfigureAwait(false);
        late = [.. late.Where(rival => rival.SupersededBy is null && !Reconciliation.IsSameValue(rival, memory))];
        return late.Count == 0 || kept.Status != MemoryStatus.Active
            ? kept
            : await _store.TransactAsync(token => ContestAsync(memory, kept, late, token), cancellationToken).ConfigureAwait(false);
    }

    private async Task<Memory> AppendAsync(Memory memory, Memory? twin, CancellationToken cancellationToken)
    {
        var ownKey = ContentKey.Of(memory.Speaker, memory.Content);
        if (twin is null || ContentKey.Of(twin.Speaker, twin.Content) is var key && key == ownKey)
        {
            return await _store.AppendAsync(memory, ownKey, cancellationToken).ConfigureAwait(false);
        }

        // Under the key of its twin the store merges the two as it merges equals: one write, and all ids stay.
        var why = Reconciliation.WordingKey(twin) == Reconciliation.WordingKey(memory) ? "same-wording" : "same-value";
        var kept = await _store.AppendAsync(Reconciliation.WithMergeNote(memory, twin, why), key, cancellationToken).ConfigureAwait(false);
        return kept.Id != memory.Id
            ? kept
            : await _store.UpdateAsync(memory.Owner, memory.Id, _ => (memory with { Sequence = kept.Sequence }, ownKey), cancellationToken).ConfigureAwait(false) ?? kept;
    }

    /// <summary>Only one value can be true: the one that was said last. What ended, and what only begins in the future, is no rival.</summary>
    /// <returns>The kept memory as it is afterwards.</returns>
    private async Task<Memory> ContestAsync(Memory newcomer, Memory kept, IReadOnlyList<Memory> rivals, CancellationToken cancellationToken)
    {
        var now = Now();
        if (kept.Status != MemoryStatus.Active || newcomer.ValidTo <= now)
        {
            return kept;
        }

        var said = newcomer with { Id = kept.Id };
        foreach (var rival in rivals.Where(rival => rival.Id != kept.Id && !(rival.ValidTo <= now)))
        {
            var begins = Reconciliation.Begins(rival);
            if (begins > now && begins > Reconciliation.Begins(said))
            {
                continue;
            }

            var isLater = Reconciliation.SaidAt(said) > Reconciliation.SaidAt(rival)
                || (Reconciliation.SaidAt(said) == Reconciliation.SaidAt(rival) && (kept.Id != newcomer.Id || kept.Sequence > rival.Sequence));
            if (isLater)
            {
                await RetireAsync(rival, said, Succession.AnotherValue, cancellationToken).ConfigureAwait(false);
            }
            else if (await RetireAsync(kept, rival, Succession.AnotherValue, cancellationToken).ConfigureAwait(false) is { } retired)
            {
                return retired;
            }
        }

        return kept;
    }

    private Task<Memory?> RetireAsync(Memory old, Memory successor, string reason, CancellationToken cancellationToken) => _store.UpdateAsync(
        old.Owner,
        old.Id,
        known => known.Status != MemoryStatus.Active || known.Id == successor.Id
            ? null
            : (Succession.Retire(known, successor, Now(), reason), ContentKey.Of(known.Speaker, known.Content)),
        cancellationToken);

    /// <summary>Loads what writing needs to know of an owner, so that a unit of work that keeps several memories need not wait for it.</summary>
    internal Task PrepareToKeepAsync(Owner owner, CancellationToken cancellationToken) => _known.LoadAsync(owner, cancellationToken);

    private void RequireValid(Memory memory)
    {
        foreach (var validator in _validators)
        {
            if (validator.Check(memory) is { } refusal)
            {
                throw refusal.ToException();
            }
        }
    }

    private Memory Valid(MemoryChange change, Memory changed)
    {
        MemoryRules.RequireValidity(changed.ValidFrom ?? changed.OccurredAt, changed.ValidTo);
        if (change.Content is not null || change.Metadata is not null)
        {
            RequireValid(changed);
        }

        return change.Content is not null && change.Metadata is null && Reconciliation.Applies(changed.Kind) ? WithSlot(WithoutSlot(changed)) : changed;
    }

    /// <summary>A text that a person changed has the slot of what it now says.</summary>
    private static Memory WithoutSlot(Memory memory)
    {
        if (memory.Metadata?[Reconciliation.Slot] is null)
        {
            return memory;
        }

        var metadata = memory.Metadata.DeepClone().AsObject();
        metadata.Remove(Reconciliation.Slot);
        metadata.Remove(Reconciliation.Value);
        return memory with { Metadata = metadata.Count == 0 ? null : metadata };
    }

    /// <summary>The metadata of a memory whose text changed: what was read from the old text, and what quotes others that said the same, goes.</summary>
    private static JsonObject? ReadAgain(Memory memory, string content)
    {
        var cleared = memory with { Content = content, Metadata = Reconciliation.WithoutReading(memory.Metadata) };
        return (Reconciliation.Applies(memory.Kind) ? WithSlot(cleared) : cleared).Metadata;
    }

    private static Memory WithSlot(Memory memory)
    {
        if (memory.Metadata?[Reconciliation.Slot] is not null || memory.Owner.Kind != OwnerKind.User || SlotReader.Read(memory) is not { } read)
        {
            return memory;
        }

        var metadata = memory.Metadata?.DeepClone().AsObject() ?? new JsonObject();
        metadata[Reconciliation.Slot] = read.Slot;
        metadata[Reconciliation.Value] = read.Value;
        return memory with { Metadata = metadata };
    }
}
