using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Memori.Ledger;
using Memori.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Alerts;

/// <summary>
/// Where alerts go: the log, the counter <c>memori.alerts</c> of the meter <c>Memori.Alerts</c> and, when they are to be delivered, a durable job of the
/// queue <see cref="Queue"/>, which joins the unit of work that it is raised in. The same alert is said once. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="jobs">The queue that deliveries are put in, or null for none.</param>
/// <param name="logger">The log, or null for none.</param>
/// <param name="isDelivered">Whether there is anywhere to deliver to now; null for always. Asked for each alert.</param>
/// <param name="announced">Hears of each alert that is announced, at once; it must not wait nor throw. Null for nobody.</param>
public sealed partial class AlertSink(
    TimeProvider time, IJobStore? jobs = null, ILogger<AlertSink>? logger = null, Func<bool>? isDelivered = null, Action<Alert>? announced = null)
{
    /// <summary>The queue of alerts to be delivered; a job's payload is an <see cref="AlertDelivery"/>.</summary>
    public const string Queue = "alert-webhook";

    private const int MostRemembered = 10_000;

    private static readonly Meter Meter = new("Memori.Alerts");

    private static readonly Counter<long> Raised = Meter.CreateCounter<long>("memori.alerts", "{alert}", "Alerts, by memori.alert.kind");

    private readonly ConcurrentDictionary<(string Kind, string Key), bool> _said = new();

    private readonly ILogger _logger = logger ?? NullLogger<AlertSink>.Instance;

    /// <summary>Says an alert, unless it was said before.</summary>
    public async Task RaiseAsync(Alert alert, CancellationToken cancellationToken = default)
    {
        if (WasAnnounced(alert))
        {
            return;
        }

        await EnqueueAsync(alert, cancellationToken).ConfigureAwait(false);
        Announce(alert);
    }

    /// <summary>Whether this process said it before.</summary>
    internal bool WasAnnounced(Alert alert) => _said.ContainsKey((alert.Kind, alert.Key));

    /// <summary>Within a unit of work: sees to the delivery. To be announced once that is committed.</summary>
    internal async Task EnqueueAsync(Alert alert, CancellationToken cancellationToken)
    {
        if (jobs is not null && isDelivered?.Invoke() != false)
        {
            var owner = alert.Subject is { Kind: LedgerSubjectKind.User } user ? Owner.User(user.Id) : Owner.Deployment;
            var job = new NewJob(Queue, $"{alert.Kind}/{alert.Key}", owner, AlertDelivery.From(alert, time.GetUtcNow()).Write());
            await jobs.EnqueueAsync(job, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Logs and counts an alert that was not announced before.</summary>
    internal void Announce(Alert alert)
    {
        if (_said.Count >= MostRemembered)
        {
            _said.Clear();
        }

        if (_said.TryAdd((alert.Kind, alert.Key), true))
        {
            Raised.Add(1, new KeyValuePair<string, object?>("memori.alert.kind", alert.Kind));
            LogAlert(alert.Kind, alert.Message);
            announced?.Invoke(alert);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alert {Kind}: {Text}")]
    private partial void LogAlert(string kind, string text);
}
