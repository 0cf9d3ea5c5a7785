using System.Text.Json.Nodes;

namespace Memori.Server.Sessions;

/// <summary>Why a session is over.</summary>
public enum SessionEnd
{
    /// <summary>Nobody used it for longer than the time-out.</summary>
    Expired,

    /// <summary>It was ended by request.</summary>
    Ended,
}

/// <summary>A user's session. Immutable.</summary>
public sealed record Session
{
    /// <summary>Whose it is. Together with <see cref="Id"/> it says which session: the same id of another user is another session.</summary>
    public required string UserId { get; init; }

    /// <summary>Its id among the user's sessions.</summary>
    public required string Id { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used.</summary>
    public required DateTimeOffset LastActivity { get; init; }

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended; null while it goes on.</summary>
    public SessionEnd? End { get; init; }

    /// <summary>What clients keep with it, or null.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>How many requests used it; of the last seconds before a crash some may be missing.</summary>
    public long Requests { get; init; }
}
