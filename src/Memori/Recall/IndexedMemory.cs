namespace Memori.Recall;

/// <summary>A memory in an index, with its terms and its place in the conversation.</summary>
internal sealed class IndexedMemory(Memory memory, int slot, KeyValuePair<string, int>[] terms)
{
    public Memory Memory { get; } = memory;

    /// <summary>The place in the index's arrays.</summary>
    public int Slot { get; } = slot;

    public KeyValuePair<string, int>[] Terms { get; } = terms;

    /// <summary>The number of its terms, repetitions counted.</summary>
    public int Length { get; } = terms.Sum(term => term.Value);

    /// <summary>Its length with what it borrows from its neighbours.</summary>
    public double BorrowedLength { get; set; } = terms.Sum(term => term.Value);

    public bool Asks { get; } = TurnForm.Asks(memory.Content);

    public bool SaysTime { get; } = TurnForm.SaysTime(memory.Content);

    /// <summary>When it was said or made.</summary>
    public DateTimeOffset Time { get; } = memory.OccurredAt ?? memory.CreatedAt;

    /// <summary>The conversation it is a turn of, or null.</summary>
    public Conversation? Conversation { get; set; }

    /// <summary>Its place in the conversation.</summary>
    public int Position { get; set; }
}
