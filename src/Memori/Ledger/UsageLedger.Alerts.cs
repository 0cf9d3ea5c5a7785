using System.Data.Common;
using System.Globalization;
using Memori.Alerts;

namespace Memori.Ledger;

// Alerts are enqueued in the transaction of what they are about, and announced when that is committed.
public sealed partial class UsageLedger
{
    private async Task WarnAsync(DbConnection connection, DateOnly day, LedgerSubject subject, long used, long? limit, List<Alert> alerts, CancellationToken cancellationToken)
    {
        if (limit is not { } most || _limits.AlertThreshold <= 0 || used < _limits.AlertThreshold * most
            || !await LedgerTable.SetAlertedAsync(connection, day, subject, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var (kind, on) = (LedgerWords.Of(subject.Kind), LedgerWords.Of(day));
        var alert = new Alert
        {
            Kind = AlertKinds.DailyBudget,
            Key = $"{kind}/{subject.Id}/{on}",
            Message = string.Create(CultureInfo.InvariantCulture, $"The {kind} {subject.Id} has used {used:N0} of {most:N0} tokens on {on}."),
            Subject = subject,
            Day = day,
            Used = used,
            Limit = most,
        };
        await AddAsync(alert, alerts, cancellationToken).ConfigureAwait(false);
    }

    private async Task WarnOfGuessAsync(LedgerEntry entry, List<Alert> alerts, CancellationToken cancellationToken)
    {
        var alert = new Alert
        {
            Kind = AlertKinds.UnknownModel,
            Key = $"{LedgerWords.Bounded(entry.Model)}/{LedgerWords.Of(Today)}",
            Message = $"The price of {LedgerWords.Bounded(entry.Model)} is not known: its cost is a guess, at the dearest price.",
            Day = Today,
        };
        if (!_alerts.WasAnnounced(alert))
        {
            await AddAsync(alert, alerts, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AddAsync(Alert alert, List<Alert> alerts, CancellationToken cancellationToken)
    {
        await _alerts.EnqueueAsync(alert, cancellationToken).ConfigureAwait(false);
        alerts.Add(alert);
    }
}
