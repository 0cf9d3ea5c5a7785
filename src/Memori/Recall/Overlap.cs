namespace Memori.Recall;

/// <summary>How much two memories speak of the same.</summary>
internal static class Overlap
{
    /// <summary>The share, by rarity, of the words of the poorer one that the other has too, 0–1; <paramref name="without"/> are left out.</summary>
    public static double Of(IndexedMemory left, IndexedMemory right, IReadOnlySet<Term> without)
    {
        double leftWeight = 0, rightWeight = 0, shared = 0;
        var (i, j) = (0, 0);
        while (i < left.Terms.Length || j < right.Terms.Length)
        {
            var order = i == left.Terms.Length ? 1 : j == right.Terms.Length ? -1 : left.Terms[i].Term.Number.CompareTo(right.Terms[j].Term.Number);
            var term = order <= 0 ? left.Terms[i].Term : right.Terms[j].Term;
            var weight = term.IsWord && !without.Contains(term) ? 1 / Math.Log(1.5 + term.Postings.Count) : 0;
            leftWeight += order <= 0 ? weight : 0;
            rightWeight += order >= 0 ? weight : 0;
            shared += order == 0 ? weight : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return shared == 0 ? 0 : shared / Math.Min(leftWeight, rightWeight);
    }
}
