namespace Memori.Server.Memories;

/// <summary>Memories in figures, with the guide's names.</summary>
public sealed record MemoryStatisticsDocument
{
    /// <summary>How many active memories the scope sees.</summary>
    public int TotalMemories { get; init; }

    /// <summary>Estimated tokens of their contents.</summary>
    public long MemoryTokens { get; init; }

    /// <summary>Mean importance as of now, 0–1; 0 when there are none.</summary>
    public double AvgImportance { get; init; }

    /// <summary>When the oldest was made, or null.</summary>
    public DateTimeOffset? OldestMemory { get; init; }

    /// <summary>When the newest was made, or null.</summary>
    public DateTimeOffset? NewestMemory { get; init; }

    /// <summary>How many by layer; layers without any are left out.</summary>
    public IReadOnlyDictionary<string, int> ByLayer { get; init; } = new Dictionary<string, int>();

    /// <summary>How many by kind; kinds without any are left out.</summary>
    public IReadOnlyDictionary<string, int> ByKind { get; init; } = new Dictionary<string, int>();

    /// <summary>The document of statistics.</summary>
    public static MemoryStatisticsDocument From(MemoryStatistics statistics) => new()
    {
        TotalMemories = statistics.Total,
        MemoryTokens = statistics.Tokens,
        AvgImportance = Math.Round(statistics.AverageImportance, 4),
        OldestMemory = statistics.Oldest,
        NewestMemory = statistics.Newest,
        ByLayer = Named(statistics.ByLayer),
        ByKind = Named(statistics.ByKind),
    };

    private static Dictionary<string, int> Named<T>(IReadOnlyDictionary<T, int> counts)
        where T : struct, Enum => counts.OrderBy(pair => pair.Key).ToDictionary(pair => MemoryWords.Of(pair.Key), pair => pair.Value);
}
