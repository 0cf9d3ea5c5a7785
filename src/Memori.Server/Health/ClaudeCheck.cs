using Memori.Claude.Upstream;
using Memori.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Memori.Server.Health;

/// <summary>Whether calls of Claude get through, as seen from here; nothing is asked for it. Questions have other ways to an answer.</summary>
internal sealed class ClaudeCheck(ClaudeUpstream claude) : IHealthCheck
{
    private static readonly LocalizedText Closed = new("Calls of Claude are made.", "正常调用 Claude。");
    private static readonly LocalizedText Open = new("Claude failed repeatedly: calls are held back for a moment.", "Claude 多次调用失败,暂停调用。");

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(claude.Health.Circuit == "closed" ? CheckResults.Ok(Closed) : CheckResults.Degraded(Open));
}
