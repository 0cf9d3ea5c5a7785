namespace Memori.Recall;

/// <summary>A memory that was recalled.</summary>
/// <param name="Memory">The memory.</param>
/// <param name="Score">How well it answers, 0–1: comparable between queries.</param>
/// <param name="Explanation">What made the score.</param>
public sealed record RecalledMemory(Memory Memory, double Score, RecallExplanation Explanation)
{
    /// <summary>
    /// How likely it is that the owner's memories answer the query at all, 0–1, the same for all of one owner: how far the best of them
    /// stands out, and whether they know who is named. See <see cref="RecallRequest.MinimumSureness"/>.
    /// </summary>
    public double Sureness { get; init; }
}

/// <summary>What made the score of a recalled memory: its parts add up to the score.</summary>
public sealed record RecallExplanation
{
    /// <summary>The part of the query, weighed by rarity, that the memory itself answers, 0–1.</summary>
    public double Text { get; init; }

    /// <summary>What its neighbours and its session in the conversation add.</summary>
    public double Conversation { get; init; }

    /// <summary>
    /// What likeness of meaning adds, by the vectors of question and memory. Null when the two were not compared: without embeddings, when the memory has no
    /// vector of the current model yet, or when the question could not be embedded in time.
    /// </summary>
    public double? Vector { get; init; }

    /// <summary>What the named speaker, the date and the form of the question add or take.</summary>
    public double Cues { get; init; }

    /// <summary>What importance and feedback add or take: at most a tenth of the rest.</summary>
    public double Importance { get; init; }

    /// <summary>What it loses because a better one says the same: 0 or less.</summary>
    public double Repetition { get; init; }

    /// <summary>The words of the query that it contains, as analysed.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];
}
