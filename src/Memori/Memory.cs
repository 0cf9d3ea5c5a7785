using System.Text.Json.Nodes;

namespace Memori;

/// <summary>What a memory is about. Lower-case names in JSON and in storage.</summary>
public enum MemoryKind
{
    /// <summary>The structure of a database.</summary>
    Schema,

    /// <summary>A setting.</summary>
    Config,

    /// <summary>What a person prefers.</summary>
    Preference,

    /// <summary>A verified question and its SQL.</summary>
    Query,

    /// <summary>A result.</summary>
    Result,

    /// <summary>A turn of a conversation.</summary>
    Conversation,

    /// <summary>A fact about a person or their world.</summary>
    Fact,

    /// <summary>A standing rule.</summary>
    Rule,

    /// <summary>A way of doing something.</summary>
    Skill,

    /// <summary>Background.</summary>
    Context,
}

/// <summary>How a memory came to be.</summary>
public enum MemoryMode
{
    /// <summary>Stated explicitly; kept until told otherwise.</summary>
    Conscious,

    /// <summary>Captured from a conversation.</summary>
    Auto,
}

/// <summary>How long a memory is meant to last.</summary>
public enum MemoryLayer
{
    /// <summary>About an hour.</summary>
    Short,

    /// <summary>About a day.</summary>
    Medium,

    /// <summary>About a year, and lifted from the session to its user.</summary>
    Long,
}

/// <summary>Whether a memory is in force.</summary>
public enum MemoryStatus
{
    /// <summary>In force.</summary>
    Active,

    /// <summary>Replaced by a later memory; kept for explanation.</summary>
    Superseded,

    /// <summary>Put aside; recalled only when asked for.</summary>
    Archived,
}

/// <summary>One memory, as stored. Immutable.</summary>
public sealed record Memory
{
    /// <summary>UUIDv7, or the client's own id (idempotency).</summary>
    public required string Id { get; init; }

    /// <summary>Who owns it.</summary>
    public required Owner Owner { get; init; }

    /// <summary>The session it belongs to, or null when it belongs to its owner in every session.</summary>
    public string? SessionId { get; init; }

    /// <summary>Its partition, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>The text, in its own language.</summary>
    public required string Content { get; init; }

    /// <summary>What it is about.</summary>
    public required MemoryKind Kind { get; init; }

    /// <summary>How it came to be.</summary>
    public MemoryMode Mode { get; init; }

    /// <summary>How long it is meant to last.</summary>
    public MemoryLayer Layer { get; init; }

    /// <summary>Base importance, 0–1.</summary>
    public double Importance { get; init; } = 0.5;

    /// <summary>How sure it is that the memory is true, 0–1: 1 for what a person stated, less for what was extracted.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>Who and what it speaks of, as written: people, tables, places. Empty when unknown.</summary>
    public IReadOnlyList<string> Entities { get; init; } = [];

    /// <summary>Structured data, or null.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>Who or what it came from: a message id, a model, a person. Null when unknown.</summary>
    public string? Provenance { get; init; }

    /// <summary>Estimated tokens of the content.</summary>
    public int TokenCount { get; init; }

    /// <summary>How often it was recalled.</summary>
    public long AccessCount { get; init; }

    /// <summary>Feedback 0–1; 0.5 is none.</summary>
    public double Feedback { get; init; } = 0.5;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was last recalled.</summary>
    public DateTimeOffset? AccessedAt { get; init; }

    /// <summary>Whether it is in force.</summary>
    public MemoryStatus Status { get; init; }

    /// <summary>Who said it, when it is a turn of a conversation. Null when unknown.</summary>
    public string? Speaker { get; init; }

    /// <summary>When it was said or happened; null means when it was made.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>From when on what it says holds in the world; null means from <see cref="OccurredAt"/>, else <see cref="CreatedAt"/>.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when (exclusive) what it says holds in the world; null while no end is known.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>The id of the memory that took its place (a correction, or the whole that it was consolidated into), or null.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>When it was recorded that another took its place, or null.</summary>
    public DateTimeOffset? SupersededAt { get; init; }

    /// <summary>From then on it is recalled no more and will be archived or deleted; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Ids of equal memories that were merged into this one; each still finds it.</summary>
    public IReadOnlyList<string> MergedIds { get; init; } = [];

    /// <summary>The order of making among the memories of its owner. Set by the store.</summary>
    public long Sequence { get; init; }
}
