using System.Data.Common;
using Memori.Alerts;
using Microsoft.Extensions.Logging;

namespace Memori.Ledger;

public sealed partial class UsageLedger
{
    private const int OrphansAtOnce = 100;

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Ends a reservation: what it really used counts from now on, also when it is more than was reserved. The second time has no effect.
    /// When the reservation was given up as lost meanwhile, its worst case is reversed. Not to be cancelled because a client went away.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A bucket or the cost is negative, or a bucket has more than 10¹² tokens.</exception>
    public async Task SettleAsync(Reservation reservation, Settlement settlement, CancellationToken cancellationToken = default)
    {
        var usage = settlement.Kind == SettlementKind.Released ? default : Require(settlement.Usage, nameof(settlement));
        reservation.Measure?.Answered(reservation.Id);
        var measured = default(TokenUsage);
        try
        {
            var (entered, alerts) = await _database.WriteAsync(
                (transaction, token) => SettleAsync(transaction.Connection!, reservation.Id, settlement with { Usage = usage }, token), cancellationToken).ConfigureAwait(false);
            if (entered is not null)
            {
                measured = usage;
                LedgerMetrics.Entered(entered.Payer.Operation, entered.Model, usage);
            }

            alerts.ForEach(_alerts.Announce);
        }
        finally
        {
            reservation.Measure?.Settled(reservation.Id, measured);
        }
    }

    /// <summary>Enters usage that was not reserved: calls that an application made by itself. Counts also where it passes a limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A bucket or the cost is negative, or a bucket has more than 10¹² tokens.</exception>
    public async Task RecordAsync(Payer payer, string model, TokenUsage usage, CancellationToken cancellationToken = default)
    {
        Require(usage, nameof(usage));
        var entry = new LedgerEntry { Id = NewId(), Day = Today, Payer = payer, Model = model, Kind = SettlementKind.Settled, Requests = 1, Usage = usage };
        var alerts = await _database.WriteAsync(
            async (transaction, token) =>
            {
                List<Alert> raised = [];
                await EnterAsync(transaction.Connection!, entry, 0, raised, token).ConfigureAwait(false);
                return raised;
            },
            cancellationToken).ConfigureAwait(false);
        LedgerMetrics.Entered(payer.Operation, model, usage);
        alerts.ForEach(_alerts.Announce);
    }

    /// <summary>Settles, at their worst case, reservations whose deadline passed more than a minute ago.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ResolveOrphansAsync(CancellationToken cancellationToken = default)
    {
        var before = _time.GetUtcNow() - Grace;
        var resolved = 0;
        while (true)
        {
            // Nearly always there is none: then no writer waits for this.
            var overdue = await _database.ReadAsync(
                (connection, token) => LedgerTable.OverdueAsync(connection, before, OrphansAtOnce, token), cancellationToken).ConfigureAwait(false);
            if (overdue.Count == 0)
            {
                return resolved;
            }

            var (count, alerts) = await _database.WriteAsync(
                (transaction, token) => ResolveAsync(transaction.Connection!, overdue, token), cancellationToken).ConfigureAwait(false);
            resolved += count;
            alerts.ForEach(_alerts.Announce);
            LedgerMetrics.Lose(count);
            LogLost(count);
        }
    }

    private async Task<(int Count, List<Alert> Alerts)> ResolveAsync(DbConnection connection, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        List<Alert> alerts = [];
        var count = 0;
        foreach (var id in ids)
        {
            if (await LedgerTable.TakeAsync(connection, id, cancellationToken).ConfigureAwait(false) is { } open)
            {
                await EnterAsync(connection, open.WorstCase with { IsLost = true }, open.Tokens, alerts, cancellationToken).ConfigureAwait(false);
                count++;
            }
        }

        return (count, alerts);
    }

    private async Task<(LedgerEntry? Entered, List<Alert> Alerts)> SettleAsync(
        DbConnection connection, string id, Settlement settlement, CancellationToken cancellationToken)
    {
        List<Alert> alerts = [];
        if (await LedgerTable.TakeAsync(connection, id, cancellationToken).ConfigureAwait(false) is { } open)
        {
            var entry = End(open.WorstCase, settlement);
            await EnterAsync(connection, entry, open.Tokens, alerts, cancellationToken).ConfigureAwait(false);
            if (settlement.IsPriceGuessed)
            {
                await WarnOfGuessAsync(entry, alerts, cancellationToken).ConfigureAwait(false);
            }

            return (entry, alerts);
        }

        if (await LedgerTable.LostAsync(connection, id, cancellationToken).ConfigureAwait(false) is not { } lost)
        {
            return (null, alerts);
        }

        var reversal = lost with { Id = id + "-reversal", Requests = -lost.Requests, Usage = -lost.Usage };
        if (!await EnterAsync(connection, reversal, 0, alerts, cancellationToken).ConfigureAwait(false))
        {
            return (null, alerts);
        }

        var late = End(lost, settlement) with { Id = id + "-late", IsLost = false };
        await EnterAsync(connection, late, 0, alerts, cancellationToken).ConfigureAwait(false);
        LogLate(id);
        return (late, alerts);
    }

    private static TokenUsage Require(TokenUsage usage, string name) => usage is
    {
        InputTokens: >= 0 and <= MostTokens,
        OutputTokens: >= 0 and <= MostTokens,
        CacheCreationInputTokens: >= 0 and <= MostTokens,
        CacheReadInputTokens: >= 0 and <= MostTokens,
        CostPicodollars: >= 0,
    }
        ? usage
        : throw new ArgumentOutOfRangeException(name);

    private static LedgerEntry End(LedgerEntry worst, Settlement settlement) => worst with
    {
        Model = settlement.Model ?? worst.Model,
        Kind = settlement.Kind,
        Requests = settlement.Kind == SettlementKind.Released ? 0 : 1,
        Usage = settlement.Usage,
    };

    // An entry and the totals that it changes; false, and nothing done, when it is there already.
    private async Task<bool> EnterAsync(DbConnection connection, LedgerEntry entry, long reserved, List<Alert> alerts, CancellationToken cancellationToken)
    {
        if (!await LedgerTable.InsertAsync(connection, entry, _time.GetUtcNow(), cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        var used = entry.Usage.TotalTokens;
        var user = LedgerSubject.User(entry.Payer.UserId);
        var (usedByUser, userAlerted) = await LedgerTable.MoveAsync(connection, entry.Day, user, used, -reserved, cancellationToken).ConfigureAwait(false);
        var (usedByKey, keyAlerted) = entry.Payer.KeyId is { } key
            ? await LedgerTable.MoveAsync(connection, entry.Day, LedgerSubject.Key(key), used, -reserved, cancellationToken).ConfigureAwait(false)
            : (0, true);
        if (used > 0 && !(userAlerted && keyAlerted))
        {
            var standing = await LimitsAsync(connection, entry.Payer, entry.Day, cancellationToken).ConfigureAwait(false);
            if (!userAlerted)
            {
                await WarnAsync(connection, entry.Day, user, usedByUser, standing.User.DailyTokens, alerts, cancellationToken).ConfigureAwait(false);
            }

            if (!keyAlerted)
            {
                await WarnAsync(connection, entry.Day, LedgerSubject.Key(entry.Payer.KeyId!), usedByKey, standing.Key?.DailyTokens, alerts, cancellationToken).ConfigureAwait(false);
            }
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} model calls were never settled (a crash?): they count at their worst case.")]
    private partial void LogLost(int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "The settlement of {Id} came after it was given up: its worst case is reversed.")]
    private partial void LogLate(string id);
}
