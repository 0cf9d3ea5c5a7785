using Memori.Storage;

namespace Memori.Ledger;

public sealed partial class UsageLedger
{
    private const string SelectNearLimits = """
        SELECT kind, id, used, daily FROM (
            SELECT total.kind AS kind, total.id AS id, total.used AS used,
                CASE WHEN own.kind IS NOT NULL THEN own.daily_tokens WHEN total.kind = 'user' THEN @general END AS daily
            FROM ledger_total AS total LEFT JOIN ledger_limit AS own ON own.kind = total.kind AND own.id = total.id
            WHERE total.day = @day
        ) AS standing
        WHERE daily IS NOT NULL AND used >= @share * daily AND used > 0
        ORDER BY used DESC, kind, id LIMIT @most
        """;

    /// <summary>Who has used so large a share of today's limit, the most tokens first.</summary>
    /// <param name="share">0–1.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<NearLimit>> NearLimitsAsync(double share, int most, CancellationToken cancellationToken = default) => _database.ReadAsync(
        (connection, token) => connection.QueryAsync(
            SelectNearLimits,
            row => new NearLimit(
                row.GetString(0) == "user" ? LedgerSubject.User(row.GetString(1)) : LedgerSubject.Key(row.GetString(1)), row.GetInt64(2), row.GetInt64(3)),
            token,
            ("@day", LedgerWords.Of(Today)),
            ("@general", _limits.DailyTokens),
            ("@share", share),
            ("@most", most)),
        cancellationToken);
}

/// <summary>A user or key that comes near today's limit.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Used">Tokens used.</param>
/// <param name="Limit">The limit in tokens.</param>
public readonly record struct NearLimit(LedgerSubject Subject, long Used, long Limit);
