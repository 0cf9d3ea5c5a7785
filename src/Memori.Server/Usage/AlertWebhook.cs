using System.Text;
using Memori.Alerts;
using Memori.Jobs;
using Memori.Server.Configuration.Reload;
using Memori.Storage;

namespace Memori.Server.Usage;

/// <summary>Posts alerts as JSON. What does not get through is tried again, later each time, by <see cref="JobRunner"/>; a receiver knows a repetition by its <c>Idempotency-Key</c>.</summary>
internal sealed class AlertWebhook(LiveSettings live) : IJobHandler, IDisposable
{
    // Other background work waits meanwhile.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // A redirect could lead an alert to a place that nobody configured.
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience };

    public string Queue => AlertSink.Queue;

    public async Task RunAsync(Job job, CancellationToken cancellationToken)
    {
        if (live.Current.AlertWebhook is not { } address)
        {
            // Nobody is to be told any more.
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(job.Payload, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Uri.EscapeDataString(job.Id));
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _client.Dispose();
}
