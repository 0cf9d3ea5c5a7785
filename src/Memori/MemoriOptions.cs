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
}
