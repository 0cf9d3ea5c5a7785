using System.Data.Common;
using System.Globalization;
using Memori.Alerts;
using Memori.Storage;
using Microsoft.Extensions.Logging;

namespace Memori.Ledger;

public sealed partial class UsageLedger
{
    // Rows less totals: nothing is left where they agree.
    private const string SelectDifferences = $"""
        SELECT day, kind, id, CAST(SUM(used) AS bigint), CAST(SUM(reserved) AS bigint) FROM (
            SELECT day, 'user' AS kind, user_id AS id, {Tokens} AS used, 0 AS reserved FROM ledger_entry WHERE day >= @from AND day <= @to
            UNION ALL SELECT day, 'key', key_id, {Tokens}, 0 FROM ledger_entry WHERE day >= @from AND day <= @to AND key_id IS NOT NULL
            UNION ALL SELECT day, 'user', user_id, 0, tokens FROM ledger_reservation WHERE day >= @from AND day <= @to
            UNION ALL SELECT day, 'key', key_id, 0, tokens FROM ledger_reservation WHERE day >= @from AND day <= @to AND key_id IS NOT NULL
            UNION ALL SELECT day, kind, id, -used, -reserved FROM ledger_total WHERE day >= @from AND day <= @to
        ) AS line
        GROUP BY day, kind, id HAVING SUM(used) <> 0 OR SUM(reserved) <> 0 ORDER BY day, kind DESC, id
        """;

    /// <summary>The running totals that are not the sums of entries and reservations, of all days. Nothing is changed.</summary>
    public Task<IReadOnlyList<LedgerDifference>> ExamineAsync(CancellationToken cancellationToken = default) =>
        _database.ReadAsync((connection, token) => DifferencesAsync(connection, DateOnly.MinValue, DateOnly.MaxValue, token), cancellationToken);

    /// <summary>
    /// Recomputes the running totals, which admission goes by, from entries and reservations, and mends those that differ; that is logged and alerted.
    /// Reading disturbs nobody; a write happens only where something is to be mended.
    /// </summary>
    /// <param name="since">The first day to look at. Default: all that there are.</param>
    /// <param name="cancellationToken">Cancels between days.</param>
    /// <returns>What differed.</returns>
    public async Task<IReadOnlyList<LedgerDifference>> ReconcileAsync(DateOnly? since = null, CancellationToken cancellationToken = default)
    {
        var found = await _database.ReadAsync(
            (connection, token) => DifferencesAsync(connection, since ?? DateOnly.MinValue, DateOnly.MaxValue, token), cancellationToken).ConfigureAwait(false);
        List<LedgerDifference> mended = [];
        foreach (var day in found.Select(difference => difference.Day).Distinct())
        {
            mended.AddRange(await _database.WriteAsync((transaction, token) => MendAsync(transaction.Connection!, day, token), cancellationToken).ConfigureAwait(false));
        }

        foreach (var difference in mended)
        {
            LogMended(difference.Subject.Kind, difference.Subject.Id, difference.Day, difference.Used, difference.Reserved);
        }

        if (mended.Count > 0)
        {
            await _alerts.RaiseAsync(
                new Alert
                {
                    Kind = AlertKinds.LedgerDifference,
                    Key = _time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
                    Message = string.Create(CultureInfo.InvariantCulture, $"{mended.Count} running totals of the ledger were not the sum of its rows and were mended."),
                    Subject = mended[0].Subject,
                    Day = mended[0].Day,
                },
                cancellationToken).ConfigureAwait(false);
        }

        return mended;
    }

    private static async Task<IReadOnlyList<LedgerDifference>> MendAsync(DbConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        // Looked at again: what was under way while it was read has come to rest here.
        var differences = await DifferencesAsync(connection, day, day, cancellationToken).ConfigureAwait(false);
        foreach (var difference in differences)
        {
            await LedgerTable.MoveAsync(connection, day, difference.Subject, difference.Used, difference.Reserved, cancellationToken).ConfigureAwait(false);
        }

        return differences;
    }

    private static Task<IReadOnlyList<LedgerDifference>> DifferencesAsync(DbConnection connection, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        connection.QueryAsync(
            SelectDifferences,
            row => new LedgerDifference(
                LedgerWords.Day(row.GetString(0)),
                row.GetString(1) == "user" ? LedgerSubject.User(row.GetString(2)) : LedgerSubject.Key(row.GetString(2)),
                row.GetInt64(3),
                row.GetInt64(4)),
            cancellationToken,
            ("@from", LedgerWords.Of(from)),
            ("@to", LedgerWords.Of(to)));

    [LoggerMessage(Level = LogLevel.Error, Message = "The total of {Kind} {Id} on {Day} lacked {Used} used and {Reserved} reserved tokens; it was mended from the entries.")]
    private partial void LogMended(LedgerSubjectKind kind, string id, DateOnly day, long used, long reserved);
}
