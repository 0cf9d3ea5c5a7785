using Memori.Claude.Upstream;
using Memori.Ledger;
using Memori.Storage;
using Memori.Text;

namespace Memori.Server.Monitoring.Performance;

/// <summary>What stands in the way now: budgets that are nearly used up, jobs that were given up, Claude out of reach.</summary>
internal static class StateRules
{
    public static PerformanceIssue? Budgets(IReadOnlyList<NearLimit> near) => near.Count == 0 ? null : new PerformanceIssue(
        "budget_near_limit",
        PerformanceIssue.Medium,
        new LocalizedText($"{near.Count} users or keys come near today's limit", $"{near.Count} 个用户或密钥接近今日限额"),
        new LocalizedText("Raise their limits (memori usage limit), or let questions be answered by a cheaper model", "提高其限额(memori usage limit),或改用更便宜的模型"));

    public static PerformanceIssue? Jobs(IReadOnlyList<Job> failed, DateTimeOffset since)
    {
        var recent = failed.Where(job => job.EndedAt >= since).ToList();
        var queues = string.Join(", ", recent.Select(job => job.Queue).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return recent.Count == 0 ? null : new PerformanceIssue(
            "failing_jobs",
            PerformanceIssue.Medium,
            new LocalizedText($"{recent.Count} jobs were given up in the last 24 hours: {queues}", $"最近 24 小时有 {recent.Count} 个后台任务失败:{queues}"),
            new LocalizedText("See why with: memori jobs --state failed", "查看原因:memori jobs --state failed"));
    }

    public static PerformanceIssue? Circuit(UpstreamHealth? claude) => claude is not { Circuit: not "closed" } ? null : new PerformanceIssue(
        "claude_unreachable",
        PerformanceIssue.High,
        new LocalizedText($"Claude failed repeatedly; the circuit is {claude.Circuit}", $"Claude 连续失败,熔断器状态:{claude.Circuit}"),
        new LocalizedText("Look at the state of the API and at the network; questions are answered without it meanwhile", "检查 API 状态与网络;其间问题由内置生成器回答"));
}
