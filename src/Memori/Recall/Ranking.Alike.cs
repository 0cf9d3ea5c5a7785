namespace Memori.Recall;

/// <summary>What means the same in other words.</summary>
internal sealed partial class Ranking
{
    /// <summary>The most that likeness of meaning gives any memory.</summary>
    private float MostAlike { get; set; }

    /// <summary>
    /// The memories nearest in meaning, whether or not they share a word with the query: of those that share none, more than are wanted,
    /// because cues and importance move them a little.
    /// </summary>
    private void AddNearest(SeenSlots seen, int limit, TopList top)
    {
        if (vectors is null)
        {
            return;
        }

        var nearest = vectors.Nearest(seen, 2 * limit);
        MostAlike = nearest.Count == 0 ? 0 : nearest[0].Gain;
        foreach (var (slot, gain) in nearest)
        {
            if (gain > 0)
            {
                Add(slot, 0, 0, top);
            }
        }
    }
}
