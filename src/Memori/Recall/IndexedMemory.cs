namespace Memori.Recall;

/// <summary>A memory in an index, with its terms and its place in the conversation.</summary>
/// <param name="memory">The memory.</param>
/// <param name="slot">The place in the arrays of scores.</param>
/// <param name="terms">Its terms, by number.</param>
internal sealed class IndexedMemory(Memory memory, int slot, TermCount[] terms)
{
    public Memory Memory { get; } = memory;

    public int Slot { get; } = slot;

    public TermCount[] Terms { get; } = terms;

    /// <summary>The number of its terms, repetitions counted.</summary>
    public int Length { get; } = terms.Sum(term => term.Count);

    /// <summary>Its length with what it borrows from its neighbours.</summary>
    public double BorrowedLength { get; set; } = terms.Sum(term => term.Count);

    public bool Asks { get; } = TurnForm.Asks(memory.Content);

    public bool SaysTime { get; } = TurnForm.SaysTime(memory.Content);

    /// <summary>When it was said or made.</summary>
    public DateTimeOffset Time { get; } = memory.OccurredAt ?? memory.CreatedAt;

    /// <summary>The conversation it is a turn of, or null.</summary>
    public Conversation? Conversation { get; set; }

    /// <summary>Its place in the conversation.</summary>
    public int Position { get; set; }
}
