using System.Text.Json.Nodes;
using Memori.Server.Ask;
using Memori.Server.Memories;

namespace Memori.Server.Chat;

/// <summary>An answer.</summary>
public sealed record ChatDocument
{
    /// <summary>Its text, of all text blocks; null in the last event of a stream, which told it already.</summary>
    public string? Content { get; init; }

    /// <summary>All of its content blocks, to be sent back as they are in the next turn.</summary>
    public required JsonArray Blocks { get; init; }

    /// <summary>Tokens and cost; zero when it came from the cache.</summary>
    public required UsageDocument Usage { get; init; }

    /// <summary>The model that answered.</summary>
    public string? Model { get; init; }

    /// <summary>Why it ended: end_turn, max_tokens, stop_sequence, tool_use, refusal, …</summary>
    public string? StopReason { get; init; }

    /// <summary>The session.</summary>
    public string? SessionId { get; init; }

    /// <summary>The memories that were put into the newest turn.</summary>
    public required IReadOnlyList<UsedMemoryDocument> Memories { get; init; }

    /// <summary>Whether it was given before to the same question, and cost nothing now.</summary>
    public bool Cached { get; init; }

    /// <summary>The model that was asked for, when a cheaper one answered because little of the budget is left; else null.</summary>
    public string? DowngradedFrom { get; init; }

    /// <summary>What the caller should know: that a model is retired or will be.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A memory that was put into a conversation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">schema, config, preference, query, result, conversation, fact, rule, skill or context.</param>
/// <param name="Content">Its text.</param>
public sealed record UsedMemoryDocument(string Id, string Kind, string Content)
{
    internal static IReadOnlyList<UsedMemoryDocument> From(IEnumerable<Memory> memories) =>
        [.. memories.Select(memory => new UsedMemoryDocument(memory.Id, MemoryWords.Of(memory.Kind), memory.Content))];
}
