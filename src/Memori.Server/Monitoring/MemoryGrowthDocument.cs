using System.Text.Json.Serialization;
using Memori.Server.Monitoring.Memory;

namespace Memori.Server.Monitoring;

/// <summary>How a session's memories grew: the guide's fields, then ours. When they were never looked at, the guide's three fields alone.</summary>
public sealed record MemoryGrowthDocument
{
    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>The session.</summary>
    public required string SessionId { get; init; }

    /// <summary>How often they were looked at: at most once a minute, while the session was used.</summary>
    public int DataPoints { get; init; }

    /// <summary>The first time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>The last time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>How many there were the first time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? InitialMemories { get; init; }

    /// <summary>How many the last time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? FinalMemories { get; init; }

    /// <summary>What was added, by the number of looks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? GrowthRate { get; init; }

    /// <summary>Their tokens the last time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MemoryTokens { get; init; }

    /// <summary>Their mean importance the last time, 0–1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? AvgImportance { get; init; }

    /// <summary>How long the last request looked for memories.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RetrievalSpeedMs { get; init; }

    internal static MemoryGrowthDocument From(string userId, string sessionId, MemoryGrowth? growth) => new()
    {
        UserId = userId,
        SessionId = sessionId,
        DataPoints = growth?.DataPoints ?? 0,
        StartTime = growth?.First.Timestamp,
        EndTime = growth?.Last.Timestamp,
        InitialMemories = growth?.First.TotalMemories,
        FinalMemories = growth?.Last.TotalMemories,
        GrowthRate = growth?.GrowthRate,
        MemoryTokens = growth?.Last.MemoryTokens,
        AvgImportance = growth?.Last.AverageImportance,
        RetrievalSpeedMs = growth?.Last.RetrievalTime.TotalMilliseconds,
    };
}
