using System.Runtime.InteropServices;
using Memori.Storage;
using Memori.Text.Analysis;

namespace Memori.Recall;

/// <summary>The derived, disposable index of one owner's active memories: inverted lists and conversations. Thread-safe.</summary>
internal sealed partial class OwnerIndex(RecallOptions options) : IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Dictionary<string, IndexedMemory> _byId = [];
    private readonly Dictionary<string, Term> _terms = [];
    private readonly Dictionary<(string? Session, string? Namespace), Conversation> _conversations = [];
    private readonly HashSet<Conversation> _unsettled = [];
    private readonly Speakers _speakers = new();
    private readonly Stack<int> _freeSlots = new();
    private int _slots;
    private int _termNumber;
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

    private double AverageLength => _byId.Count == 0 ? 1 : Math.Max(1, _totalLength / _byId.Count);

    /// <summary>Brings the index to the version of <paramref name="changes"/>, which follow its own.</summary>
    public void Apply(OwnerChanges changes)
    {
        _lock.EnterWriteLock();
        try
        {
            foreach (var id in changes.Deleted)
            {
                Remove(id);
            }

            foreach (var memory in changes.Written)
            {
                Remove(memory.Id);
                if (memory.Status == MemoryStatus.Active)
                {
                    Add(memory);
                }
            }

            foreach (var conversation in _unsettled)
            {
                _totalLength += conversation.Settle();
            }

            _unsettled.Clear();
            Count = _byId.Count;
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

    private void Add(Memory memory)
    {
        var entry = new IndexedMemory(memory, _freeSlots.TryPop(out var free) ? free : _slots++, TermsOf(memory));
        _byId[memory.Id] = entry;
        _totalLength += entry.BorrowedLength;
        _speakers.Add(memory.Speaker);
        foreach (var (term, count) in entry.Terms)
        {
            term.Postings.Add(new Posting(entry, count));
        }

        if (memory.Kind == MemoryKind.Conversation)
        {
            ref var conversation = ref CollectionsMarshal.GetValueRefOrAddDefault(_conversations, (memory.SessionId, memory.Namespace), out _);
            (conversation ??= new Conversation(options)).Add(entry);
            _unsettled.Add(conversation);
        }
    }

    private TermCount[] TermsOf(Memory memory)
    {
        var counts = new Dictionary<Term, int>();
        IEnumerable<string> dates = memory.OccurredAt is { } time ? MentionedDates.TermsOf(time).Union(MentionedDates.TermsSaid(memory.Content, time)) : [];
        foreach (var text in TextAnalyzer.Terms(memory.Content).Concat(dates))
        {
            ref var term = ref CollectionsMarshal.GetValueRefOrAddDefault(_terms, text, out _);
            term ??= new Term(text, _termNumber++);
            CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out _)++;
        }

        return [.. counts.Select(pair => new TermCount(pair.Key, pair.Value)).OrderBy(pair => pair.Term.Number)];
    }

    private void Remove(string id)
    {
        if (!_byId.Remove(id, out var entry))
        {
            return;
        }

        _freeSlots.Push(entry.Slot);
        _totalLength -= entry.BorrowedLength;
        _speakers.Remove(entry.Memory.Speaker);
        foreach (var (term, _) in entry.Terms)
        {
            term.Postings.RemoveAt(term.Postings.FindLastIndex(posting => posting.Entry == entry));
            if (term.Postings.Count == 0)
            {
                _terms.Remove(term.Text);
            }
        }

        if (entry.Conversation is { } conversation)
        {
            conversation.Remove(entry);
            _unsettled.Add(conversation);
            if (conversation.Turns.Count == 0)
            {
                _conversations.Remove((entry.Memory.SessionId, entry.Memory.Namespace));
            }
        }
    }
}
