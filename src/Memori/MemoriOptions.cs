using Memori.Embeddings;
using Memori.Extraction;
using Memori.Ingestion;
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

    /// <summary>What is kept, merged and superseded.</summary>
    public WritingOptions Writing { get; init; } = new();

    /// <summary>What is extracted from exchanges.</summary>
    public ExtractionOptions Extraction { get; init; } = new();

    /// <summary>How memories age.</summary>
    public LifecycleOptions Lifecycle { get; init; } = new();

    /// <summary>How background work is run.</summary>
    public JobOptions Jobs { get; init; } = new();
}
