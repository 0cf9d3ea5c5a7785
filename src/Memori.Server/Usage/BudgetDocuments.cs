using Memori.Ledger;
using Memori.Text;

namespace Memori.Server.Usage;

/// <summary>A request that is planned.</summary>
public sealed record CheckUsageRequest
{
    /// <summary>Whose; or <c>X-User-Id</c>.</summary>
    public string? UserId { get; set; }

    /// <summary>How many tokens it may use, input and output.</summary>
    public long EstimatedTokens { get; set; }

    /// <summary>The part of them that is output. Default half.</summary>
    public long? OutputTokens { get; set; }

    /// <summary>The model. Default the service's.</summary>
    public string? Model { get; set; }
}

/// <summary>Whether a budget allows a request.</summary>
/// <param name="Allowed">Whether it does.</param>
/// <param name="Reason"><c>OK</c>, or why not, in the caller's language.</param>
/// <param name="Code"><c>ok</c>, or the code that a refusal has.</param>
/// <param name="CurrentUsage">Tokens used today, those reserved by requests under way included.</param>
/// <param name="DailyLimit">The most tokens a day; null for no limit.</param>
/// <param name="Remaining">The most tokens that a request could use now; null for no limit.</param>
/// <param name="EstimatedCost">What the request would cost in USD; 0 when it is not allowed.</param>
/// <param name="ResetsAt">When the day ends.</param>
public sealed record BudgetDocument(
    bool Allowed, string Reason, string Code, long CurrentUsage, long? DailyLimit, long? Remaining, decimal EstimatedCost, DateTimeOffset ResetsAt)
{
    /// <summary>The document of a check.</summary>
    public static BudgetDocument From(BudgetCheck budget, decimal cost, Language language)
    {
        var refusal = budget.Allowed ? null : new BudgetExceededException(budget);
        return new BudgetDocument(
            budget.Allowed,
            refusal?.Text.In(language) ?? "OK",
            refusal?.Code ?? "ok",
            budget.CurrentUsage,
            budget.DailyLimit,
            budget.Remaining,
            budget.Allowed ? cost : 0,
            budget.ResetsAt);
    }
}

/// <summary>Usage of calls that an application made by itself.</summary>
public sealed record RecordUsageRequest
{
    /// <summary>Whose; or <c>X-User-Id</c>.</summary>
    public string? UserId { get; set; }

    /// <summary>The model. Default the service's.</summary>
    public string? Model { get; set; }

    /// <summary>What the calls were for, for statistics. Default <c>recorded</c>.</summary>
    public string? Operation { get; set; }

    /// <summary>Input that neither wrote nor read the prompt cache.</summary>
    public long InputTokens { get; set; }

    /// <summary>Output.</summary>
    public long OutputTokens { get; set; }

    /// <summary>Input written to the prompt cache. Default 0.</summary>
    public long CacheCreationInputTokens { get; set; }

    /// <summary>Input read from it. Default 0.</summary>
    public long CacheReadInputTokens { get; set; }
}

/// <summary>Usage that was recorded.</summary>
/// <param name="TotalTokens">All four buckets.</param>
/// <param name="CostUsd">What they cost in USD, at today's price of the model.</param>
public sealed record RecordedUsageDocument(long TotalTokens, decimal CostUsd);

/// <summary>Limits of a user or key; null or left out for none.</summary>
public sealed record LimitsRequest
{
    /// <summary>The most tokens a day, all four buckets.</summary>
    public long? DailyTokens { get; set; }

    /// <summary>The most tokens of one request, input and output.</summary>
    public long? TokensPerRequest { get; set; }
}
