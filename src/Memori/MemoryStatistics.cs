namespace Memori;

/// <summary>The user's active memories that a scope sees, in figures. Shared owners are not counted.</summary>
public sealed record MemoryStatistics
{
    /// <summary>How many.</summary>
    public int Total { get; init; }

    /// <summary>Estimated tokens of their contents.</summary>
    public long Tokens { get; init; }

    /// <summary>Mean importance as of now, 0–1; 0 when there are none.</summary>
    public double AverageImportance { get; init; }

    /// <summary>When the oldest was made.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>When the newest was made.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>How many by layer; layers without any are left out.</summary>
    public IReadOnlyDictionary<MemoryLayer, int> ByLayer { get; init; } = new Dictionary<MemoryLayer, int>();

    /// <summary>How many by kind; kinds without any are left out.</summary>
    public IReadOnlyDictionary<MemoryKind, int> ByKind { get; init; } = new Dictionary<MemoryKind, int>();
}
