namespace Memori.Embeddings;

/// <summary>How memories and questions are embedded.</summary>
public sealed class EmbeddingOptions
{
    /// <summary>
    /// How much likeness of meaning counts in recall beside the words, 0–1: <see cref="Recall.RecallExplanation.Vector"/> is at most this.
    /// Default: <see cref="ServiceWeight"/> with a service, 0 with the built-in embeddings. 0 embeds nothing.
    /// </summary>
    public double? Weight { get; set; }

    /// <summary>How long recall waits for the vector of its question; after that it goes by the words alone. Default 2 s.</summary>
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long recall does without vectors after the service failed or was late, so that not every question waits for it. Default 15 s.</summary>
    public TimeSpan QueryPause { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many memories are embedded and kept at once. Default 64.</summary>
    public int Batch { get; set; } = 64;

    /// <summary>The wait before embedding goes on after the service failed; it doubles with each further failure. Default 5 s.</summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait after failures. Default 10 minutes.</summary>
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The weight with a service, unless another is set.</summary>
    public const double ServiceWeight = 0.5;
}
