using Memori.Server.Background;
using Memori.Server.Configuration;
using Memori.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Memori.Server.Health;

/// <summary>Whether enough is left of the disk that keeps the state. When it is full, reads go on: whether writes do says the check of the store.</summary>
internal sealed class DiskCheck(MemoriSettings settings) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var space = DiskSpace.Of(settings);
        var text = new LocalizedText($"{space.Free} of the disk are free.", $"磁盘剩余 {space.Free}。");
        return Task.FromResult(space.FreeBytes < DiskSpace.Little ? CheckResults.Degraded(text) : CheckResults.Ok(text));
    }
}
