using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Memori.Recall;

namespace Memori.Server.Memories;

/// <summary>A memory to keep.</summary>
public sealed record AddMemoryRequest
{
    /// <summary>The user; must agree with <c>X-User-Id</c> when both are given.</summary>
    public string? UserId { get; init; }

    /// <summary>The session; must agree with <c>X-Session-Id</c> when both are given. May be missing: then nothing can be bound to it.</summary>
    public string? SessionId { get; init; }

    /// <summary>A partition. Default none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The client's own id: sending the same request again has no further effect. Default a new one.</summary>
    public string? Id { get; init; }

    /// <summary>The text: 1 to 100,000 characters, not only white space.</summary>
    public required string Content { get; init; }

    /// <summary>schema, config, preference, query, result, conversation, fact, rule, skill or context. Default fact, or that of the memory that is superseded.</summary>
    public string? Kind { get; init; }

    /// <summary>conscious (stated explicitly) or auto (captured). Default conscious.</summary>
    public string? Mode { get; init; }

    /// <summary>short, medium or long. Default by kind and importance.</summary>
    public string? Layer { get; init; }

    /// <summary>Base importance, 0–1. Default the weight of the kind.</summary>
    public double? Importance { get; init; }

    /// <summary>Whether it stays in the session. Default: conversations, results and context do.</summary>
    public bool? SessionBound { get; init; }

    /// <summary>Structured data. Default none.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>Who or what it came from. Default unknown.</summary>
    public string? Provenance { get; init; }

    /// <summary>Who said it. Default unknown.</summary>
    public string? Speaker { get; init; }

    /// <summary>When it was said or happened. Default now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>How sure it is that it is true, 0–1. Default 1.</summary>
    public double? Confidence { get; init; }

    /// <summary>Who and what it speaks of, at most 100. Default nothing is said.</summary>
    public IReadOnlyList<string>? Entities { get; init; }

    /// <summary>From when on it holds in the world. Default when it was said or happened.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when (exclusive) it holds. Default no end is known.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>From when on it is recalled no more. Default never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    internal NewMemory ToMemory(MemoryKind usual = MemoryKind.Fact) => new()
    {
        Content = Content,
        Kind = MemoryWords.Parse<MemoryKind>(Kind, "kind") ?? usual,
        Mode = MemoryWords.Parse<MemoryMode>(Mode, "mode") ?? MemoryMode.Conscious,
        Layer = MemoryWords.Parse<MemoryLayer>(Layer, "layer"),
        Importance = Importance,
        Id = Id,
        SessionBound = SessionBound,
        Metadata = Metadata,
        Provenance = Provenance is null ? null : Identifiers.Require(Provenance, "provenance"),
        Speaker = Speaker is null ? null : Identifiers.Require(Speaker, "speaker"),
        OccurredAt = OccurredAt,
        Confidence = Confidence ?? 1,
        Entities = Entities ?? [],
        ValidFrom = ValidFrom,
        ValidTo = ValidTo,
        ExpiresAt = ExpiresAt,
    };
}

/// <summary>What to change in a memory; what is missing or null stays.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangeMemoryRequest
{
    /// <summary>The user; must agree with <c>X-User-Id</c> when both are given.</summary>
    public string? UserId { get; init; }

    /// <summary>The session; must agree with <c>X-Session-Id</c> when both are given.</summary>
    public string? SessionId { get; init; }

    /// <summary>The new text.</summary>
    public string? Content { get; init; }

    /// <summary>The new base importance, 0–1.</summary>
    public double? Importance { get; init; }

    /// <summary>The new structured data, in place of the old.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>short, medium or long.</summary>
    public string? Layer { get; init; }

    /// <summary>active, superseded or archived.</summary>
    public string? Status { get; init; }

    /// <summary>From when on it holds in the world.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when (exclusive) it holds.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>From when on it is recalled no more.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    internal MemoryChange ToChange() => new()
    {
        Content = Content,
        Importance = Importance,
        Metadata = Metadata,
        Layer = MemoryWords.Parse<MemoryLayer>(Layer, "layer"),
        Status = MemoryWords.Parse<MemoryStatus>(Status, "status"),
        ValidFrom = ValidFrom,
        ValidTo = ValidTo,
        ExpiresAt = ExpiresAt,
    };
}

/// <summary>What to search for.</summary>
public sealed record SearchMemoriesRequest
{
    /// <summary>The user; must agree with <c>X-User-Id</c> when both are given.</summary>
    public string? UserId { get; init; }

    /// <summary>The session; without it, memories of all the user's sessions are found.</summary>
    public string? SessionId { get; init; }

    /// <summary>Only this partition. Default all.</summary>
    public string? Namespace { get; init; }

    /// <summary>The question or text to find memories for.</summary>
    public required string Query { get; init; }

    /// <summary>How many at most, 1–1000. Default 10.</summary>
    public int? Limit { get; init; }

    /// <summary>Only these kinds. Default all.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>Scores below it are left out, 0–1. Default 0.</summary>
    public double? MinimumScore { get; init; }

    /// <summary>Nothing is recalled of an owner whose memories are less likely to answer the query, 0–1. Default 0.</summary>
    public double? MinimumSureness { get; init; }

    /// <summary>The most estimated tokens that the contents may take together. Default no limit.</summary>
    public int? TokenBudget { get; init; }

    /// <summary>What held in the world at that time, also what was replaced since. Default what holds now.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>What was on record at that time. Default what is on record now.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>Whether archived and expired memories are found too. Default false.</summary>
    public bool IncludeArchived { get; init; }

    /// <summary>Whether each result says what made its score. Default false.</summary>
    public bool Explain { get; init; }

    internal RecallRequest ToRecall() => new()
    {
        Query = Query,
        Limit = Limit ?? 10,
        Kinds = MemoryWords.ParseAll<MemoryKind>(Kinds, "kind"),
        MinimumScore = MinimumScore ?? 0,
        MinimumSureness = MinimumSureness ?? 0,
        TokenBudget = TokenBudget,
        AsOf = AsOf,
        KnownAt = KnownAt,
        IncludeArchived = IncludeArchived,
    };
}
