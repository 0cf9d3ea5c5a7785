using Memori.Server.Jobs;
using Memori.Text;

namespace Memori.Server.Monitoring.Requests;

/// <summary>Adds the figures of new requests to those of their hours.</summary>
internal sealed class RollupWork(RequestStore store) : IScheduledWork
{
    public string Name => "metrics-rollup";

    public LocalizedText Description { get; } = new("Adds the figures of new requests to those of their hours.", "将新请求的指标汇总到小时。");

    public TimeSpan? Interval { get; } = TimeSpan.FromMinutes(1);

    public async Task<string?> RunAsync(CancellationToken cancellationToken) =>
        await store.RollUpAsync(cancellationToken) is var count and > 0 ? $"{count} requests rolled up" : null;
}
