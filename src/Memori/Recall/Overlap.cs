namespace Memori.Recall;

/// <summary>How much two memories speak of the same.</summary>
internal static class Overlap
{
    private static readonly float[] Rarities = [.. Enumerable.Range(0, 1024).Select(Rarity)];

    /// <summary>The share, by rarity, of the words of the poorer one that the other has too, 0–1; <paramref name="without"/> are left out.</summary>
    public static float Of(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right, TermTable terms, IReadOnlySet<int> without)
    {
        float leftWeight = 0, rightWeight = 0, shared = 0;
        var (i, j) = (0, 0);
        while (i < left.Length || j < right.Length)
        {
            var leftNumber = i < left.Length ? Occurrence.Number(left[i]) : int.MaxValue;
            var rightNumber = j < right.Length ? Occurrence.Number(right[j]) : int.MaxValue;
            var weight = WeightOf(terms, Math.Min(leftNumber, rightNumber), without);
            if (leftNumber <= rightNumber)
            {
                leftWeight += weight;
                i++;
            }

            if (rightNumber <= leftNumber)
            {
                rightWeight += weight;
                j++;
            }

            shared += leftNumber == rightNumber ? weight : 0;
        }

        return shared == 0 ? 0 : shared / Math.Min(leftWeight, rightWeight);
    }

    private static float WeightOf(TermTable terms, int term, IReadOnlySet<int> without) =>
        !terms.IsWord(term) || without.Contains(term) ? 0
        : terms.Memories(term) is var memories && memories < Rarities.Length ? Rarities[memories]
        : Rarity(memories);

    private static float Rarity(int memories) => (float)(1 / Math.Log(1.5 + memories));
}
