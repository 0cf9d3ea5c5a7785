using System.Text.Json.Nodes;

namespace Memori.Server.Memories;

/// <summary>A memory as it travels: the same from the server and from <c>memori memory … --json</c>.</summary>
public sealed record MemoryDocument
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Ids of equal memories that were merged into it; each still finds it.</summary>
    public IReadOnlyList<string> MergedIds { get; init; } = [];

    /// <summary>The session it belongs to, or null when it belongs to the user in every session.</summary>
    public string? SessionId { get; init; }

    /// <summary>Its partition, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>The text.</summary>
    public required string Content { get; init; }

    /// <summary>schema, config, preference, query, result, conversation, fact, rule, skill or context.</summary>
    public required string Kind { get; init; }

    /// <summary>conscious or auto.</summary>
    public required string Mode { get; init; }

    /// <summary>short, medium or long.</summary>
    public required string Layer { get; init; }

    /// <summary>active, superseded or archived.</summary>
    public required string Status { get; init; }

    /// <summary>Base importance, 0–1.</summary>
    public double Importance { get; init; }

    /// <summary>Feedback 0–1; 0.5 is none.</summary>
    public double Feedback { get; init; }

    /// <summary>How sure it is that it is true, 0–1.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>Who and what it speaks of.</summary>
    public IReadOnlyList<string> Entities { get; init; } = [];

    /// <summary>Structured data, or null.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>Who or what it came from, or null.</summary>
    public string? Provenance { get; init; }

    /// <summary>Who said it, or null.</summary>
    public string? Speaker { get; init; }

    /// <summary>Estimated tokens of the content.</summary>
    public int TokenCount { get; init; }

    /// <summary>How often it was recalled.</summary>
    public long AccessCount { get; init; }

    /// <summary>When it was said or happened, or null when that is when it was made.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>From when on it holds in the world, or null when from when it was said or made.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when (exclusive) it holds, or null while no end is known.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>The id of the memory that took its place, or null.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>When it was recorded that another took its place, or null.</summary>
    public DateTimeOffset? SupersededAt { get; init; }

    /// <summary>From then on it is recalled no more, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was last recalled, or null.</summary>
    public DateTimeOffset? AccessedAt { get; init; }

    /// <summary>The document of a memory.</summary>
    public static MemoryDocument From(Memory memory) => new()
    {
        Id = memory.Id,
        MergedIds = memory.MergedIds,
        SessionId = memory.SessionId,
        Namespace = memory.Namespace,
        Content = memory.Content,
        Kind = MemoryWords.Of(memory.Kind),
        Mode = MemoryWords.Of(memory.Mode),
        Layer = MemoryWords.Of(memory.Layer),
        Status = MemoryWords.Of(memory.Status),
        Importance = memory.Importance,
        Feedback = memory.Feedback,
        Confidence = memory.Confidence,
        Entities = memory.Entities,
        Metadata = memory.Metadata,
        Provenance = memory.Provenance,
        Speaker = memory.Speaker,
        TokenCount = memory.TokenCount,
        AccessCount = memory.AccessCount,
        OccurredAt = memory.OccurredAt,
        ValidFrom = memory.ValidFrom,
        ValidTo = memory.ValidTo,
        SupersededBy = memory.SupersededBy,
        SupersededAt = memory.SupersededAt,
        ExpiresAt = memory.ExpiresAt,
        CreatedAt = memory.CreatedAt,
        UpdatedAt = memory.UpdatedAt,
        AccessedAt = memory.AccessedAt,
    };
}
