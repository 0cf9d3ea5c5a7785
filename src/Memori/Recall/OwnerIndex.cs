using Memori.Recall.Snapshots;
using Memori.Storage;

namespace Memori.Recall;

/// <summary>
/// The derived, disposable index of one owner's memories: inverted lists and conversations, no texts. It has those that are active and
/// have neither ended nor expired, so that its statistics are theirs alone; or, when so made, whatever their status. Thread-safe.
/// </summary>
internal sealed partial class OwnerIndex : IDisposable
{
    private const int Block = 4096;

    /// <summary>Of so many changes at most, the memories are kept at hand: they may be asked for at once.</summary>
    private const int FewChanges = 64;

    private readonly ReaderWriterLockSlim _lock = new();
    private readonly TermTable _terms = new();
    private readonly SlotTable _table;
    private readonly TurnBlocks _blocks;
    private readonly RecentMemories _recent = new();
    private readonly Dictionary<(int Session, int Namespace), Conversation> _conversations = [];
    private readonly NumberedList<Conversation> _conversationsByNumber = new();
    private readonly HashSet<Conversation> _unsettled = [];
    private readonly PriorityQueue<int, long> _ends = new();
    private readonly Speakers _speakers = new();
    private readonly RecallOptions _options;
    private readonly bool _isOfAll;
    private double _totalLength;
    private long _version;
    private long _standingVersion;
    private long _firstEnd = long.MaxValue;

    public OwnerIndex(RecallOptions options, bool isOfAll = false)
    {
        _options = options;
        _isOfAll = isOfAll;
        _table = new SlotTable(options, _terms.Heap);
        _blocks = new TurnBlocks(_table);
    }

    /// <summary>Held by the one who brings the index up to date.</summary>
    public SemaphoreSlim Refreshing { get; } = new(1);

    /// <summary>The owner's version that the index reflects.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>The version of the last change of anything but turns of conversations, or a later one; what rests on the rest alone is current as long as this stays.</summary>
    public long StandingVersion => Interlocked.Read(ref _standingVersion);

    /// <summary>How many memories it holds.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the owner has, or had, memories that only an index of all holds.</summary>
    public bool HasPast { get; private set; }

    /// <summary>The bytes that it takes, about.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether it holds memories whatever their status.</summary>
    public bool IsOfAll => _isOfAll;

    /// <summary>What of it was left in the store.</summary>
    public SavedState Saved { get; set; } = new(0, 0);

    /// <summary>The <see cref="Bytes"/> that were counted against the limit; kept by whoever counts.</summary>
    public long CountedBytes { get; set; }

    /// <summary>When it was last used, as a running number.</summary>
    public long LastUse { get; set; }

    /// <summary>When it was last known to be current, in ticks of UTC; 0 for never.</summary>
    public long CheckedAt { get; set; }

    private double AverageLength => Count == 0 ? 1 : Math.Max(1, _totalLength / Count);

    /// <summary>Brings the index to the version of <paramref name="changes"/>, which follow its own.</summary>
    public void Apply(OwnerChanges changes, long now)
    {
        var written = changes.Written;
        var block = AnalyzedMemory.OfAll(written, 0, Math.Min(Block, written.Count), IsHeld);
        _lock.EnterWriteLock();
        try
        {
            foreach (var id in changes.Complete ? GoneSince(written) : changes.Deleted)
            {
                if (_table.Ids.Find(id) is >= 0 and var slot)
                {
                    Remove(slot);
                }

                // The store let go of the snapshot with it.
                Saved = Saved with { Version = 0 };
            }

            var isFirst = Count == 0;
            for (var start = 0; start < written.Count; start += block.Length)
            {
                // Block by block, so that what is analysed is soon forgotten again; only a first load has more than one.
                block = start == 0 ? block : AnalyzedMemory.OfAll(written, start, Math.Min(Block, written.Count - start), IsHeld);
                for (var i = 0; i < block.Length; i++)
                {
                    Put(written[start + i], block[i], isFirst, isAtHand: written.Count <= FewChanges);
                }
            }

            Settle();
            if (changes.Complete || changes.Deleted.Count > 0 || written.Any(memory => memory.Kind != MemoryKind.Conversation))
            {
                Interlocked.Exchange(ref _standingVersion, changes.Version);
            }

            Interlocked.Exchange(ref _version, changes.Version);
        }
        finally
        {
            _lock.ExitWriteLock();
        }

        bool IsHeld(Memory memory) => _isOfAll || Lifetime.Of(memory).IsCurrent(now);
    }

    /// <summary>Lets go of what has ended or expired by now.</summary>
    public void Expire(long now)
    {
        if (Interlocked.Read(ref _firstEnd) > now)
        {
            return;
        }

        _lock.EnterWriteLock();
        try
        {
            while (_ends.TryPeek(out var slot, out var end) && end <= now)
            {
                _ends.Dequeue();
                if (_table.IsUsed(slot) && !_table.LifetimeOf(slot).IsCurrent(now))
                {
                    Remove(slot);
                    HasPast = true;
                }
            }

            Settle();
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Keeps memories at hand that a search found and that were fetched after it.</summary>
    public void KeepAtHand(List<FoundMemory> found)
    {
        _lock.EnterReadLock();
        try
        {
            foreach (var hit in found)
            {
                // Of another version, what was fetched may be older than what the index knows by now.
                if (hit.Memory is { } memory && hit.Version == _version && _table.IsUsed(hit.Slot))
                {
                    _recent.Put(hit.Slot, memory);
                }
            }
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        Refreshing.Dispose();
    }

    /// <summary>The ids of what it holds and the owner does not have any more.</summary>
    private List<string> GoneSince(IReadOnlyList<Memory> all)
    {
        var gone = new List<string>();
        if (Count > 0)
        {
            var there = all.Select(memory => memory.Id).ToHashSet();
            for (var slot = 0; slot < _table.Count; slot++)
            {
                if (_table.IsUsed(slot) && !there.Contains(_table.Ids[slot]))
                {
                    gone.Add(_table.Ids[slot]);
                }
            }
        }

        return gone;
    }

    private void Put(Memory memory, AnalyzedMemory? analyzed, bool isFirst, bool isAtHand)
    {
        var slot = isFirst ? -1 : _table.Ids.Find(memory.Id);
        if (slot >= 0 && analyzed is not null && _table.IsSame(slot, analyzed, KnownTermsOf(analyzed)))
        {
            _table.Replace(slot, memory);
        }
        else
        {
            if (slot >= 0)
            {
                Remove(slot);
            }

            if (analyzed is null)
            {
                HasPast = true;
                return;
            }

            slot = Add(analyzed);
        }

        _recent.Remove(slot);
        if (isAtHand)
        {
            _recent.Put(slot, memory);
        }

        if (!_isOfAll && _table.LifetimeOf(slot).End is < long.MaxValue and var end)
        {
            _ends.Enqueue(slot, end);
        }
    }

    private int Add(AnalyzedMemory analyzed)
    {
        var memory = analyzed.Memory;
        var terms = new uint[analyzed.Terms.Length];
        for (var i = 0; i < terms.Length; i++)
        {
            terms[i] = Occurrence.Of(_terms.FindOrAdd(analyzed.Terms[i].Key), analyzed.Terms[i].Value);
        }

        Array.Sort(terms);
        var slot = _table.Add(analyzed, terms);
        foreach (var term in terms)
        {
            _terms.AddOccurrence(Occurrence.Number(term), slot, Occurrence.Count(term));
        }

        Count++;
        _totalLength += _table.BorrowedLengths[slot];
        _speakers.Add(memory.Speaker);
        if (memory.Kind == MemoryKind.Conversation)
        {
            Converse(slot);
        }

        return slot;
    }

    private void Remove(int slot)
    {
        Count--;
        _totalLength -= _table.BorrowedLengths[slot];
        _speakers.Remove(_table.Speaker(slot));
        if (_table.Conversations[slot] is { } conversation)
        {
            FallSilent(slot, conversation);
        }

        foreach (var occurrence in _table.Terms(slot))
        {
            _terms.RemoveOccurrence(Occurrence.Number(occurrence), slot);
        }

        _recent.Remove(slot);
        _table.Remove(slot);
        Vectors?.Remove(slot);
    }

    /// <summary>After changes: what depends on more than one memory.</summary>
    private void Settle(bool areBorrowersKnown = false)
    {
        foreach (var conversation in _unsettled)
        {
            Settle(conversation, areBorrowersKnown);
        }

        _unsettled.Clear();
        Interlocked.Exchange(ref _firstEnd, _ends.TryPeek(out _, out var end) ? end : long.MaxValue);
        Bytes = _table.Bytes + _terms.Bytes + _terms.Heap.Bytes + _recent.Bytes + _blocks.Bytes + (_conversationsByNumber.Count * 300L) + (Vectors?.Bytes ?? 0);
    }

    /// <summary>The terms of a memory; when the index has not all of them, none that any memory has.</summary>
    private uint[] KnownTermsOf(AnalyzedMemory analyzed)
    {
        var terms = new uint[analyzed.Terms.Length];
        for (var i = 0; i < terms.Length; i++)
        {
            var number = _terms.Find(analyzed.Terms[i].Key);
            if (number < 0)
            {
                return [uint.MaxValue];
            }

            terms[i] = Occurrence.Of(number, analyzed.Terms[i].Value);
        }

        Array.Sort(terms);
        return terms;
    }
}
