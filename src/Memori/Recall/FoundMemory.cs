namespace Memori.Recall;

/// <summary>A memory that a search found in an index, which has no texts.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Score">How well it answers, 0–1.</param>
/// <param name="Explanation">What made the score.</param>
/// <param name="Slot">Its slot in the index.</param>
/// <param name="Version">The version of the index that was searched.</param>
internal sealed record FoundMemory(string Id, double Score, RecallExplanation Explanation, int Slot, long Version)
{
    /// <summary>The memory, or null when it must be fetched.</summary>
    public Memory? Memory { get; init; }

    /// <summary>How likely it is that the owner's memories answer at all, 0–1.</summary>
    public double Sureness { get; init; }
}
