using System.Data.Common;
using Memori.Storage;

namespace Memori.Ledger;

public sealed partial class UsageLedger
{
    private const string Tokens = "input_tokens + output_tokens + cache_creation_tokens + cache_read_tokens";

    private const string Sums = $"""
        CAST(SUM(requests) AS bigint),
            CAST(SUM(CASE WHEN kind = 'estimated' THEN requests ELSE 0 END) AS bigint),
            CAST(SUM(CASE WHEN kind = 'estimated' THEN {Tokens} ELSE 0 END) AS bigint),
            CAST(SUM(input_tokens) AS bigint), CAST(SUM(output_tokens) AS bigint),
            CAST(SUM(cache_creation_tokens) AS bigint), CAST(SUM(cache_read_tokens) AS bigint),
            CAST(SUM(cost_picodollars / 1000000) AS bigint), CAST(SUM(cost_picodollars % 1000000) AS bigint)
        FROM ledger_entry WHERE day >= @from AND day <= @to
        """;

    private const string SelectUsage = $"SELECT day, model, {Sums}";
    private const string ByDearestUser = "GROUP BY user_id ORDER BY SUM(cost_picodollars / 1000000) DESC, user_id LIMIT @users";
    private const string SelectUsageByUser = $"SELECT user_id, '', {Sums} {ByDearestUser}";
    private const string SelectUsageByUserOfKey = $"SELECT user_id, '', {Sums} AND key_id = @key {ByDearestUser}";

    private const string SelectUsageOfAll = $"{SelectUsage} {ByDayAndModel}";
    private const string SelectUsageOfUser = $"{SelectUsage} AND user_id = @user {ByDayAndModel}";
    private const string SelectUsageOfKey = $"{SelectUsage} AND key_id = @key {ByDayAndModel}";
    private const string SelectUsageOfBoth = $"{SelectUsage} AND user_id = @user AND key_id = @key {ByDayAndModel}";
    private const string ByDayAndModel = "GROUP BY day, model ORDER BY day, model";

    private const string SelectTotal = "SELECT used, reserved FROM ledger_total WHERE day = @day AND kind = @kind AND id = @id";

    /// <summary>What was used, by day, by model and by user.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The days are not 1 to <see cref="UsageQuery.MostDays"/>.</exception>
    public async Task<UsageReport> ReportAsync(UsageQuery query, CancellationToken cancellationToken = default)
    {
        if (query.Days is < 1 or > UsageQuery.MostDays)
        {
            throw new ArgumentOutOfRangeException(nameof(query));
        }

        var to = Today;
        var from = to.AddDays(1 - query.Days);
        var (sql, parameters) = Filter(query);
        parameters = [("@from", LedgerWords.Of(from)), ("@to", LedgerWords.Of(to)), .. parameters];
        var (rows, users) = await _database.ReadAsync(
            async (connection, token) =>
            {
                var ofDays = await connection.QueryAsync(
                    sql, row => (Day: LedgerWords.Day(row.GetString(0)), Model: row.GetString(1), Sum: SumAt(row)), token, parameters).ConfigureAwait(false);
                return (ofDays, query.UserId is not null ? [] : await connection.QueryAsync(
                    query.KeyId is null ? SelectUsageByUser : SelectUsageByUserOfKey,
                    row => KeyValuePair.Create(row.GetString(0), SumAt(row)),
                    token,
                    [.. parameters, ("@users", UsageQuery.MostUsers)]).ConfigureAwait(false));
            },
            cancellationToken).ConfigureAwait(false);
        return new UsageReport(
            from,
            to,
            Add(rows.Select(row => row.Sum)),
            [.. rows.GroupBy(row => row.Day, row => row.Sum).Select(day => KeyValuePair.Create(day.Key, Add(day)))],
            [.. rows
                .GroupBy(row => row.Model, row => row.Sum)
                .Select(model => KeyValuePair.Create(model.Key, Add(model)))
                .OrderByDescending(model => model.Value.Usage.CostPicodollars)
                .ThenBy(model => model.Key, StringComparer.Ordinal)],
            users);
    }

    /// <summary>How a user or key stands today.</summary>
    public Task<DailyStanding> TodayAsync(LedgerSubject subject, CancellationToken cancellationToken = default) => _database.ReadAsync(
        async (connection, token) =>
        {
            var (day, kind) = (Today, LedgerWords.Of(subject.Kind));
            var own = await LimitsAsync(connection, subject, token).ConfigureAwait(false);
            var rows = await connection.QueryAsync(
                SelectTotal,
                row => (Used: row.GetInt64(0), Reserved: row.GetInt64(1)),
                token,
                ("@day", LedgerWords.Of(day)),
                ("@kind", kind),
                ("@id", subject.Id)).ConfigureAwait(false);
            var (used, reserved) = rows is [var total] ? total : default;
            return new DailyStanding
            {
                Day = day,
                Used = used,
                Reserved = reserved,
                Limits = own ?? GeneralLimits(subject.Kind),
                HasOwnLimits = own is not null,
                ResetsAt = LedgerDay.Begin(day.AddDays(1), _limits.Day),
            };
        },
        cancellationToken);

    private static (string Sql, (string Name, object? Value)[] Parameters) Filter(UsageQuery query) => query switch
    {
        { UserId: { } user, KeyId: { } key } => (SelectUsageOfBoth, [("@user", user), ("@key", key)]),
        { UserId: { } user } => (SelectUsageOfUser, [("@user", user)]),
        { KeyId: { } key } => (SelectUsageOfKey, [("@key", key)]),
        _ => (SelectUsageOfAll, []),
    };

    private static UsageSum SumAt(DbDataReader row) => new()
    {
        Requests = row.GetInt64(2),
        EstimatedRequests = row.GetInt64(3),
        EstimatedTokens = row.GetInt64(4),
        Usage = new TokenUsage
        {
            InputTokens = row.GetInt64(5),
            OutputTokens = row.GetInt64(6),
            CacheCreationInputTokens = row.GetInt64(7),
            CacheReadInputTokens = row.GetInt64(8),
            CostPicodollars = Cost(((Int128)row.GetInt64(9) * 1_000_000) + row.GetInt64(10)),
        },
    };

    private static UsageSum Add(IEnumerable<UsageSum> sums)
    {
        var (all, cost) = sums.Aggregate((Sum: default(UsageSum), Cost: Int128.Zero), (sum, next) => (sum.Sum + next, sum.Cost + next.Usage.CostPicodollars));
        return all with { Usage = all.Usage with { CostPicodollars = Cost(cost) } };
    }

    // Beyond 9 million USD a report says that much: whoever enters absurd usage must not make everybody's report fail.
    private static long Cost(Int128 picodollars) => (long)Int128.Clamp(picodollars, long.MinValue, long.MaxValue);
}
