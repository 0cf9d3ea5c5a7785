using System.Text.Json.Nodes;

namespace Memori;

/// <summary>What to change in a memory; null leaves a part as it is.</summary>
public sealed record MemoryChange
{
    /// <summary>The new text: 1 to 100,000 characters, not only white space.</summary>
    public string? Content { get; init; }

    /// <summary>The new base importance, 0–1.</summary>
    public double? Importance { get; init; }

    /// <summary>The new structured data, in place of the old.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>The new layer. A captured memory that becomes long-term leaves its session: all sessions of its owner see it.</summary>
    public MemoryLayer? Layer { get; init; }

    /// <summary>From when on it holds in the world.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when (exclusive) it holds in the world.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>From when on it is recalled no more.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The new status.</summary>
    public MemoryStatus? Status { get; init; }
}
