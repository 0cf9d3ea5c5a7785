using Memori.Server.Jobs;
using Memori.Server.Monitoring.Alerts;
using Memori.Server.Monitoring.Memory;
using Memori.Server.Monitoring.Requests;
using Memori.Text;

namespace Memori.Server.Monitoring;

/// <summary>Deletes figures that were kept long enough.</summary>
internal sealed class MetricsRetentionWork(RequestStore requests, MemoryMetricsStore memories, AlertBook alerts) : IScheduledWork
{
    public string Name => "metrics-retention";

    public LocalizedText Description { get; } = new("Deletes figures of requests and memories, and alerts, that were kept long enough.", "删除超过保留期的请求与记忆指标及告警。");

    public TimeSpan? Interval { get; } = TimeSpan.FromHours(6);

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var (single, hours) = await requests.PurgeAsync(cancellationToken);
        var looks = await memories.PurgeAsync(cancellationToken);
        var given = await alerts.PurgeAsync(cancellationToken);
        return single + hours + looks + given == 0 ? null : $"{single} requests, {hours} hours, {looks} memory samples, {given} alerts deleted";
    }
}
