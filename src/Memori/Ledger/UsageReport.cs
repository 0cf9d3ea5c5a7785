namespace Memori.Ledger;

/// <summary>Whose usage a report is about. Without a user and a key: everybody's.</summary>
public sealed record UsageQuery
{
    /// <summary>The most days of a report.</summary>
    public const int MostDays = 366;

    /// <summary>The most users that a report names: the dearest.</summary>
    public const int MostUsers = 50;

    /// <summary>Only this user's, or null.</summary>
    public string? UserId { get; init; }

    /// <summary>Only what came with this API key, or null.</summary>
    public string? KeyId { get; init; }

    /// <summary>How many days, today included: 1 to <see cref="MostDays"/>. Default 7.</summary>
    public int Days { get; init; } = 7;
}

/// <summary>Usage by day and by model. Exact: sums of the ledger's entries; what is reserved by requests under way is not in it.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day: today.</param>
/// <param name="Total">All of it.</param>
/// <param name="ByDay">By day, the oldest first; days without usage are left out.</param>
/// <param name="ByModel">By model, the dearest first.</param>
/// <param name="ByUser">By user, the dearest first, <see cref="UsageQuery.MostUsers"/> at most; none when the report is about one.</param>
public sealed record UsageReport(
    DateOnly From,
    DateOnly To,
    UsageSum Total,
    IReadOnlyList<KeyValuePair<DateOnly, UsageSum>> ByDay,
    IReadOnlyList<KeyValuePair<string, UsageSum>> ByModel,
    IReadOnlyList<KeyValuePair<string, UsageSum>> ByUser);

/// <summary>Usage of several requests.</summary>
public readonly record struct UsageSum
{
    /// <summary>Tokens and cost.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>How many attempts reached the model.</summary>
    public long Requests { get; init; }

    /// <summary>Of them, those whose usage is an estimate: the API did not say it to the end.</summary>
    public long EstimatedRequests { get; init; }

    /// <summary>The tokens of those.</summary>
    public long EstimatedTokens { get; init; }

    /// <summary>Adds.</summary>
    public static UsageSum operator +(UsageSum left, UsageSum right) => new()
    {
        Usage = left.Usage + right.Usage,
        Requests = left.Requests + right.Requests,
        EstimatedRequests = left.EstimatedRequests + right.EstimatedRequests,
        EstimatedTokens = left.EstimatedTokens + right.EstimatedTokens,
    };
}

/// <summary>How a user or key stands today.</summary>
public sealed record DailyStanding
{
    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Tokens used, all four buckets.</summary>
    public required long Used { get; init; }

    /// <summary>Tokens reserved by requests under way.</summary>
    public required long Reserved { get; init; }

    /// <summary>The limits that hold.</summary>
    public required SubjectLimits Limits { get; init; }

    /// <summary>Whether these are its own, in place of the general ones.</summary>
    public required bool HasOwnLimits { get; init; }

    /// <summary>What is left of the day, at least 0; null for no limit.</summary>
    public long? Remaining => Limits.DailyTokens is { } limit ? Math.Max(0, limit - Used - Reserved) : null;

    /// <summary>When the day ends.</summary>
    public required DateTimeOffset ResetsAt { get; init; }
}
