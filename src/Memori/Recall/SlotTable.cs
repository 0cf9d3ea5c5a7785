namespace Memori.Recall;

/// <summary>What an index knows of each memory, column by column: a search reads few columns of many memories.</summary>
internal sealed class SlotTable(RecallOptions options)
{
    private readonly Stack<int> _free = new();
    private Memory?[] _memories = [];
    private uint[][] _terms = [];
    private Conversation?[] _conversations = [];
    private int[] _positions = [];
    private float[] _lengths = [];
    private float[] _borrowedLengths = [];
    private float[] _boosts = [];
    private TurnMarks[] _marks = [];

    /// <summary>How many slots were ever in use.</summary>
    public int Count { get; private set; }

    public Memory Memory(int slot) => _memories[slot]!;

    /// <summary>Its terms, as <see cref="Occurrence"/>s in order of their numbers.</summary>
    public ReadOnlySpan<uint> Terms(int slot) => _terms[slot];

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
    public int Add(AnalyzedMemory memory, uint[] terms)
    {
        if (!_free.TryPop(out var slot))
        {
            slot = Count++;
            MakeRoom();
        }

        _terms[slot] = terms;
        _lengths[slot] = _borrowedLengths[slot] = memory.Terms.Sum(term => term.Value);
        _marks[slot] = (memory.Asks ? TurnMarks.Asks : TurnMarks.None) | (memory.SaysTime ? TurnMarks.SaysTime : TurnMarks.None);
        Replace(slot, memory.Memory);
        return slot;
    }

    /// <summary>Puts a newer state of the same memory, whose text is the same, in its place.</summary>
    public void Replace(int slot, Memory memory)
    {
        _memories[slot] = memory;
        _boosts[slot] = (float)(options.Importance * (memory.Importance + memory.Feedback - 1));
    }

    public void Remove(int slot)
    {
        _memories[slot] = null;
        _terms[slot] = [];
        _conversations[slot] = null;
        _free.Push(slot);
    }

    private void MakeRoom()
    {
        if (Count <= _memories.Length)
        {
            return;
        }

        var size = Math.Max(16, Count + (Count / 2));
        Array.Resize(ref _memories, size);
        Array.Resize(ref _terms, size);
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
