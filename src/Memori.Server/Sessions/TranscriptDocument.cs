using System.Text.Json.Nodes;
using Memori.Server.Memories;

namespace Memori.Server.Sessions;

/// <summary>What was said in a session: the same from the server and from <c>memori sessions transcript --json</c>.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="UserId">Whose.</param>
/// <param name="Entries">What was said, in order; fewer than <paramref name="Limit"/> on the last page.</param>
/// <param name="Total">How many entries there are in all.</param>
/// <param name="Offset">How many were passed over.</param>
/// <param name="Limit">How many at most.</param>
public sealed record TranscriptDocument(string SessionId, string UserId, IReadOnlyList<TranscriptEntry> Entries, int Total, int Offset, int Limit)
{
    /// <summary>Reads a page of what was said in a session.</summary>
    /// <exception cref="MemoriException"><c>session-not-found</c>: there is no such session, and nothing is remembered of one.</exception>
    public static async Task<TranscriptDocument> ReadAsync(
        UserSessions sessions, SessionTranscripts transcripts, string userId, string sessionId, int offset, int limit, CancellationToken cancellationToken)
    {
        var (page, total) = await transcripts.ReadAsync(userId, sessionId, offset, limit, cancellationToken);

        // What is remembered of a session may outlast it.
        return total > 0 || await sessions.FindAsync(userId, sessionId, cancellationToken) is not null
            ? new TranscriptDocument(sessionId, userId, [.. page.Select(TranscriptEntry.From)], total, offset, limit)
            : throw SessionFaults.NotFound();
    }
}

/// <summary>Something that was said in a session.</summary>
public sealed record TranscriptEntry
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>user or assistant; null when that is not known.</summary>
    public string? Role { get; init; }

    /// <summary>Who said it, or null.</summary>
    public string? Speaker { get; init; }

    /// <summary>conversation, query or result.</summary>
    public required string Kind { get; init; }

    /// <summary>What was said.</summary>
    public required string Content { get; init; }

    /// <summary>The SQL that answered it, when it was a question to a database; else null.</summary>
    public string? Sql { get; init; }

    /// <summary>The datasource that it was put to, or null.</summary>
    public int? DatasourceId { get; init; }

    /// <summary>The model that said it, or null.</summary>
    public string? Model { get; init; }

    /// <summary>The exchange that it is part of: question and answer have the same; null when it is not known.</summary>
    public string? ExchangeId { get; init; }

    /// <summary>The memory's partition, or null.</summary>
    public string? Namespace { get; init; }

    /// <summary>The id of the memory.</summary>
    public required string MemoryId { get; init; }

    /// <summary>active, superseded or archived.</summary>
    public required string Status { get; init; }

    /// <summary>The entry of a memory.</summary>
    public static TranscriptEntry From(Memory memory)
    {
        var role = Value<string>(memory, "role") ?? (memory.Speaker is "user" or "assistant" ? memory.Speaker : null);
        return new TranscriptEntry
        {
            At = SessionTranscripts.SaidAt(memory),
            Role = role,
            Speaker = memory.Speaker,
            Kind = MemoryWords.Of(memory.Kind),
            Content = memory.Content,
            Sql = Value<string>(memory, "sql"),
            DatasourceId = Value<int?>(memory, "datasource_id"),
            Model = role == "assistant" ? memory.Provenance : null,
            ExchangeId = Value<string>(memory, "exchange"),
            Namespace = memory.Namespace,
            MemoryId = memory.Id,
            Status = MemoryWords.Of(memory.Status),
        };
    }

    private static T? Value<T>(Memory memory, string name) => memory.Metadata?[name] is JsonValue value && value.TryGetValue<T>(out var found) ? found : default;
}
