using System.Data.Common;
using Memori.Ledger;
using Memori.Server.Configuration.Reload;
using Memori.Storage;

namespace Memori.Server.Monitoring.Requests;

/// <summary>
/// Figures of requests: single ones for some days, and sums by hour. A request is in exactly one of the two kinds of sums, those of the hours and those still to be rolled up,
/// so that every figure is exact at any moment, whatever was killed in between. Thread-safe; shared by processes.
/// </summary>
internal sealed partial class RequestStore(IDatabase database, TimeProvider time, LiveSettings live)
{
    private const string Columns = """
        at, user_id, session_id, request_type, status, failed, error_code, input_tokens, output_tokens, cache_creation_tokens, cache_read_tokens, cost_picodollars,
            latency_us, retrieval_us, claude_us, memories_retrieved, memories_created
        """;

    private const string Insert = $"""
        INSERT INTO request_metric ({Columns}, rolled)
        VALUES (@at, @user, @session, @type, @status, @failed, @error, @input, @output, @created, @read, @cost, @latency, @retrieval, @claude, @found, @made, 0)
        """;

    // Twice: of two that roll up at once, the one that waited for the other's rows looks at them again.
    private const string Claim = $"""
        UPDATE request_metric SET rolled = 1
        WHERE rolled = 0 AND id IN (SELECT id FROM request_metric WHERE rolled = 0 ORDER BY at LIMIT @limit)
        RETURNING {Columns}
        """;

    private const string SelectRecent = $"""
        SELECT {Columns} FROM request_metric
        WHERE request_type IN ('text2sql', 'execute', 'chat', 'proxy') AND id > (SELECT COALESCE(MAX(id), 0) - 50000 FROM request_metric)
        ORDER BY id DESC LIMIT @limit
        """;

    private const string Purge = "DELETE FROM request_metric WHERE id IN (SELECT id FROM request_metric WHERE at < @before AND rolled = 1 ORDER BY at LIMIT @limit)";
    private const string PurgeHours = "DELETE FROM request_hour WHERE hour < @hour";
    private const string PurgeHoursOfUsers = "DELETE FROM request_hour_user WHERE hour < @hour";
    private const string Anonymize = "UPDATE request_metric SET user_id = '', session_id = '' WHERE user_id = @user";
    private const string DeleteHoursOfUser = "DELETE FROM request_hour_user WHERE user_id = @user";

    private const int AtOnce = 2_000;

    /// <summary>Adds requests.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="known">What of each may be known, asked in the transaction.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task AppendAsync(IReadOnlyList<RequestMetrics> requests, Func<RequestMetrics, RequestMetrics> known, CancellationToken cancellationToken) => database.WriteAsync(
        async (transaction, token) =>
        {
            foreach (var request in requests)
            {
                await transaction.ExecuteAsync(Insert, token, Parameters(known(request)));
            }

            return requests.Count;
        },
        cancellationToken);

    /// <summary>Adds the requests that are in no hour yet to theirs.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RollUpAsync(CancellationToken cancellationToken)
    {
        for (var sum = 0; ; cancellationToken.ThrowIfCancellationRequested())
        {
            var count = await database.WriteAsync(RollUpSomeAsync, cancellationToken);
            sum += count;
            if (count < AtOnce)
            {
                return sum;
            }
        }
    }

    /// <summary>The newest requests that asked a model or a database, the newest first.</summary>
    public Task<IReadOnlyList<RequestMetrics>> RecentAsync(int limit, CancellationToken cancellationToken) =>
        database.ReadAsync((connection, token) => connection.QueryAsync(SelectRecent, MetricsAt, token, ("@limit", limit)), cancellationToken);

    /// <summary>Deletes single requests and hours that are kept long enough. What is in no hour yet stays.</summary>
    /// <returns>How many of both.</returns>
    public async Task<(int Requests, int Hours)> PurgeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = now.AddDays(-live.Current.RequestRetentionDays).ToUnixTimeMilliseconds();
        var (requests, some) = (0, 0);
        do
        {
            some = await database.WriteAsync((transaction, token) => transaction.ExecuteAsync(Purge, token, ("@before", before), ("@limit", AtOnce)), cancellationToken);
            requests += some;
        }
        while (some == AtOnce);

        var hour = HourFigures.Of(now.AddDays(-live.Current.MetricsRetentionDays));
        var hours = await database.WriteAsync(
            async (transaction, token) => await transaction.ExecuteAsync(PurgeHours, token, ("@hour", hour)) + await transaction.ExecuteAsync(PurgeHoursOfUsers, token, ("@hour", hour)),
            cancellationToken);
        return (requests, hours);
    }

    /// <summary>Lets nobody know any more which requests were a user's; sums over all stay what they are.</summary>
    public Task<int> ForgetAsync(string userId, CancellationToken cancellationToken) => database.WriteAsync(
        async (transaction, token) =>
            await transaction.ExecuteAsync(Anonymize, token, ("@user", userId)) + await transaction.ExecuteAsync(DeleteHoursOfUser, token, ("@user", userId)),
        cancellationToken);

    private static async Task<int> RollUpSomeAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        var requests = await transaction.QueryAsync(Claim, MetricsAt, cancellationToken, ("@limit", AtOnce));
        foreach (var hour in requests.GroupBy(request => (Hour: HourFigures.Of(request.Timestamp), request.RequestType)))
        {
            await AddAsync(transaction, "", hour.Key.Hour, hour.Key.RequestType, Sum(hour), cancellationToken);
            foreach (var user in hour.Where(request => request.UserId.Length > 0).GroupBy(request => request.UserId, StringComparer.Ordinal))
            {
                await AddAsync(transaction, user.Key, hour.Key.Hour, hour.Key.RequestType, Sum(user), cancellationToken);
            }
        }

        return requests.Count;
    }

    private static RequestFigures Sum(IEnumerable<RequestMetrics> requests)
    {
        var sum = new RequestFigures();
        foreach (var request in requests)
        {
            sum.Add(request);
        }

        return sum;
    }

    private static (string Name, object? Value)[] Parameters(RequestMetrics request) =>
    [
        ("@at", request.Timestamp.ToUnixTimeMilliseconds()),
        ("@user", request.UserId),
        ("@session", request.SessionId),
        ("@type", request.RequestType),
        ("@status", (long)request.Status),
        ("@failed", request.HasFailed ? 1L : 0L),
        ("@error", request.ErrorCode),
        ("@input", request.Usage.InputTokens),
        ("@output", request.Usage.OutputTokens),
        ("@created", request.Usage.CacheCreationInputTokens),
        ("@read", request.Usage.CacheReadInputTokens),
        ("@cost", request.Usage.CostPicodollars),
        ("@latency", RequestFigures.Microseconds(request.Latency)),
        ("@retrieval", RequestFigures.Microseconds(request.RetrievalTime)),
        ("@claude", RequestFigures.Microseconds(request.ClaudeTime)),
        ("@found", (long)request.MemoriesRetrieved),
        ("@made", (long)request.MemoriesCreated),
    ];

    private static RequestMetrics MetricsAt(DbDataReader row) => new()
    {
        Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)),
        UserId = row.GetString(1),
        SessionId = row.GetString(2),
        RequestType = row.GetString(3),
        Status = (int)row.GetInt64(4),
        HasFailed = row.GetInt64(5) != 0,
        ErrorCode = row.IsDBNull(6) ? null : row.GetString(6),
        Usage = UsageAt(row, 7),
        Latency = TimeSpan.FromMicroseconds(row.GetInt64(12)),
        RetrievalTime = TimeSpan.FromMicroseconds(row.GetInt64(13)),
        ClaudeTime = TimeSpan.FromMicroseconds(row.GetInt64(14)),
        MemoriesRetrieved = (int)row.GetInt64(15),
        MemoriesCreated = (int)row.GetInt64(16),
    };

    private static TokenUsage UsageAt(DbDataReader row, int column) => new()
    {
        InputTokens = row.GetInt64(column),
        OutputTokens = row.GetInt64(column + 1),
        CacheCreationInputTokens = row.GetInt64(column + 2),
        CacheReadInputTokens = row.GetInt64(column + 3),
        CostPicodollars = row.GetInt64(column + 4),
    };
}
