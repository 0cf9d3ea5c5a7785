using Memori.Server.Monitoring.Alerts;
using Memori.Server.Monitoring.Memory;
using Memori.Server.Monitoring.Requests;
using Memori.Server.Users;

namespace Memori.Server.Monitoring;

/// <summary>What monitoring keeps of people. Single requests stay, as nobody's, so that sums over all don't change.</summary>
internal sealed class MetricsUserData(RequestStore requests, RequestRecorder recorder, MemoryMetricsStore memories, MemorySampler sampler, AlertBook alerts) : IUserData
{
    public string Name => "metrics";

    public async Task<int> ForgetAsync(string userId, CancellationToken cancellationToken)
    {
        recorder.Forget(userId);
        sampler.Forget(userId);
        return await requests.ForgetAsync(userId, cancellationToken) + await memories.ForgetAsync(userId, cancellationToken)
            + await alerts.ForgetAsync(userId, cancellationToken);
    }
}
