namespace Memori.Server.Monitoring.Memory;

/// <summary>How a session's memories grew.</summary>
/// <param name="DataPoints">How often they were looked at.</param>
/// <param name="First">The first time.</param>
/// <param name="Last">The last time.</param>
internal sealed record MemoryGrowth(int DataPoints, MemoryMetrics First, MemoryMetrics Last)
{
    /// <summary>Memories a look, by the guide: what was added, by the number of looks.</summary>
    public double GrowthRate => (Last.TotalMemories - First.TotalMemories) / (double)DataPoints;
}

/// <summary>A user whose memories are large.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Tokens">The most that a session of theirs saw.</param>
internal sealed record LargeMemory(string UserId, long Tokens);
