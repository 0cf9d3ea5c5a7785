using System.Text.Json.Nodes;

namespace Memori;

/// <summary>A memory to be made by <see cref="MemoryEngine.RememberAsync"/>.</summary>
public sealed record NewMemory
{
    /// <summary>The text, in its own language: 1 to 100,000 characters, not only white space.</summary>
    public required string Content { get; init; }

    /// <summary>What it is about.</summary>
    public required MemoryKind Kind { get; init; }

    /// <summary>Base importance, 0–1. Default: the weight of the kind.</summary>
    public double? Importance { get; init; }

    /// <summary>How sure it is that the memory is true, 0–1. Default 1.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>Who and what it speaks of. Default: nothing is said.</summary>
    public IReadOnlyList<string> Entities { get; init; } = [];

    /// <summary>Structured data. Default: none.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>The client's own id: remembering the same id again has no further effect. Default: a new UUIDv7.</summary>
    public string? Id { get; init; }

    /// <summary>How it came to be. Default: stated explicitly.</summary>
    public MemoryMode Mode { get; init; } = MemoryMode.Conscious;

    /// <summary>Whether it is recalled, or kept aside (archived) from the start: then it merges with nothing. Default: active.</summary>
    public MemoryStatus Status { get; init; }

    /// <summary>How long it is meant to last. Default: by kind and importance, see <see cref="Lifecycle.MemoryLayers"/>.</summary>
    public MemoryLayer? Layer { get; init; }

    /// <summary>Who or what it came from: a message id, a model, a person. Default: unknown.</summary>
    public string? Provenance { get; init; }

    /// <summary>Who owns it: the user of the scope, or a shared owner granted to it. Default: the user.</summary>
    public Owner? Owner { get; init; }

    /// <summary>
    /// Whether it stays in the session of the scope. Default: conversations, results and context do;
    /// what is known of the user or the world belongs to the user in every session. A shared owner has no sessions.
    /// </summary>
    public bool? SessionBound { get; init; }

    /// <summary>Who said it, for a turn of a conversation. Default: unknown.</summary>
    public string? Speaker { get; init; }

    /// <summary>When it was said or happened. Default: now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>From when on what it says holds in the world. Default: when it was said or happened.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when (exclusive) it holds, later than its beginning. Default: no end is known.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>From when on it is recalled no more. Default: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
