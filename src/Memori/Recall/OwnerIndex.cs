using System.Runtime.InteropServices;
using Memori.Storage;

namespace Memori.Recall;

/// <summary>The derived, disposable index of one owner's active memories: inverted lists and conversations. Thread-safe.</summary>
internal sealed partial class OwnerIndex(RecallOptions options) : IDisposable
{
    private const int Block = 4096;

    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Dictionary<string, int> _slotOf = [];
    private readonly SlotTable _table = new(options);
    private readonly Dictionary<string, Term> _terms = [];
    private readonly NumberedList<Term> _termsByNumber = new();
    private readonly Dictionary<(string? Session, string? Namespace), Conversation> _conversations = [];
    private readonly NumberedList<Conversation> _conversationsByNumber = new();
    private readonly HashSet<Conversation> _unsettled = [];
    private readonly Speakers _speakers = new();
    private double _totalLength;
    private long _version;

    /// <summary>Held by the one who brings the index up to date.</summary>
    public SemaphoreSlim Refreshing { get; } = new(1);

    /// <summary>The owner's version that the index reflects.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>How many memories it holds.</summary>
    public int Count { get; private set; }

    /// <summary>When it was last used, as a running number.</summary>
    public long LastUse { get; set; }

    private double AverageLength => _slotOf.Count == 0 ? 1 : Math.Max(1, _totalLength / _slotOf.Count);

    /// <summary>Brings the index to the version of <paramref name="changes"/>, which follow its own.</summary>
    public void Apply(OwnerChanges changes)
    {
        var written = changes.Written;
        var block = AnalyzedMemory.OfAll(written, 0, Math.Min(Block, written.Count));
        _lock.EnterWriteLock();
        try
        {
            foreach (var id in changes.Complete ? [.. _slotOf.Keys.Except(written.Select(memory => memory.Id))] : changes.Deleted)
            {
                Remove(id);
            }

            for (var start = 0; start < written.Count; start += block.Length)
            {
                // Block by block, so that what is analysed is soon forgotten again; only a first load has more than one.
                block = start == 0 ? block : AnalyzedMemory.OfAll(written, start, Math.Min(Block, written.Count - start));
                for (var i = 0; i < block.Length; i++)
                {
                    Put(written[start + i], block[i]);
                }
            }

            foreach (var conversation in _unsettled)
            {
                _totalLength += conversation.Settle();
            }

            _unsettled.Clear();
            Count = _slotOf.Count;
            Interlocked.Exchange(ref _version, changes.Version);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        Refreshing.Dispose();
    }

    private void Put(Memory memory, AnalyzedMemory? analyzed)
    {
        if (analyzed is not null && _slotOf.TryGetValue(memory.Id, out var slot) && IsSameText(_table.Memory(slot), memory))
        {
            _table.Replace(slot, memory);
            return;
        }

        Remove(memory.Id);
        if (analyzed is not null)
        {
            Add(analyzed);
        }
    }

    private void Add(AnalyzedMemory analyzed)
    {
        var memory = analyzed.Memory;
        var terms = new uint[analyzed.Terms.Length];
        for (var i = 0; i < terms.Length; i++)
        {
            ref var term = ref CollectionsMarshal.GetValueRefOrAddDefault(_terms, analyzed.Terms[i].Key, out _);
            term ??= _termsByNumber.Add(number => new Term(analyzed.Terms[i].Key, number));
            terms[i] = Occurrence.Of(term.Number, analyzed.Terms[i].Value);
        }

        Array.Sort(terms);
        var slot = _table.Add(analyzed, terms);
        foreach (var term in terms)
        {
            _termsByNumber[Occurrence.Number(term)].Add(slot, Occurrence.Count(term));
        }

        _slotOf[memory.Id] = slot;
        _totalLength += _table.BorrowedLengths[slot];
        _speakers.Add(memory.Speaker);
        if (memory.Kind == MemoryKind.Conversation)
        {
            ref var conversation = ref CollectionsMarshal.GetValueRefOrAddDefault(_conversations, (memory.SessionId, memory.Namespace), out _);
            conversation ??= _conversationsByNumber.Add(number => new Conversation(number, _table, options));
            conversation.Add(slot);
            _unsettled.Add(conversation);
        }
    }

    private void Remove(string id)
    {
        if (!_slotOf.Remove(id, out var slot))
        {
            return;
        }

        var memory = _table.Memory(slot);
        _totalLength -= _table.BorrowedLengths[slot];
        _speakers.Remove(memory.Speaker);
        foreach (var occurrence in _table.Terms(slot))
        {
            var term = _termsByNumber[Occurrence.Number(occurrence)];
            term.Remove(slot);
            if (term.Count == 0)
            {
                _terms.Remove(term.Text);
                _termsByNumber.Remove(term.Number);
            }
        }

        if (_table.Conversations[slot] is { } conversation)
        {
            conversation.Remove(slot);
            _unsettled.Add(conversation);
            if (conversation.Turns.Count == 0)
            {
                _unsettled.Remove(conversation);
                _conversations.Remove((memory.SessionId, memory.Namespace));
                _conversationsByNumber.Remove(conversation.Number);
            }
        }

        _table.Remove(slot);
        Vectors?.Remove(slot);
    }

    /// <summary>Whether all that the index derives from a memory is the same, but for its importance.</summary>
    private static bool IsSameText(Memory known, Memory memory) =>
        known.Content == memory.Content && known.Kind == memory.Kind && known.SessionId == memory.SessionId && known.Namespace == memory.Namespace
        && known.Speaker == memory.Speaker && known.OccurredAt == memory.OccurredAt && known.OccurredAt?.Offset == memory.OccurredAt?.Offset && known.CreatedAt == memory.CreatedAt;
}
