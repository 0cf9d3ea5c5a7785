using Memori.Embeddings;
using Memori.Jobs;
using Memori.Lifecycle;
using Memori.Recall;
using Memori.Scoring;

namespace Memori;

/// <summary>Settings of the engine.</summary>
public sealed class MemoriOptions
{
    /// <summary>The parts of the importance formula.</summary>
    public ImportanceOptions Importance { get; init; } = new();

    /// <summary>The weights of recall.</summary>
    public RecallOptions Recall { get; init; } = new();

    /// <summary>How memories and questions are embedded, when they are.</summary>
    public EmbeddingOptions Embeddings { get; init; } = new();

    /// <summary>How memories age.</summary>
    public LifecycleOptions Lifecycle { get; init; } = new();

    /// <summary>How background work is run.</summary>
    public JobOptions Jobs { get; init; } = new();
}
