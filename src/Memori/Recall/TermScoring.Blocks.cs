using System.Runtime.InteropServices;

namespace Memori.Recall;

internal sealed partial class TermScoring
{
    /// <summary>What is lent counts at most so much of what is said.</summary>
    private readonly float _mostLent = (float)Math.Max(1, options.Neighbours);

    private void CountInBlock(int line, int count)
    {
        var number = TurnBlocks.NumberOf(line);
        Count(number, count);

        // A turn lends to its neighbours, which may be in the block before or after.
        var offset = TurnBlocks.OffsetOf(line);
        if (offset < Conversation.Reach && blocks.Blocks[number].Previous is >= 0 and var previous)
        {
            Count(previous, count);
        }
        else if (offset >= TurnBlocks.Size - Conversation.Reach && blocks.Blocks[number].Next is >= 0 and var next)
        {
            Count(next, count);
        }
    }

    private void Count(int block, int count)
    {
        ref var known = ref scratch.BlockCounts[block];
        if (known == 0)
        {
            scratch.Blocks.Add(block);
        }

        known += count;
    }

    /// <summary>Adds to the bound of each block what a turn of it would have if all that was counted were said in it, in as few words as any of its turns.</summary>
    private void AddBounds(int term, double gain)
    {
        var curve = new Saturation(options, gain, averageLength);
        scores.Counted.Add((term, curve));
        var counts = scratch.BlockCounts;
        var bounds = scores.Bounds;
        var all = blocks.Blocks;
        foreach (var block in CollectionsMarshal.AsSpan(scratch.Blocks))
        {
            if (bounds[block] == 0)
            {
                scores.Blocks.Add(block);
            }

            bounds[block] += curve.Of(counts[block] * _mostLent, all[block].Shortest);
            counts[block] = 0;
        }

        scratch.Blocks.Clear();
    }
}
