using System.Runtime.InteropServices;

namespace Memori.Recall;

internal sealed partial class TermScoring
{
    /// <summary>The most that a turn of a dialogue lends to another.</summary>
    private readonly float _mostLent = (float)options.Neighbours * Math.Max(Conversation.ShareAt(1), Conversation.ShareAt(-1));

    private void CountInBlock(int line, int count)
    {
        var (number, offset) = (TurnBlocks.NumberOf(line), TurnBlocks.OffsetOf(line));
        ref var inside = ref CountOf(number);
        inside.Sum += count;
        inside.Most = Math.Max(inside.Most, count);

        // A turn lends to its neighbours, which may be in the block before or after.
        if (offset < Conversation.Reach && blocks.Previous[number] is >= 0 and var previous)
        {
            CountOf(previous).Around += count * (float)options.Neighbours * Conversation.ShareAt(-1 - offset);
        }

        if (offset >= TurnBlocks.Size - Conversation.Reach && blocks.Next[number] is >= 0 and var next)
        {
            CountOf(next).Around += count * (float)options.Neighbours * Conversation.ShareAt(TurnBlocks.Size - offset);
        }
    }

    private ref BlockCount CountOf(int block)
    {
        ref var count = ref scratch.BlockCounts[block];
        if (count.Sum == 0 && count.Around == 0)
        {
            scratch.Blocks.Add(block);
        }

        return ref count;
    }

    /// <summary>
    /// Adds to the bound of each block the most that one of its turns can have of the term: all that the turn with most of it says,
    /// what the others lend at most, in as few words as any of its turns.
    /// </summary>
    private void AddBounds(int term, Saturation curve)
    {
        scores.Counted.Add((term, curve));
        var counts = scratch.BlockCounts;
        var bounds = scores.Bounds;
        var shortest = blocks.Shortest;
        foreach (var block in CollectionsMarshal.AsSpan(scratch.Blocks))
        {
            if (bounds[block] == 0)
            {
                scores.Blocks.Add(block);
            }

            ref var count = ref counts[block];
            var most = _mostLent < 1 ? count.Most + (_mostLent * (count.Sum - count.Most)) : count.Sum * _mostLent;
            bounds[block] += curve.Of(most + count.Around, shortest[block]);
            count = default;
        }

        scratch.Blocks.Clear();
    }
}
