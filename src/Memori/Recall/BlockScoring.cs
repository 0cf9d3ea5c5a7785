using System.Buffers;
using System.Runtime.InteropServices;

namespace Memori.Recall;

/// <summary>Scores the turns of a block by all the terms of a part, from the terms that the turns have. For one thread, within the index's lock.</summary>
internal sealed class BlockScoring
{
    private readonly SlotTable _table;
    private readonly PartScores _part;
    private readonly int[] _places;
    private readonly float[] _counts;
    private readonly int[] _turns = new int[TurnBlocks.Size];

    public BlockScoring(SlotTable table, TermTable terms, PartScores part)
    {
        _table = table;
        _part = part;
        _places = ArrayPool<int>.Shared.Rent(terms.Count);
        Array.Clear(_places, 0, terms.Count);
        _counts = new float[part.Counted.Count * TurnBlocks.Size];
        for (var i = 0; i < part.Counted.Count; i++)
        {
            _places[part.Counted[i].Term] = i + 1;
        }
    }

    /// <summary>Puts the scores of its turns into the part.</summary>
    /// <returns>Those with a score.</returns>
    public ReadOnlySpan<int> TurnsOf(Block block)
    {
        var turns = CollectionsMarshal.AsSpan(block.Conversation.Turns);
        var end = Math.Min(turns.Length, block.First + TurnBlocks.Size);
        var lent = block.Conversation.Lent;
        var counted = CollectionsMarshal.AsSpan(_part.Counted);
        var lengths = _table.BorrowedLengths;
        var own = _part.Own;
        var borrowed = _part.Borrowed;
        for (var from = Math.Max(0, block.First - Conversation.Reach); from < Math.Min(turns.Length, end + Conversation.Reach); from++)
        {
            var said = 0f;
            foreach (var occurrence in _table.Terms(turns[from]))
            {
                var place = _places[Occurrence.Number(occurrence)] - 1;
                if (place < 0)
                {
                    continue;
                }

                float count = Occurrence.Count(occurrence);
                said += counted[place].Curve.Of(count, lengths[turns[from]]);
                var counts = _counts.AsSpan(place * TurnBlocks.Size, TurnBlocks.Size);
                var last = Math.Min(end - 1, from + Conversation.Reach);
                for (var to = Math.Max(block.First, from - Conversation.Reach); to <= last; to++)
                {
                    counts[to - block.First] += count * lent[Conversation.Reach + to - from];
                }
            }

            if (said > 0 && own[turns[from]] == 0)
            {
                own[turns[from]] = said;
                _part.Touched.Add(turns[from]);
            }
        }

        var found = 0;
        for (var at = block.First; at < end; at++)
        {
            var sum = 0f;
            for (var i = 0; i < counted.Length; i++)
            {
                ref var count = ref _counts[(i * TurnBlocks.Size) + at - block.First];
                if (count > 0)
                {
                    sum += counted[i].Curve.Of(count, lengths[turns[at]]);
                    count = 0;
                }
            }

            if (sum > 0)
            {
                borrowed[turns[at]] = sum;
                _part.Touched.Add(turns[at]);
                _turns[found++] = turns[at];
            }
        }

        return _turns.AsSpan(0, found);
    }

    public void Finish() => ArrayPool<int>.Shared.Return(_places);
}
