using System.Text.Json.Nodes;
using Memori.Server.Memories;

namespace Memori.Server.Sessions;

/// <summary>A session as it travels: the same from the server and from <c>memori sessions … --json</c>.</summary>
public sealed record SessionDocument
{
    /// <summary>Its id among the user's sessions.</summary>
    public required string SessionId { get; init; }

    /// <summary>Whose it is.</summary>
    public required string UserId { get; init; }

    /// <summary>Whether it goes on.</summary>
    public required bool IsActive { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used.</summary>
    public required DateTimeOffset LastActivity { get; init; }

    /// <summary>When it expires unless it is used before; null when it is over.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>expired or ended; null while it goes on.</summary>
    public string? Why { get; init; }

    /// <summary>How many requests used it.</summary>
    public long Requests { get; init; }

    /// <summary>What clients keep with it, or null.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>The document of a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="timeout">After how long without a request it expires.</param>
    public static SessionDocument From(Session session, TimeSpan timeout) => new()
    {
        SessionId = session.Id,
        UserId = session.UserId,
        IsActive = session.End is null,
        CreatedAt = session.CreatedAt,
        LastActivity = session.LastActivity,
        ExpiresAt = session.End is null ? session.LastActivity + timeout : null,
        EndedAt = session.EndedAt,
        Why = session.End is { } end ? MemoryWords.Of(end) : null,
        Requests = session.Requests,
        Metadata = session.Metadata,
    };
}

/// <summary>Sessions, those that began last first.</summary>
/// <param name="Sessions">The sessions of this page; fewer than <paramref name="Limit"/> on the last one.</param>
/// <param name="Offset">How many were passed over.</param>
/// <param name="Limit">How many at most.</param>
public sealed record SessionListDocument(IReadOnlyList<SessionDocument> Sessions, int Offset, int Limit);

/// <summary>Whether a session may be used.</summary>
/// <param name="Valid">Whether it may.</param>
/// <param name="Reason">Why it may not: unknown, expired or ended; null when it may.</param>
/// <param name="ExpiresAt">When it expires unless it is used before; null when it may not be used.</param>
public sealed record SessionValidityDocument(bool Valid, string? Reason, DateTimeOffset? ExpiresAt);

/// <summary>A session that was ended.</summary>
/// <param name="Session">The session.</param>
/// <param name="DeletedMemories">How many of its own memories were deleted.</param>
public sealed record SessionEndDocument(SessionDocument Session, int DeletedMemories);
