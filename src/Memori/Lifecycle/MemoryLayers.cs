using Memori.Ingestion;

namespace Memori.Lifecycle;

/// <summary>Which layer a new memory belongs to.</summary>
public static class MemoryLayers
{
    /// <summary>
    /// Schema, configuration, preferences, facts, rules, skills and verified queries are long-term whatever their importance;
    /// else 0.8 and above is long, 0.5 and above medium, below short (the guide's hierarchy).
    /// </summary>
    public static MemoryLayer Classify(MemoryKind kind, double importance) => kind switch
    {
        MemoryKind.Schema or MemoryKind.Config or MemoryKind.Preference or MemoryKind.Fact
            or MemoryKind.Rule or MemoryKind.Skill or MemoryKind.Query => MemoryLayer.Long,
        _ when importance >= 0.8 => MemoryLayer.Long,
        _ when importance >= 0.5 => MemoryLayer.Medium,
        _ => MemoryLayer.Short,
    };

    /// <summary>The memory as long-term: seen in all sessions of its owner; active again when it was put aside, by itself or as a part of another.</summary>
    internal static Memory Lift(Memory memory, DateTimeOffset now) =>
        (memory.Status == MemoryStatus.Archived ? Succession.Restore(memory, now) : memory) with { Layer = MemoryLayer.Long, SessionId = null, UpdatedAt = now };
}
