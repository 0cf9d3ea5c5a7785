using Memori.Server.Background;
using Memori.Server.Jobs;
using Memori.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Memori.Server.Health;

/// <summary>Whether background work is looked after, and succeeds. Requests are answered without.</summary>
internal sealed class JobsCheck(WorkScheduler scheduler, WorkRunner runner) : IHealthCheck
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    private static readonly LocalizedText Alive = new("Background work is looked after.", "后台任务正常运行。");
    private static readonly LocalizedText Dead = new("Nobody has looked after background work for a minute: see the log.", "后台任务已超过一分钟无人处理:请查看日志。");

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (scheduler.SinceLastLook >= Late)
        {
            return CheckResults.Degraded(Dead);
        }

        var failing = (await runner.StatesAsync(cancellationToken)).Where(IsFailing).Select(TextOf).ToList();
        return failing.Count == 0
            ? CheckResults.Ok(Alive)
            : CheckResults.Degraded(new LocalizedText(string.Join(' ', failing.Select(text => text.English)), string.Concat(failing.Select(text => text.Chinese))));
    }

    // Without a backup nothing that is lost comes back; other work has time to be tried again.
    private static bool IsFailing(WorkState state) => state.Record.Failures >= (state.Work.Name == BackupWork.WorkName ? 1 : WorkRunner.AlertAfter);

    private static LocalizedText TextOf(WorkState state)
    {
        var (name, record) = (state.Work.Name, state.Record);
        var reason = record.Reason ?? new LocalizedText($"{record.Error}.", $"{record.Error}。");
        return new LocalizedText(
            $"The job {name} failed ({record.Failures} in a row): {reason.English}", $"任务 {name} 失败(连续 {record.Failures} 次):{reason.Chinese}");
    }
}
