using Memori.Claude.Upstream;
using Memori.Server.Configuration;
using Memori.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Memori.Server.Health;

/// <summary>Whether calls of Claude get through, as seen from here; nothing is asked for it. Questions have other ways to an answer.</summary>
internal sealed class ClaudeCheck(ClaudeUpstream claude, MemoriSettings settings) : IHealthCheck
{
    private static readonly LocalizedText Closed = new("Calls of Claude are made.", "正常调用 Claude。");
    private static readonly LocalizedText Off = new(
        "Claude is not configured (MEMORI_ANTHROPIC_API_KEY): questions are answered from memory and by rules.", "未配置 Claude(MEMORI_ANTHROPIC_API_KEY):由记忆与规则回答。");
    private static readonly LocalizedText Open = new("Claude failed repeatedly: calls are held back for a moment.", "Claude 多次调用失败,暂停调用。");

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            claude.Health.Circuit != "closed" ? CheckResults.Degraded(Open)
            : settings.AnthropicApiKey is null ? CheckResults.Ok(Off)
            : CheckResults.Ok(Closed));
}
