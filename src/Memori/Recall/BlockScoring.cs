using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Memori.Recall;

/// <summary>Scores the turns of a block by all the terms of a part, from the terms that the turns have. For one thread, within the index's lock.</summary>
internal sealed class BlockScoring
{
    private readonly SlotTable _table;
    private readonly PartScores _part;
    private readonly ulong[] _isCounted;
    private readonly int[] _places;
    private readonly int _width;
    private readonly float[] _gains;
    private readonly float[] _constants;
    private readonly float[] _perLength;
    private readonly float[] _counts;
    private readonly float[] _said;
    private readonly int[] _turns = new int[TurnBlocks.Size];

    public BlockScoring(SlotTable table, TermTable terms, PartScores part)
    {
        _table = table;
        _part = part;

        // A bit for each term of the index: small enough to stay near, and few of the terms of a turn are asked for. Places mean something only where it is set.
        _isCounted = ArrayPool<ulong>.Shared.Rent((terms.Count + 63) / 64);
        Array.Clear(_isCounted);
        _places = ArrayPool<int>.Shared.Rent(terms.Count);
        _width = (part.Counted.Count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        _gains = new float[_width];
        _perLength = new float[_width];

        // Never zero, so that what does not occur adds nothing.
        _constants = new float[_width];
        Array.Fill(_constants, 1e-20f);
        _said = new float[_width];
        _counts = new float[_width * TurnBlocks.Size];
        for (var i = 0; i < part.Counted.Count; i++)
        {
            var (term, curve) = part.Counted[i];
            _places[term] = i;
            _isCounted[term >> 6] |= 1UL << term;
            (_gains[i], _constants[i], _perLength[i]) = (curve.Most, curve.Constant + 1e-20f, curve.PerLength);
        }
    }

    /// <summary>Puts the scores of its turns into the part.</summary>
    /// <returns>Those with a score.</returns>
    public ReadOnlySpan<int> TurnsOf(Block block)
    {
        var turns = CollectionsMarshal.AsSpan(block.Conversation.Turns);
        var end = Math.Min(turns.Length, block.First + TurnBlocks.Size);
        var lent = block.Conversation.Lent;
        for (var from = Math.Max(0, block.First - Conversation.Reach); from < Math.Min(turns.Length, end + Conversation.Reach); from++)
        {
            var isSaid = false;
            foreach (var occurrence in _table.Terms(turns[from]))
            {
                var term = Occurrence.Number(occurrence);
                if ((_isCounted[term >> 6] >> term & 1) == 0)
                {
                    continue;
                }

                float count = Occurrence.Count(occurrence);
                _said[_places[term]] = count;
                isSaid = true;
                var first = Math.Max(block.First, from - Conversation.Reach);
                var last = Math.Min(end - 1, from + Conversation.Reach);
                for (var (to, at) = (first, ((first - block.First) * _width) + _places[term]); to <= last; to++, at += _width)
                {
                    _counts[at] += count * lent[Conversation.Reach + to - from];
                }
            }

            // Only of a turn in the block, and of the one before it, is asked what it says itself.
            if (isSaid)
            {
                if (from >= block.First - 1 && from < end && _part.Own[turns[from]] == 0)
                {
                    _part.Own[turns[from]] = Sum(_said, turns[from]);
                    _part.Touched.Add(turns[from]);
                }

                Array.Clear(_said);
            }
        }

        var found = 0;
        for (var at = block.First; at < end; at++)
        {
            if (Sum(_counts.AsSpan((at - block.First) * _width, _width), turns[at]) is > 0 and var sum)
            {
                _part.Borrowed[turns[at]] = sum;
                _part.Touched.Add(turns[at]);
                _turns[found++] = turns[at];
            }
        }

        Array.Clear(_counts);
        return _turns.AsSpan(0, found);
    }

    public void Finish()
    {
        ArrayPool<ulong>.Shared.Return(_isCounted);
        ArrayPool<int>.Shared.Return(_places);
    }

    /// <summary>What a turn has of all terms that occur in it so often: <see cref="Saturation.Of"/>, several at once.</summary>
    private float Sum(ReadOnlySpan<float> counts, int slot)
    {
        var length = new Vector<float>(_table.BorrowedLengths[slot]);
        var sum = Vector<float>.Zero;
        for (var i = 0; i < _width; i += Vector<float>.Count)
        {
            var count = new Vector<float>(counts[i..]);
            sum += count * new Vector<float>(_gains, i) / (count + new Vector<float>(_constants, i) + (length * new Vector<float>(_perLength, i)));
        }

        return Vector.Sum(sum);
    }
}
