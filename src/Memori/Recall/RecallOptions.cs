namespace Memori.Recall;

/// <summary>The weights of recall.</summary>
public sealed class RecallOptions
{
    /// <summary>The score from which a memory is worth injecting into a conversation, 0–1. Default 0.3.</summary>
    public double InjectionScore { get; set; } = 0.3;

    /// <summary>BM25: how soon repetitions stop counting. Default 1.2.</summary>
    public double Saturation { get; set; } = 1.2;

    /// <summary>BM25: how much the length of a memory counts, 0–1. Default 0.5.</summary>
    public double LengthNormalisation { get; set; } = 0.5;
}
