using System.Globalization;
using Memori.Server.Monitoring.Requests;
using Memori.Text;

namespace Memori.Server.Monitoring.Performance;

/// <summary>The guide's four rules, with its thresholds and words, and one for a service that is too busy, over the last requests that asked a model or a database.</summary>
internal static class RequestRules
{
    /// <summary>Fewer say nothing of how often the service fails or is slow.</summary>
    public const int FewestRequests = 20;

    private const double MostSlow = 0.1;
    private const double MostTokens = 5000;
    private const double MostFailed = 0.05;
    private const double MostBusy = 0.01;

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SlowRetrieval = TimeSpan.FromMilliseconds(500);

    public static IEnumerable<PerformanceIssue> Check(IReadOnlyList<RequestMetrics> requests)
    {
        double count = requests.Count;
        var isEnough = requests.Count >= FewestRequests;
        var slow = requests.Where(request => request.Latency > Slow).ToList();
        if (isEnough && slow.Count > count * MostSlow)
        {
            yield return new PerformanceIssue(
                "high_latency",
                PerformanceIssue.High,
                new LocalizedText($"{slow.Count} requests with latency > 3s ({Types(slow)})", $"{slow.Count} 个请求的延迟超过 3 秒({Types(slow)})"),
                slow.Any(request => request.ClaudeTime > TimeSpan.Zero)
                    ? new LocalizedText("Consider implementing request caching or using a smaller Claude model", "考虑启用请求缓存,或使用更小的 Claude 模型")
                    : new LocalizedText(
                        "None of them waited for Claude: look at the databases that are asked (indexes, load, MEMORI_QUERY_TIMEOUT_SECONDS)", "这些请求都没有等待 Claude:请检查被查询的数据库(索引、负载、MEMORI_QUERY_TIMEOUT_SECONDS)"));
        }

        var tokens = requests.Average(request => (double)request.Usage.TotalTokens);
        if (tokens > MostTokens)
        {
            yield return new PerformanceIssue(
                "high_token_usage",
                PerformanceIssue.Medium,
                Text($"Average tokens per request: {tokens:F0}", $"平均每个请求的 token 数:{tokens:F0}"),
                new LocalizedText("Optimize context size or implement more aggressive memory pruning", "优化上下文大小,或更积极地清理记忆"));
        }

        var broken = requests.Where(request => request.HasFailed).ToList();
        var failed = broken.Count / count;
        if (isEnough && failed > MostFailed)
        {
            yield return new PerformanceIssue(
                "high_error_rate",
                PerformanceIssue.High,
                new LocalizedText($"Error rate: {Share(failed)} ({Types(broken)})", $"错误率:{Share(failed)}({Types(broken)})"),
                new LocalizedText("Review error logs and implement better retry logic", "查看错误日志,改进重试逻辑"));
        }

        // Of those that looked: the others would hide them.
        var looked = requests.Where(request => request.RetrievalTime > TimeSpan.Zero).ToList();
        if (looked.Count > 0 && looked.Average(request => request.RetrievalTime.TotalMilliseconds) is var retrieval && retrieval > SlowRetrieval.TotalMilliseconds)
        {
            yield return new PerformanceIssue(
                "slow_memory_retrieval",
                PerformanceIssue.Medium,
                Text($"Average retrieval time: {retrieval:F0}ms", $"平均检索时间:{retrieval:F0} 毫秒"),
                new LocalizedText("Consider using vector database indexing or reducing memory size", "考虑使用向量数据库索引,或减少记忆数量"));
        }

        var busy = requests.Count(request => request is { HasFailed: true, Status: StatusCodes.Status503ServiceUnavailable }) / count;
        if (isEnough && busy > MostBusy)
        {
            yield return new PerformanceIssue(
                "busy",
                PerformanceIssue.High,
                new LocalizedText($"{Share(busy)} of the requests were turned away as too many at once (503)", $"{Share(busy)} 的请求因并发过多被拒绝(503)"),
                new LocalizedText(
                    "Raise MEMORI_MAX_CONCURRENT_REQUESTS or MEMORI_QUEUE_TIMEOUT_SECONDS, or run more instances", "提高 MEMORI_MAX_CONCURRENT_REQUESTS 或 MEMORI_QUEUE_TIMEOUT_SECONDS,或增加实例"));
        }
    }

    /// <summary>A share as people read it: <c>5.2%</c>.</summary>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1}%");

    /// <summary>Which types of requests these are, the most frequent first: <c>execute 8, chat 2</c>.</summary>
    public static string Types(IEnumerable<RequestMetrics> requests) => string.Join(", ", requests
        .GroupBy(request => request.RequestType, StringComparer.Ordinal)
        .OrderByDescending(type => type.Count()).ThenBy(type => type.Key, StringComparer.Ordinal)
        .Select(type => string.Create(CultureInfo.InvariantCulture, $"{type.Key} {type.Count()}")));

    private static LocalizedText Text(FormattableString english, FormattableString chinese) => new(FormattableString.Invariant(english), FormattableString.Invariant(chinese));
}
