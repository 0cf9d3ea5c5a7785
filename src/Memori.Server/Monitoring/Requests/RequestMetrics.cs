using Memori.Ledger;

namespace Memori.Server.Monitoring.Requests;

/// <summary>What one request took, without anything of what was said in it.</summary>
public sealed record RequestMetrics
{
    /// <summary>When it came.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>For whom; empty for nobody.</summary>
    public string UserId { get; init; } = "";

    /// <summary>In which session; empty for none.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>What was asked for: see <see cref="RequestTypes"/>.</summary>
    public required string RequestType { get; init; }

    /// <summary>The status of the answer; 499 when the client hung up before there was one.</summary>
    public required int Status { get; init; }

    /// <summary>Whether the service failed: a status of 500 or more, or an answer that broke. What it refused (4xx), or was never set up for, is no failure.</summary>
    public bool HasFailed { get; init; }

    /// <summary>The stable code of the error, or null.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Tokens in four buckets and their cost, as the ledger settled them.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>From the first byte in to the last one out.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How long memories were looked for.</summary>
    public TimeSpan RetrievalTime { get; init; }

    /// <summary>How long Claude was waited for.</summary>
    public TimeSpan ClaudeTime { get; init; }

    /// <summary>How many memories were found.</summary>
    public int MemoriesRetrieved { get; init; }

    /// <summary>How many memories came to be.</summary>
    public int MemoriesCreated { get; init; }

    /// <summary>Whether it was refused: a status of 400 or more that is no failure.</summary>
    public bool WasRefused => !HasFailed && Status >= StatusCodes.Status400BadRequest;
}
