using System.Runtime.InteropServices;

namespace Memori.Recall;

/// <summary>
/// Turns of dialogues, of which only is known what a block of them can have at most. The most promising blocks are scored turn by turn,
/// as exactly as if all were; the others can't reach the best any more.
/// </summary>
internal sealed partial class Ranking
{
    /// <summary>Blocks are looked at in rounds, each of bounds down to this share of the last.</summary>
    private const float Round = 0.9f;

    /// <summary>Sums of floats depend on their order a little.</summary>
    private const float Rounding = 1.0001f;

    private void AddDialogues(int index, TopList top)
    {
        var part = parts[index];
        if (part.Blocks.Count == 0)
        {
            return;
        }

        var score = new BlockScoring(table, terms, part);
        var all = blocks.Blocks;
        var highest = 0f;
        foreach (ref var number in CollectionsMarshal.AsSpan(part.Blocks))
        {
            ref var bound = ref part.Bounds[number];
            bound = (float)((bound * Rounding * (1 + (all[number].Asks ? options.AnswersQuestion : 0)) / _possible[index]) + MostAlike) * _most;
            highest = Math.Max(highest, bound);
        }

        for (var (upper, lower) = (float.MaxValue, highest * Round); upper > 0 && upper >= top.Threshold; (upper, lower) = (lower, lower > highest * 0.01f ? lower * Round : 0))
        {
            foreach (var number in CollectionsMarshal.AsSpan(part.Blocks))
            {
                var bound = part.Bounds[number];
                if (bound < upper && bound >= lower && bound >= top.Threshold)
                {
                    foreach (var slot in score.TurnsOf(all[number]))
                    {
                        AddTurn(index, slot, top);
                    }
                }
            }
        }

        score.Finish();
    }
}
