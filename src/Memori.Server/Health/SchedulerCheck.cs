using Memori.Server.Jobs;
using Memori.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Memori.Server.Health;

/// <summary>Whether background work is looked after. Requests are answered without.</summary>
internal sealed class SchedulerCheck(WorkScheduler scheduler) : IHealthCheck
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    private static readonly LocalizedText Alive = new("Background work is looked after.", "后台任务正常运行。");
    private static readonly LocalizedText Dead = new("Nobody has looked after background work for a minute: see the log.", "后台任务已超过一分钟无人处理:请查看日志。");

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(scheduler.SinceLastLook < Late ? CheckResults.Ok(Alive) : CheckResults.Degraded(Dead));
}
