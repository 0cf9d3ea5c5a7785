namespace Memori.Recall;

/// <summary>Of memories that say the same, the best stands for all: the others step back behind what says something else.</summary>
internal sealed partial class Ranking
{
    /// <summary>From how much of their words in common on, by rarity, two memories count as saying the same.</summary>
    private const float Same = 0.98f;

    private static readonly HashSet<int> Nothing = [];

    private List<Candidate> Diverse(List<Candidate> candidates)
    {
        if (options.Diversity <= 0)
        {
            return candidates;
        }

        var isChanged = false;
        for (var i = 1; i < candidates.Count; i++)
        {
            if (RepeatsOneBefore(candidates, i))
            {
                var score = candidates[i].Score;
                candidates[i] = candidates[i] with { Score = score with { Repetition = -(float)options.Diversity * score.Total } };
                isChanged = true;
            }
        }

        return isChanged ? [.. candidates.OrderByDescending(candidate => candidate.Score.Total)] : candidates;
    }

    private bool RepeatsOneBefore(List<Candidate> candidates, int index)
    {
        var slot = candidates[index].Slot;
        for (var other = 0; other < index; other++)
        {
            // Of very different lengths they can't say the same; most pairs need no closer look.
            var (length, otherLength) = (table.Length(slot), table.Length(candidates[other].Slot));
            if (Math.Min(length, otherLength) >= Same * Math.Max(length, otherLength)
                && Overlap.Of(table.Terms(slot), table.Terms(candidates[other].Slot), terms, Nothing) >= Same)
            {
                return true;
            }
        }

        return false;
    }
}
