using Memori.Ledger;

namespace Memori.Server.Usage;

/// <summary>Usage by day and by model: the guide's fields, and the exact ones.</summary>
public sealed record UsageReportDocument
{
    /// <summary>Whose, or null for everybody's.</summary>
    public string? UserId { get; init; }

    /// <summary>The API key that it came with, or null for all.</summary>
    public string? KeyId { get; init; }

    /// <summary>How many days, today included.</summary>
    public int PeriodDays { get; init; }

    /// <summary>Tokens by day; days without usage are left out.</summary>
    public required IReadOnlyDictionary<string, long> DailyBreakdown { get; init; }

    /// <summary>All tokens.</summary>
    public long TotalTokens { get; init; }

    /// <summary>The same as `cost_usd`, by the guide's name.</summary>
    public decimal EstimatedCost => CostUsd;

    /// <summary>What they cost in USD.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>The sum.</summary>
    public required UsageSumDocument Total { get; init; }

    /// <summary>By day, the oldest first; days without usage are left out.</summary>
    public required IReadOnlyList<DayUsageDocument> ByDay { get; init; }

    /// <summary>By model, the dearest first.</summary>
    public required IReadOnlyList<ModelUsageDocument> ByModel { get; init; }

    /// <summary>By user, the dearest first, 50 at most; empty when the report is about one.</summary>
    public IReadOnlyList<UserUsageDocument> ByUser { get; init; } = [];

    /// <summary>How the user, or the key when no user is named, stands today; null when neither is.</summary>
    public StandingDocument? Today { get; init; }

    /// <summary>The document of a report.</summary>
    public static UsageReportDocument From(UsageQuery query, UsageReport report, DailyStanding? today) => new()
    {
        UserId = query.UserId,
        KeyId = query.KeyId,
        PeriodDays = query.Days,
        DailyBreakdown = report.ByDay.ToDictionary(day => day.Key.ToString("O", System.Globalization.CultureInfo.InvariantCulture), day => day.Value.Usage.TotalTokens),
        TotalTokens = report.Total.Usage.TotalTokens,
        CostUsd = report.Total.Usage.CostUsd,
        Total = UsageSumDocument.From(report.Total),
        ByDay = [.. report.ByDay.Select(day => new DayUsageDocument(day.Key, UsageSumDocument.From(day.Value)))],
        ByModel = [.. report.ByModel.Select(model => new ModelUsageDocument(model.Key, UsageSumDocument.From(model.Value)))],
        ByUser = [.. report.ByUser.Select(user => new UserUsageDocument(user.Key, UsageSumDocument.From(user.Value)))],
        Today = today is null ? null : StandingDocument.From(today),
    };
}

/// <summary>Usage of a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Usage">Its usage.</param>
public sealed record DayUsageDocument(DateOnly Day, UsageSumDocument Usage);

/// <summary>Usage of a model.</summary>
/// <param name="Model">The model.</param>
/// <param name="Usage">Its usage.</param>
public sealed record ModelUsageDocument(string Model, UsageSumDocument Usage);

/// <summary>Usage of a user.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Usage">Its usage.</param>
public sealed record UserUsageDocument(string UserId, UsageSumDocument Usage);

/// <summary>Usage of several requests.</summary>
/// <param name="InputTokens">Input that neither wrote nor read the prompt cache.</param>
/// <param name="OutputTokens">Output.</param>
/// <param name="CacheCreationInputTokens">Input written to the prompt cache.</param>
/// <param name="CacheReadInputTokens">Input read from it.</param>
/// <param name="TotalTokens">All four.</param>
/// <param name="CostUsd">What they cost in USD, exact.</param>
/// <param name="Requests">How many attempts reached the model.</param>
/// <param name="EstimatedRequests">Of them, those of which the API did not say the usage to the end.</param>
/// <param name="EstimatedShare">The share of the tokens that is theirs, 0–1.</param>
public sealed record UsageSumDocument(
    long InputTokens,
    long OutputTokens,
    long CacheCreationInputTokens,
    long CacheReadInputTokens,
    long TotalTokens,
    decimal CostUsd,
    long Requests,
    long EstimatedRequests,
    double EstimatedShare)
{
    /// <summary>The document of a sum.</summary>
    public static UsageSumDocument From(UsageSum sum) => new(
        sum.Usage.InputTokens,
        sum.Usage.OutputTokens,
        sum.Usage.CacheCreationInputTokens,
        sum.Usage.CacheReadInputTokens,
        sum.Usage.TotalTokens,
        sum.Usage.CostUsd,
        sum.Requests,
        sum.EstimatedRequests,
        sum.Usage.TotalTokens == 0 ? 0 : Math.Round((double)sum.EstimatedTokens / sum.Usage.TotalTokens, 4));
}
