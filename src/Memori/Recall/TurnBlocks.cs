using System.Runtime.InteropServices;

namespace Memori.Recall;

/// <summary>
/// Dialogues cut into blocks of a few turns, and what a search must know of a block to say how well one of its turns can answer at most.
/// Not thread-safe.
/// </summary>
internal sealed class TurnBlocks(SlotTable table)
{
    private const int SizeBits = 3;

    /// <summary>How many turns a block has at most.</summary>
    public const int Size = 1 << SizeBits;

    private readonly Stack<int> _free = new();
    private Block[] _blocks = [];
    private int[] _previous = [];
    private int[] _next = [];
    private float[] _shortest = [];
    private List<int>?[] _ofConversation = [];
    private int[] _lines = [];

    /// <summary>How many numbers of blocks were ever given.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes that they take, about.</summary>
    public long Bytes => (_lines.Length * (long)sizeof(int)) + (_blocks.Length * 28L) + (_ofConversation.Length * 70L);

    /// <summary>By slot: the block and the place in it, as a <see cref="NumberOf">number</see> and an <see cref="OffsetOf">offset</see>; -1 when it is no turn of a dialogue.</summary>
    public ReadOnlySpan<int> Lines => _lines;

    public ReadOnlySpan<Block> Blocks => _blocks;

    /// <summary>By number: the number of the block before in the same dialogue, or -1.</summary>
    public ReadOnlySpan<int> Previous => _previous;

    /// <summary>By number: the number of the block after in the same dialogue, or -1.</summary>
    public ReadOnlySpan<int> Next => _next;

    /// <summary>By number: the least length of its turns and the one before them, with what they borrow.</summary>
    public ReadOnlySpan<float> Shortest => _shortest;

    public static int NumberOf(int line) => line >> SizeBits;

    public static int OffsetOf(int line) => line & (Size - 1);

    /// <summary>After changes in a conversation, from one of its turns on.</summary>
    public void Settle(Conversation conversation, int from)
    {
        if (!conversation.Lends || conversation.Dialogue < 1)
        {
            Release(conversation);
            return;
        }

        if (_lines.Length < table.Count)
        {
            var known = _lines.Length;
            Array.Resize(ref _lines, table.Count + (table.Count / 4));
            _lines.AsSpan(known).Fill(-1);
        }

        if (_ofConversation.Length <= conversation.Number)
        {
            Array.Resize(ref _ofConversation, conversation.Number + 1 + (conversation.Number / 4));
        }

        var turns = CollectionsMarshal.AsSpan(conversation.Turns);
        var blocks = _ofConversation[conversation.Number] ??= new List<int>(1);
        var needed = (turns.Length + Size - 1) >> SizeBits;
        while (blocks.Count > needed)
        {
            Free(blocks[^1]);
            blocks.RemoveAt(blocks.Count - 1);
        }

        while (blocks.Count < needed)
        {
            blocks.Add(Take());
        }

        // The turn before a block counts in it; and where the last one was, a next one may be now.
        for (var index = Math.Max(0, (Math.Max(0, from - 1) >> SizeBits) - 1); index < needed; index++)
        {
            var first = index << SizeBits;
            var (shortest, asks) = (float.MaxValue, false);
            for (var at = Math.Max(0, first - 1); at < Math.Min(turns.Length, first + Size); at++)
            {
                shortest = Math.Min(shortest, table.BorrowedLengths[turns[at]]);
                asks |= table.Marks[turns[at]].HasFlag(TurnMarks.Asks);
                if (at >= first)
                {
                    _lines[turns[at]] = (blocks[index] << SizeBits) | (at - first);
                }
            }

            _blocks[blocks[index]] = new Block(conversation, first, asks);
            _previous[blocks[index]] = index > 0 ? blocks[index - 1] : -1;
            _next[blocks[index]] = index + 1 < needed ? blocks[index + 1] : -1;
            _shortest[blocks[index]] = shortest;
        }
    }

    /// <summary>The conversation is no dialogue any more, or gone.</summary>
    public void Release(Conversation conversation)
    {
        if (conversation.Number >= _ofConversation.Length || _ofConversation[conversation.Number] is not { } blocks)
        {
            return;
        }

        _ofConversation[conversation.Number] = null;
        blocks.ForEach(Free);
        foreach (var slot in conversation.Turns)
        {
            Remove(slot);
        }
    }

    /// <summary>The slot has no turn any more.</summary>
    public void Remove(int slot)
    {
        if (slot < _lines.Length)
        {
            _lines[slot] = -1;
        }
    }

    private int Take()
    {
        if (!_free.TryPop(out var number))
        {
            number = Count++;
            if (Count > _blocks.Length)
            {
                var size = Math.Max(4, Count + (Count / 4));
                Array.Resize(ref _blocks, size);
                Array.Resize(ref _previous, size);
                Array.Resize(ref _next, size);
                Array.Resize(ref _shortest, size);
            }
        }

        return number;
    }

    private void Free(int number)
    {
        _blocks[number] = default;
        _free.Push(number);
    }
}

/// <summary>Some turns of a dialogue that follow each other.</summary>
/// <param name="Conversation">The dialogue.</param>
/// <param name="First">The place of the first turn in it.</param>
/// <param name="Asks">Whether one of its turns or the one before them asks.</param>
internal readonly record struct Block(Conversation Conversation, int First, bool Asks);
