namespace Memori.Ledger;

/// <summary>Why a budget allows or refuses.</summary>
public enum BudgetReason
{
    /// <summary>It allows.</summary>
    Ok,

    /// <summary>The user's tokens of the day would not suffice.</summary>
    DailyLimit,

    /// <summary>The API key's tokens of the day would not suffice.</summary>
    KeyDailyLimit,

    /// <summary>One request may not use as many.</summary>
    RequestLimit,
}

/// <summary>How a budget stands for a request. What is reserved by requests under way counts as used.</summary>
public sealed record BudgetCheck
{
    /// <summary>Whether the request may be made.</summary>
    public bool Allowed => Reason == BudgetReason.Ok;

    /// <summary>Why, or why not.</summary>
    public required BudgetReason Reason { get; init; }

    /// <summary>Tokens used today by whoever the <see cref="Reason"/> speaks of (the user, unless it is the key), reservations included.</summary>
    public required long CurrentUsage { get; init; }

    /// <summary>The most tokens a day, or null for no limit.</summary>
    public required long? DailyLimit { get; init; }

    /// <summary>The most tokens that the request could still use: the least of what is left of the user's day, the key's day and a request; null for no limit.</summary>
    public required long? Remaining { get; init; }

    /// <summary>How many tokens the request could use: input and the longest answer.</summary>
    public required long Asked { get; init; }

    /// <summary>When the day ends and the daily limits begin anew.</summary>
    public required DateTimeOffset ResetsAt { get; init; }
}
