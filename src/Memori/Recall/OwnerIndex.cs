using System.Runtime.InteropServices;
using Memori.Storage;
using Memori.Text.Analysis;

namespace Memori.Recall;

/// <summary>The derived, disposable index of one owner's active memories: inverted lists and conversations. Thread-safe.</summary>
internal sealed partial class OwnerIndex(RecallOptions options) : IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Dictionary<string, IndexedMemory> _byId = [];
    private readonly Dictionary<string, List<Posting>> _postings = [];
    private readonly Dictionary<(string? Session, string? Namespace), Conversation> _conversations = [];
    private readonly List<IndexedMemory?> _slots = [];
    private readonly Stack<int> _free = new();
    private readonly HashSet<Conversation> _unsettled = [];
    private double _averageLength;
    private long _version;

    /// <summary>Held by the one who brings the index up to date.</summary>
    public SemaphoreSlim Refreshing { get; } = new(1);

    /// <summary>The owner's version that the index reflects.</summary>
    public long Version => Interlocked.Read(ref _version);

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

            Settle();
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

    private void Settle()
    {
        foreach (var conversation in _unsettled)
        {
            conversation.Settle();
        }

        _unsettled.Clear();
        _averageLength = _byId.Count == 0 ? 1 : Math.Max(1, _byId.Values.Average(entry => entry.BorrowedLength));
    }

    private void Add(Memory memory)
    {
        var counts = new Dictionary<string, int>();
        foreach (var term in TextAnalyzer.Terms(memory.Content))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out _)++;
        }

        if (!_free.TryPop(out var slot))
        {
            slot = _slots.Count;
            _slots.Add(null);
        }

        var entry = new IndexedMemory(memory, slot, [.. counts]);
        _slots[slot] = entry;
        _byId[memory.Id] = entry;
        foreach (var (term, count) in entry.Terms)
        {
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_postings, term, out _);
            (list ??= []).Add(new Posting(entry, count));
        }

        if (memory.Kind == MemoryKind.Conversation)
        {
            ref var conversation = ref CollectionsMarshal.GetValueRefOrAddDefault(_conversations, (memory.SessionId, memory.Namespace), out _);
            (conversation ??= new Conversation(options)).Add(entry);
            _unsettled.Add(conversation);
        }
    }

    private void Remove(string id)
    {
        if (!_byId.Remove(id, out var entry))
        {
            return;
        }

        _slots[entry.Slot] = null;
        _free.Push(entry.Slot);
        foreach (var (term, _) in entry.Terms)
        {
            var list = _postings[term];
            list.RemoveAll(posting => posting.Entry == entry);
            if (list.Count == 0)
            {
                _postings.Remove(term);
            }
        }

        if (entry.Conversation is not { } conversation)
        {
            return;
        }

        conversation.Remove(entry);
        _unsettled.Add(conversation);
        if (conversation.Turns.Count == 0)
        {
            _conversations.Remove((entry.Memory.SessionId, entry.Memory.Namespace));
        }
    }

    private readonly record struct Posting(IndexedMemory Entry, int Count);
}
