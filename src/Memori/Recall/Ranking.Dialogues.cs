using System.Buffers;
using System.Runtime.InteropServices;

namespace Memori.Recall;

/// <summary>
/// Turns of dialogues, of which only is known what a block of them can have at most. The most promising blocks are scored turn by turn,
/// as exactly as if all were; the others can't reach the best any more.
/// </summary>
internal sealed partial class Ranking
{
    /// <summary>How many steps there are between no bound and the highest.</summary>
    private const int Steps = 512;

    /// <summary>Sums of floats depend on their order a little.</summary>
    private const float Rounding = 1.0001f;

    private void AddDialogues(int index, TopList top)
    {
        var part = parts[index];
        if (part.Blocks.Count == 0)
        {
            return;
        }

        var (order, highest) = ByBound(index);
        var score = new BlockScoring(table, terms, part);
        var all = blocks.Blocks;
        for (var i = 0; i < part.Blocks.Count; i++)
        {
            var bound = part.Bounds[order[i]];
            if (bound + (highest / Steps) < top.Threshold)
            {
                break;
            }

            if (bound >= top.Threshold)
            {
                foreach (var slot in score.TurnsOf(all[order[i]]))
                {
                    AddTurn(index, slot, top);
                }
            }
        }

        score.Finish();
        ArrayPool<int>.Shared.Return(order);
    }

    /// <summary>The blocks, those with the highest bound first, as exactly as the <see cref="Steps"/> are fine; and that bound.</summary>
    private (int[] Order, float Highest) ByBound(int index)
    {
        var part = parts[index];
        var all = blocks.Blocks;
        var bounds = part.Bounds;
        var numbers = CollectionsMarshal.AsSpan(part.Blocks);
        var (plain, asked, alike) = ((float)(Rounding * _most / _possible[index]), (float)(1 + options.AnswersQuestion), MostAlike * _most);
        var highest = 0f;
        foreach (var number in numbers)
        {
            ref var bound = ref bounds[number];
            bound = (bound * (all[number].Asks ? plain * asked : plain)) + alike;
            highest = Math.Max(highest, bound);
        }

        Span<int> ends = stackalloc int[Steps + 1];
        ends.Clear();
        var scale = (Steps - 1) / highest;
        foreach (var number in numbers)
        {
            ends[Steps - 1 - (int)(bounds[number] * scale)]++;
        }

        for (var (step, sum) = (0, 0); step <= Steps; step++)
        {
            (ends[step], sum) = (sum, sum + ends[step]);
        }

        var order = ArrayPool<int>.Shared.Rent(numbers.Length);
        foreach (var number in numbers)
        {
            order[ends[Steps - 1 - (int)(bounds[number] * scale)]++] = number;
        }

        return (order, highest);
    }
}
