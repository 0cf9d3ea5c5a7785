using Memori.Server.Monitoring.Requests;

namespace Memori.Server.Monitoring;

/// <summary>Sums over requests.</summary>
/// <param name="Requests">How many.</param>
/// <param name="FailedRequests">Those in which the service failed: 5xx, or an answer that broke.</param>
/// <param name="RefusedRequests">Those that it refused: 4xx.</param>
/// <param name="InputTokens">Input that neither wrote nor read the prompt cache.</param>
/// <param name="OutputTokens">Output.</param>
/// <param name="CacheCreationInputTokens">Input written to the prompt cache.</param>
/// <param name="CacheReadInputTokens">Input read from it.</param>
/// <param name="CostUsd">What they cost in USD, exact.</param>
/// <param name="AvgLatencyMs">Time to the end of the answer on average.</param>
/// <param name="P50LatencyMs">What half took at most, within 2 %.</param>
/// <param name="P95LatencyMs">What 95 of 100 took at most.</param>
/// <param name="P99LatencyMs">What 99 of 100 took at most.</param>
/// <param name="AvgMemoryRetrievalMs">Time that those took to look for memories that did.</param>
/// <param name="AvgClaudeApiMs">Time that a request waited for Claude on average.</param>
/// <param name="MemoriesRetrieved">Memories found.</param>
/// <param name="MemoriesCreated">Memories made.</param>
public sealed record RequestSumDocument(
    long Requests,
    long FailedRequests,
    long RefusedRequests,
    long InputTokens,
    long OutputTokens,
    long CacheCreationInputTokens,
    long CacheReadInputTokens,
    decimal CostUsd,
    double AvgLatencyMs,
    double P50LatencyMs,
    double P95LatencyMs,
    double P99LatencyMs,
    double AvgMemoryRetrievalMs,
    double AvgClaudeApiMs,
    long MemoriesRetrieved,
    long MemoriesCreated)
{
    internal static RequestSumDocument From(RequestFigures sum) => new(
        sum.Requests,
        sum.Failed,
        sum.Refused,
        sum.Usage.InputTokens,
        sum.Usage.OutputTokens,
        sum.Usage.CacheCreationInputTokens,
        sum.Usage.CacheReadInputTokens,
        sum.Usage.CostUsd,
        sum.AverageLatency,
        sum.Latency(0.5),
        sum.Latency(0.95),
        sum.Latency(0.99),
        sum.AverageRetrieval,
        sum.AverageClaude,
        sum.MemoriesRetrieved,
        sum.MemoriesCreated);
}

/// <summary>Requests of an hour.</summary>
/// <param name="Hour">When it began.</param>
/// <param name="Figures">The sums.</param>
public sealed record HourSumDocument(DateTimeOffset Hour, RequestSumDocument Figures);

/// <summary>Requests for one thing.</summary>
/// <param name="RequestType"><c>text2sql</c>, <c>execute</c>, <c>chat</c>, <c>proxy</c>, <c>memory</c>, or what the route is called.</param>
/// <param name="Figures">The sums.</param>
public sealed record TypeSumDocument(string RequestType, RequestSumDocument Figures)
{
    internal static IReadOnlyList<TypeSumDocument> From(IReadOnlyList<HourFigures> figures) =>
    [
        .. figures
            .GroupBy(hour => hour.RequestType, hour => hour.Figures)
            .Select(type => new TypeSumDocument(type.Key, RequestSumDocument.From(RequestFigures.Sum(type))))
            .OrderByDescending(type => type.Figures.Requests)
            .ThenBy(type => type.RequestType, StringComparer.Ordinal),
    ];
}
