using System.Globalization;
using Memori.Alerts;
using Memori.Ledger;
using Memori.Server.Configuration.Reload;
using Memori.Server.Jobs;
using Memori.Server.Monitoring.Memory;
using Memori.Server.Monitoring.Requests;
using Memori.Text;

namespace Memori.Server.Monitoring;

/// <summary>Says when too many requests fail (once an hour), a day costs too much, or a user's memories are large (once a day each).</summary>
internal sealed class AlertsWork(
    RequestStore requests, MemoryMetricsStore memories, UsageLedger ledger, AlertSink alerts, TimeProvider time, LiveSettings live) : IScheduledWork
{
    // One failure of three requests is no reason to wake anybody.
    private const int FewestRequests = 20;

    private const int MostUsers = 100;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public string Name => "alerts-check";

    public LocalizedText Description { get; } = new("Gives alerts about failing requests, cost and large memories.", "检查错误率、费用与记忆大小并发出告警。");

    public TimeSpan? Interval { get; } = TimeSpan.FromMinutes(1);

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        List<Alert> raised = [.. await ErrorsAsync(cancellationToken), .. await CostAsync(cancellationToken), .. await MemoriesAsync(cancellationToken)];
        foreach (var alert in raised)
        {
            await alerts.RaiseAsync(alert, cancellationToken);
        }

        return raised.Count == 0 ? null : $"standing: {string.Join(", ", raised.Select(alert => alert.Kind).Distinct(StringComparer.Ordinal))}";
    }

    private async Task<IEnumerable<Alert>> ErrorsAsync(CancellationToken cancellationToken)
    {
        if (live.Current.AlertErrorRate >= 1)
        {
            return [];
        }

        var hour = RequestFigures.Sum((await requests.ReadAsync(Hour, null, cancellationToken)).Select(part => part.Figures));
        var rate = hour.Requests == 0 ? 0 : (double)hour.Failed / hour.Requests;
        return hour.Requests < FewestRequests || rate <= live.Current.AlertErrorRate ? [] :
        [
            new Alert
            {
                Kind = AlertKinds.ErrorRate,
                Key = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH", CultureInfo.InvariantCulture),
                Message = string.Create(CultureInfo.InvariantCulture, $"{hour.Failed:N0} of {hour.Requests:N0} requests of the last hour failed ({100 * rate:F1}%)."),
                Value = rate,
                Threshold = live.Current.AlertErrorRate,
            },
        ];
    }

    private async Task<IEnumerable<Alert>> CostAsync(CancellationToken cancellationToken)
    {
        if (live.Current.AlertDailyCost is not { } most)
        {
            return [];
        }

        var today = await ledger.ReportAsync(new UsageQuery { Days = 1 }, cancellationToken);
        var cost = today.Total.Usage.CostUsd;
        return cost < most ? [] :
        [
            new Alert
            {
                Kind = AlertKinds.DailyCost,
                Key = Word(today.To),
                Message = string.Create(CultureInfo.InvariantCulture, $"All users together have cost ${cost:F2} on {Word(today.To)}; the alert is set at ${most:F2}."),
                Day = today.To,
                Value = (double)cost,
                Threshold = (double)most,
            },
        ];
    }

    private async Task<IEnumerable<Alert>> MemoriesAsync(CancellationToken cancellationToken)
    {
        if (live.Current.AlertMemoryTokens <= 0)
        {
            return [];
        }

        var day = ledger.Today;
        var large = await memories.LargeAsync(time.GetUtcNow() - Hour, live.Current.AlertMemoryTokens, MostUsers, cancellationToken);
        return large.Select(one => new Alert
        {
            Kind = AlertKinds.MemorySize,
            Key = $"{one.UserId}/{Word(day)}",
            Message = string.Create(CultureInfo.InvariantCulture, $"Large memory size for {one.UserId}: {one.Tokens:N0} tokens."),
            Subject = LedgerSubject.User(one.UserId),
            Day = day,
            Value = one.Tokens,
            Threshold = live.Current.AlertMemoryTokens,
        });
    }

    private static string Word(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
