using Memori.Ledger;

namespace Memori.Server.Usage;

/// <summary>How a user or key stands today.</summary>
public sealed record StandingDocument
{
    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Tokens used, all four buckets.</summary>
    public required long Used { get; init; }

    /// <summary>Tokens reserved by requests under way.</summary>
    public required long Reserved { get; init; }

    /// <summary>The most tokens a day; null for no limit.</summary>
    public required long? Limit { get; init; }

    /// <summary>The most tokens of one request; null for what the model takes.</summary>
    public required long? RequestLimit { get; init; }

    /// <summary>Whether these limits are its own, in place of the general ones.</summary>
    public required bool OwnLimits { get; init; }

    /// <summary>What is left of the day; null for no limit.</summary>
    public required long? Remaining { get; init; }

    /// <summary>When the day ends.</summary>
    public required DateTimeOffset ResetsAt { get; init; }

    /// <summary>The document of a standing.</summary>
    public static StandingDocument From(DailyStanding standing) => new()
    {
        Day = standing.Day,
        Used = standing.Used,
        Reserved = standing.Reserved,
        Limit = standing.Limits.DailyTokens,
        RequestLimit = standing.Limits.TokensPerRequest,
        OwnLimits = standing.HasOwnLimits,
        Remaining = standing.Remaining,
        ResetsAt = standing.ResetsAt,
    };
}
