namespace Memori.Server.Monitoring.Memory;

/// <summary>How many memories a session saw at a moment: its own and its user's.</summary>
public sealed record MemoryMetrics
{
    /// <summary>When it was looked at.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>The session.</summary>
    public required string SessionId { get; init; }

    /// <summary>Active memories that the session saw.</summary>
    public required int TotalMemories { get; init; }

    /// <summary>Their estimated tokens.</summary>
    public required long MemoryTokens { get; init; }

    /// <summary>Their mean importance, 0–1.</summary>
    public required double AverageImportance { get; init; }

    /// <summary>How long the session's last request looked for memories.</summary>
    public required TimeSpan RetrievalTime { get; init; }
}
