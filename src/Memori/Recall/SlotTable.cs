namespace Memori.Recall;

/// <summary>
/// What an index knows of each memory, column by column: a search reads few columns of many memories. Texts are not among them.
/// </summary>
internal sealed partial class SlotTable(RecallOptions options, NumberHeap heap)
{
    private readonly Stack<int> _free = new();
    private readonly Dictionary<int, Lifetime> _lifetimes = [];
    private uint[] _termPlaces = [];
    private int[] _termCounts = [];
    private long[] _sequences = [];
    private long[] _times = [];
    private long[] _created = [];
    private int[] _sessions = [];
    private int[] _namespaces = [];
    private int[] _speakers = [];
    private MemoryKind[] _kinds = [];
    private Conversation?[] _conversations = [];
    private int[] _positions = [];
    private float[] _lengths = [];
    private float[] _borrowedLengths = [];
    private float[] _boosts = [];
    private TurnMarks[] _marks = [];

    /// <summary>How many slots were ever in use.</summary>
    public int Count { get; private set; }

    public IdTable Ids { get; } = new();

    public NameTable SessionNames { get; } = new();

    public NameTable NamespaceNames { get; } = new();

    public NameTable SpeakerNames { get; } = new();

    /// <summary>The bytes that it takes, about, the lists of terms left out.</summary>
    public long Bytes => Ids.Bytes + SessionNames.Bytes + NamespaceNames.Bytes + SpeakerNames.Bytes + (_lifetimes.Count * 72L)
        + (_marks.Length * 68L);

    /// <summary>Whether there is a memory in the slot.</summary>
    public bool IsUsed(int slot) => _sequences[slot] > 0;

    /// <summary>Its terms, as <see cref="Occurrence"/>s in order of their numbers.</summary>
    public Span<uint> Terms(int slot) => heap[_termPlaces[slot], _termCounts[slot]];

    /// <summary>The order of making among the memories of its owner.</summary>
    public long Sequence(int slot) => _sequences[slot];

    /// <summary>When it was said, happened or was made, in ticks of UTC.</summary>
    public long Time(int slot) => _times[slot];

    /// <summary>When it was made, in ticks of UTC.</summary>
    public long Created(int slot) => _created[slot];

    /// <summary>Who said it, or null.</summary>
    public string? Speaker(int slot) => SpeakerNames[_speakers[slot]];

    /// <summary>The number of who said it among the <see cref="SpeakerNames"/>.</summary>
    public int SpeakerNumber(int slot) => _speakers[slot];

    /// <summary>The number of its session among the <see cref="SessionNames"/>.</summary>
    public int Session(int slot) => _sessions[slot];

    /// <summary>The number of its namespace among the <see cref="NamespaceNames"/>.</summary>
    public int Namespace(int slot) => _namespaces[slot];

    public MemoryKind Kind(int slot) => _kinds[slot];

    /// <summary>Its validity and status, when they are not the plain ones.</summary>
    public Lifetime LifetimeOf(int slot) => _lifetimes.GetValueOrDefault(slot, Lifetime.Plain);

    /// <summary>The conversations that memories are turns of, or null.</summary>
    public ReadOnlySpan<Conversation?> Conversations => _conversations;

    /// <summary>The places in those conversations.</summary>
    public ReadOnlySpan<int> Positions => _positions;

    /// <summary>Numbers of terms, repetitions counted, with those borrowed from neighbours.</summary>
    public ReadOnlySpan<float> BorrowedLengths => _borrowedLengths;

    /// <summary>What importance and feedback add or take, as a share of the score.</summary>
    public ReadOnlySpan<float> Boosts => _boosts;

    public ReadOnlySpan<TurnMarks> Marks => _marks;

    /// <summary>Number of terms, repetitions counted.</summary>
    public float Length(int slot) => _lengths[slot];

    public void SetPlace(int slot, Conversation? conversation, int position) => (_conversations[slot], _positions[slot]) = (conversation, position);

    public void SetBorrowedLength(int slot, float length) => _borrowedLengths[slot] = length;

    /// <summary>Puts a memory into a slot.</summary>
    public int Add(AnalyzedMemory analyzed, ReadOnlySpan<uint> terms)
    {
        var memory = analyzed.Memory;
        var slot = TakeSlot();
        Ids.Add(slot, memory.Id);
        _sessions[slot] = SessionNames.Take(memory.SessionId);
        _namespaces[slot] = NamespaceNames.Take(memory.Namespace);
        _speakers[slot] = SpeakerNames.Take(memory.Speaker);
        _kinds[slot] = memory.Kind;
        _sequences[slot] = memory.Sequence;
        _times[slot] = (memory.OccurredAt ?? memory.CreatedAt).UtcTicks;
        _created[slot] = memory.CreatedAt.UtcTicks;
        _lengths[slot] = _borrowedLengths[slot] = analyzed.Length;
        _marks[slot] = (analyzed.Asks ? TurnMarks.Asks : TurnMarks.None) | (analyzed.SaysTime ? TurnMarks.SaysTime : TurnMarks.None);
        (_termPlaces[slot], _termCounts[slot]) = (heap.Add(terms), terms.Length);
        Replace(slot, memory);
        return slot;
    }

    /// <summary>Puts a newer state of the same memory, whose text is the same, in its place.</summary>
    public void Replace(int slot, Memory memory)
    {
        _boosts[slot] = (float)(options.Importance * (memory.Importance + memory.Feedback - 1));
        if (Lifetime.Of(memory) is var lifetime && lifetime != Lifetime.Plain)
        {
            _lifetimes[slot] = lifetime;
        }
        else
        {
            _lifetimes.Remove(slot);
        }
    }

    /// <summary>Whether all that the index derives from a memory is the same, but for what <see cref="Replace"/> changes.</summary>
    public bool IsSame(int slot, AnalyzedMemory analyzed, ReadOnlySpan<uint> terms)
    {
        var memory = analyzed.Memory;
        return Terms(slot).SequenceEqual(terms)
            && _lengths[slot] == analyzed.Length
            && _kinds[slot] == memory.Kind
            && _sequences[slot] == memory.Sequence
            && _times[slot] == (memory.OccurredAt ?? memory.CreatedAt).UtcTicks
            && _created[slot] == memory.CreatedAt.UtcTicks
            && SessionNames[_sessions[slot]] == memory.SessionId
            && NamespaceNames[_namespaces[slot]] == memory.Namespace
            && SpeakerNames[_speakers[slot]] == memory.Speaker
            && _marks[slot].HasFlag(TurnMarks.Asks) == analyzed.Asks
            && _marks[slot].HasFlag(TurnMarks.SaysTime) == analyzed.SaysTime;
    }

    public void Remove(int slot)
    {
        Ids.Remove(slot);
        SessionNames.Release(_sessions[slot]);
        NamespaceNames.Release(_namespaces[slot]);
        SpeakerNames.Release(_speakers[slot]);
        heap.Free(_termPlaces[slot], _termCounts[slot]);
        _termCounts[slot] = 0;
        _sequences[slot] = 0;
        _conversations[slot] = null;
        _lifetimes.Remove(slot);
        _free.Push(slot);
    }

    private int TakeSlot()
    {
        if (!_free.TryPop(out var slot))
        {
            slot = Count++;
            if (Count > _marks.Length)
            {
                Resize(Math.Max(16, Count + (Count / 4)));
            }
        }

        return slot;
    }

    private void Resize(int size)
    {
        Array.Resize(ref _termPlaces, size);
        Array.Resize(ref _termCounts, size);
        Array.Resize(ref _sequences, size);
        Array.Resize(ref _times, size);
        Array.Resize(ref _created, size);
        Array.Resize(ref _sessions, size);
        Array.Resize(ref _namespaces, size);
        Array.Resize(ref _speakers, size);
        Array.Resize(ref _kinds, size);
        Array.Resize(ref _conversations, size);
        Array.Resize(ref _positions, size);
        Array.Resize(ref _lengths, size);
        Array.Resize(ref _borrowedLengths, size);
        Array.Resize(ref _boosts, size);
        Array.Resize(ref _marks, size);
    }
}

/// <summary>What the form of a turn tells.</summary>
[Flags]
internal enum TurnMarks : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It asks something.</summary>
    Asks = 1,

    /// <summary>It says a time.</summary>
    SaysTime = 2,
}
