using Memori.Text;

namespace Memori.Sqlite.Doctor;

/// <summary>What an examination of the state found.</summary>
public sealed record StateReport
{
    /// <summary>The full path of the state file.</summary>
    public required string Path { get; init; }

    /// <summary>Whether there is a state file; where there is none, nothing is wrong.</summary>
    public bool Exists { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Size of the write-ahead log beside it in bytes.</summary>
    public long LogBytes { get; init; }

    /// <summary>Free bytes on its disk.</summary>
    public long FreeBytes { get; init; }

    /// <summary>How many owners ever had a memory.</summary>
    public long Owners { get; init; }

    /// <summary>How many memories.</summary>
    public long Memories { get; init; }

    /// <summary>How many jobs of background work, ended ones included until they are purged.</summary>
    public long Jobs { get; init; }

    /// <summary>What is wrong; empty when all is well.</summary>
    public IReadOnlyList<StateFinding> Findings { get; init; } = [];
}

/// <summary>One thing that is wrong with the state.</summary>
/// <param name="Code">Stable, in kebab case.</param>
/// <param name="Text">What is wrong, and what helps.</param>
/// <param name="Count">How often.</param>
/// <param name="Repairable">Whether a repair mends it.</param>
/// <param name="Examples">A few of the places: ids, never content.</param>
public sealed record StateFinding(string Code, LocalizedText Text, long Count, bool Repairable, IReadOnlyList<string> Examples);
