namespace Memori.Ingestion;

/// <summary>How memories are written.</summary>
public sealed class WritingOptions
{
    /// <summary>Captured memories that are less sure are not kept, 0–1. Default 0.3. What a person states is kept whatever its confidence.</summary>
    public double MinimumConfidence { get; set; } = 0.3;

    /// <summary>How many UTF-16 code units of a turn are kept at most; the rest is cut off. Default 32,768.</summary>
    public int MaximumTurnLength { get; set; } = 32_768;

    /// <summary>The greatest length of a captured fact, preference, rule or skill, in UTF-16 code units. Default 1,000.</summary>
    public int MaximumFactLength { get; set; } = 1_000;

    /// <summary>Whether memories that say the same in other words merge, and another value in the same slot supersedes. Default true.</summary>
    public bool Reconcile { get; set; } = true;
}
