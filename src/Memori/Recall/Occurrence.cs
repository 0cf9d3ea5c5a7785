namespace Memori.Recall;

/// <summary>A number and how often, in four bytes: a memory's slot in the list of a term, or a term's number in the list of a memory.</summary>
internal static class Occurrence
{
    private const int CountBits = 6;

    /// <summary>More repetitions say nothing more: BM25 saturates long before.</summary>
    public const int MaximumCount = (1 << CountBits) - 1;

    public static uint Of(int number, int count) => ((uint)number << CountBits) | (uint)Math.Min(count, MaximumCount);

    public static int Number(uint occurrence) => (int)(occurrence >> CountBits);

    public static int Count(uint occurrence) => (int)(occurrence & MaximumCount);
}
