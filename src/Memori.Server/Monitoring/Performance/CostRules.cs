using System.Globalization;
using Memori.Server.Monitoring.Requests;
using Memori.Text;

namespace Memori.Server.Monitoring.Performance;

/// <summary>What a request costs, against the days before, and whether long prompts are read from the cache. Over the hours of a week.</summary>
internal static class CostRules
{
    // Fewer say nothing of a trend.
    private const int FewestRequests = 50;
    private const decimal MostGrowth = 1.5m;
    private const decimal LeastCost = 0.001m;

    private const int LongPrompt = 4_000;
    private const double LeastCached = 0.2;

    private static readonly string[] Conversing = [RequestTypes.Chat, RequestTypes.Proxy];

    /// <param name="hours">The hours of the last week.</param>
    /// <param name="now">The moment: the last day is against the days before.</param>
    public static IEnumerable<PerformanceIssue> Check(IReadOnlyList<HourFigures> hours, DateTimeOffset now)
    {
        var yesterday = HourFigures.Of(now.AddDays(-1));
        var asking = hours.Where(hour => RequestTypes.Asking.Contains(hour.RequestType)).ToLookup(hour => hour.Hour > yesterday, hour => hour.Figures);
        var (recent, before) = (RequestFigures.Sum(asking[true]), RequestFigures.Sum(asking[false]));
        if (recent.Requests >= FewestRequests && before.Requests >= FewestRequests && recent.AverageCost >= LeastCost && recent.AverageCost > MostGrowth * before.AverageCost)
        {
            var (now24, usual) = (Dollars(recent.AverageCost), Dollars(before.AverageCost));
            yield return new PerformanceIssue(
                "rising_cost",
                PerformanceIssue.Medium,
                new LocalizedText($"A request cost {now24} on average over the last 24 hours, {usual} over the days before", $"最近 24 小时平均每个请求 {now24},此前为 {usual}"),
                new LocalizedText(
                    "Look at /api/monitoring/usage for the model or user that it comes from, and consider a smaller model or a lower limit", "在 /api/monitoring/usage 中查找原因(模型或用户),考虑更小的模型或更低的限额"));
        }

        var talk = RequestFigures.Sum(hours.Where(hour => hour.Hour > yesterday && Conversing.Contains(hour.RequestType)).Select(hour => hour.Figures)).Usage;
        var requests = hours.Where(hour => hour.Hour > yesterday && Conversing.Contains(hour.RequestType)).Sum(hour => hour.Figures.Requests);
        var input = talk.InputTokens + talk.CacheCreationInputTokens + talk.CacheReadInputTokens;
        if (requests >= FewestRequests && input / requests > LongPrompt && (double)talk.CacheReadInputTokens / input is var cached && cached < LeastCached)
        {
            yield return new PerformanceIssue(
                "low_cache_hit",
                PerformanceIssue.Low,
                new LocalizedText(
                    $"{RequestRules.Share(cached)} of the input was read from the prompt cache, at {input / requests} tokens a prompt",
                    $"输入中仅 {RequestRules.Share(cached)} 读自提示缓存,平均每个提示 {input / requests} 个 token"),
                new LocalizedText(
                    "Keep what is stable (system prompt, tools, schema) at the beginning of prompts, and set cache breakpoints behind it", "把稳定的内容(系统提示、工具、表结构)放在提示开头,并在其后设置缓存断点"));
        }
    }

    private static string Dollars(decimal cost) => string.Create(CultureInfo.InvariantCulture, $"${cost:F4}");
}
