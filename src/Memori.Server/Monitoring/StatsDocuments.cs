using System.Text.Json.Serialization;
using Memori.Server.Monitoring.Requests;

namespace Memori.Server.Monitoring;

/// <summary>Requests of the last hours: the guide's fields, then ours. Without requests, the guide's five fields alone.</summary>
public sealed record HourlyStatsDocument
{
    /// <summary>How many hours, up to now.</summary>
    public required int PeriodHours { get; init; }

    /// <summary>How many requests.</summary>
    public long TotalRequests { get; init; }

    /// <summary>Those in which the service did not fail: what it refuses (4xx) is no failure.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? SuccessfulRequests { get; init; }

    /// <summary>Their share, 0–1; 0 without requests.</summary>
    public double SuccessRate { get; init; }

    /// <summary>Tokens of all four buckets, as the ledger settled them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? TotalTokens { get; init; }

    /// <summary>Tokens of a request on average.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? AvgTokensPerRequest { get; init; }

    /// <summary>Cost in USD.</summary>
    public decimal TotalCost { get; init; }

    /// <summary>Cost of a request on average.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? AvgCostPerRequest { get; init; }

    /// <summary>Time from request to the end of the answer on average, in milliseconds.</summary>
    public double AvgLatencyMs { get; init; }

    /// <summary>What half of the requests took at most, within 2 %.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? P50LatencyMs { get; init; }

    /// <summary>What 95 of 100 took at most, within 2 %.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? P95LatencyMs { get; init; }

    /// <summary>What 99 of 100 took at most, within 2 %.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? P99LatencyMs { get; init; }

    /// <summary>Whose they were; left out when they are everybody's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UserId { get; init; }

    /// <summary>What is in the sums besides.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RequestSumDocument? Total { get; init; }

    /// <summary>By hour (UTC), the oldest first; hours without requests are left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<HourSumDocument>? ByHour { get; init; }

    /// <summary>By what was asked for, the most first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TypeSumDocument>? ByType { get; init; }

    internal static HourlyStatsDocument From(int hours, string? userId, IReadOnlyList<HourFigures> figures)
    {
        var all = RequestFigures.Sum(figures.Select(hour => hour.Figures));
        return all.Requests == 0 ? new HourlyStatsDocument { PeriodHours = hours, UserId = userId } : new HourlyStatsDocument
        {
            PeriodHours = hours,
            UserId = userId,
            TotalRequests = all.Requests,
            SuccessfulRequests = all.Requests - all.Failed,
            SuccessRate = all.SuccessRate,
            TotalTokens = all.Usage.TotalTokens,
            AvgTokensPerRequest = all.AverageTokens,
            TotalCost = all.Usage.CostUsd,
            AvgCostPerRequest = all.AverageCost,
            AvgLatencyMs = all.AverageLatency,
            P50LatencyMs = all.Latency(0.5),
            P95LatencyMs = all.Latency(0.95),
            P99LatencyMs = all.Latency(0.99),
            Total = RequestSumDocument.From(all),
            ByHour = [.. figures.GroupBy(hour => hour.Begin, hour => hour.Figures).Select(hour => new HourSumDocument(hour.Key, RequestSumDocument.From(RequestFigures.Sum(hour))))],
            ByType = TypeSumDocument.From(figures),
        };
    }
}

/// <summary>A user's requests of the last days: the guide's fields, then ours. Without requests, the guide's three fields alone.</summary>
public sealed record UserStatsDocument
{
    /// <summary>Whose.</summary>
    public required string UserId { get; init; }

    /// <summary>How many days, up to now.</summary>
    public required int PeriodDays { get; init; }

    /// <summary>How many requests.</summary>
    public long TotalRequests { get; init; }

    /// <summary>Tokens of all four buckets.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? TotalTokens { get; init; }

    /// <summary>Cost in USD.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? TotalCost { get; init; }

    /// <summary>Time from request to the end of the answer on average, in milliseconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? AvgLatencyMs { get; init; }

    /// <summary>All figures.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RequestSumDocument? Total { get; init; }

    /// <summary>By what was asked for, the most first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TypeSumDocument>? ByType { get; init; }

    internal static UserStatsDocument From(string userId, int days, IReadOnlyList<HourFigures> figures)
    {
        var all = RequestFigures.Sum(figures.Select(hour => hour.Figures));
        return all.Requests == 0 ? new UserStatsDocument { UserId = userId, PeriodDays = days } : new UserStatsDocument
        {
            UserId = userId,
            PeriodDays = days,
            TotalRequests = all.Requests,
            TotalTokens = all.Usage.TotalTokens,
            TotalCost = all.Usage.CostUsd,
            AvgLatencyMs = all.AverageLatency,
            Total = RequestSumDocument.From(all),
            ByType = TypeSumDocument.From(figures),
        };
    }
}
