using System.Data.Common;
using Memori.Storage;

namespace Memori.Server.Monitoring.Requests;

// An empty user id means all together: those hours are in a table of their own, which stays when a user is forgotten.
internal sealed partial class RequestStore
{
    private const string Sums = """
        requests, failed, refused, retrievals, input_tokens, output_tokens, cache_creation_tokens, cache_read_tokens, cost_picodollars,
            latency_us, retrieval_us, claude_us, memories_retrieved, memories_created, latencies
        """;

    private const string Values = """
        @requests, @failed, @refused, @retrievals, @input, @output, @created, @read, @cost, @latency, @retrieval, @claude, @found, @made, @latencies
        """;

    private const string ReplaceAll = """
        requests = excluded.requests, failed = excluded.failed, refused = excluded.refused, retrievals = excluded.retrievals, input_tokens = excluded.input_tokens,
            output_tokens = excluded.output_tokens, cache_creation_tokens = excluded.cache_creation_tokens, cache_read_tokens = excluded.cache_read_tokens,
            cost_picodollars = excluded.cost_picodollars, latency_us = excluded.latency_us, retrieval_us = excluded.retrieval_us, claude_us = excluded.claude_us,
            memories_retrieved = excluded.memories_retrieved, memories_created = excluded.memories_created, latencies = excluded.latencies
        """;

    private const string SelectHour = $"SELECT hour, request_type, {Sums} FROM request_hour WHERE hour = @hour AND request_type = @type";
    private const string SelectHourOfUser = $"SELECT hour, request_type, {Sums} FROM request_hour_user WHERE user_id = @user AND hour = @hour AND request_type = @type";
    private const string SelectHours = $"SELECT hour, request_type, {Sums} FROM request_hour WHERE hour >= @hour";
    private const string SelectHoursOfUser = $"SELECT hour, request_type, {Sums} FROM request_hour_user WHERE user_id = @user AND hour >= @hour";

    private const string PutHour = $"INSERT INTO request_hour (hour, request_type, {Sums}) VALUES (@hour, @type, {Values}) ON CONFLICT (hour, request_type) DO UPDATE SET {ReplaceAll}";

    private const string PutHourOfUser = $"""
        INSERT INTO request_hour_user (user_id, hour, request_type, {Sums}) VALUES (@user, @hour, @type, {Values})
        ON CONFLICT (user_id, hour, request_type) DO UPDATE SET {ReplaceAll}
        """;

    // Whole hours come from the sums, but for what is in none yet; the part of an hour that a period begins with from the requests themselves.
    // Two reads of an index each, however many requests there are in the whole hours.
    private const string SelectSingle = $"""
        SELECT {Columns} FROM request_metric WHERE at >= @cutoff AND at < @whole
        UNION ALL SELECT {Columns} FROM request_metric WHERE rolled = 0 AND at >= @whole
        """;

    private const string SelectSingleOfUser = $"""
        SELECT {Columns} FROM request_metric WHERE at >= @cutoff AND at < @whole AND user_id = @user
        UNION ALL SELECT {Columns} FROM request_metric WHERE rolled = 0 AND at >= @whole AND user_id = @user
        """;

    /// <summary>
    /// Figures by hour and type, of the requests that came within <paramref name="period"/> until now; without a user, of all. Exact, but for a period that begins before single
    /// requests are kept: that one begins with its whole first hour.
    /// </summary>
    public Task<IReadOnlyList<HourFigures>> ReadAsync(TimeSpan period, string? userId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var cutoff = now - period;
        if (now - cutoff > TimeSpan.FromDays(live.Current.RequestRetentionDays))
        {
            cutoff = DateTimeOffset.FromUnixTimeSeconds(HourFigures.Of(cutoff) * 3600);
        }

        var first = HourFigures.Of(cutoff.AddHours(1).AddMilliseconds(-1));
        return database.ReadAsync((connection, token) => ReadAsync(connection, cutoff, first, userId, token), cancellationToken);
    }

    private static async Task<IReadOnlyList<HourFigures>> ReadAsync(DbConnection connection, DateTimeOffset cutoff, long first, string? userId, CancellationToken cancellationToken)
    {
        (string Name, object? Value)[] single = [("@cutoff", cutoff.ToUnixTimeMilliseconds()), ("@whole", first * 3_600_000), ("@user", userId)];
        var hours = (await HoursAsync(connection, userId, first, null, cancellationToken)).ToDictionary(hour => (hour.Hour, hour.RequestType));
        var requests = await connection.QueryAsync(
            userId is null ? SelectSingle : SelectSingleOfUser, MetricsAt, cancellationToken, userId is null ? single[..2] : single);
        foreach (var request in requests)
        {
            var key = (HourFigures.Of(request.Timestamp), request.RequestType);
            if (!hours.TryGetValue(key, out var hour))
            {
                hours[key] = hour = new HourFigures(key.Item1, key.RequestType, new RequestFigures());
            }

            hour.Figures.Add(request);
        }

        return [.. hours.Values.OrderBy(hour => hour.Hour).ThenBy(hour => hour.RequestType, StringComparer.Ordinal)];
    }

    private static Task<IReadOnlyList<HourFigures>> HoursAsync(DbConnection connection, string? userId, long hour, string? type, CancellationToken cancellationToken)
    {
        (string Sql, (string Name, object? Value)[] Parameters) query = (userId, type) switch
        {
            (null, null) => (SelectHours, [("@hour", hour)]),
            (null, _) => (SelectHour, [("@hour", hour), ("@type", type)]),
            (_, null) => (SelectHoursOfUser, [("@hour", hour), ("@user", userId)]),
            _ => (SelectHourOfUser, [("@hour", hour), ("@user", userId), ("@type", type)]),
        };
        return connection.QueryAsync(query.Sql, HourAt, cancellationToken, query.Parameters);
    }

    private static async Task AddAsync(DbTransaction transaction, string userId, long hour, string type, RequestFigures figures, CancellationToken cancellationToken)
    {
        var user = userId.Length == 0 ? null : userId;
        if (await HoursAsync(transaction.Connection!, user, hour, type, cancellationToken) is [var known])
        {
            figures.Add(known.Figures);
        }

        (string Name, object? Value)[] parameters =
        [
            ("@hour", hour),
            ("@type", type),
            ("@requests", figures.Requests),
            ("@failed", figures.Failed),
            ("@refused", figures.Refused),
            ("@retrievals", figures.Retrievals),
            ("@input", figures.Usage.InputTokens),
            ("@output", figures.Usage.OutputTokens),
            ("@created", figures.Usage.CacheCreationInputTokens),
            ("@read", figures.Usage.CacheReadInputTokens),
            ("@cost", figures.Usage.CostPicodollars),
            ("@latency", figures.LatencyMicroseconds),
            ("@retrieval", figures.RetrievalMicroseconds),
            ("@claude", figures.ClaudeMicroseconds),
            ("@found", figures.MemoriesRetrieved),
            ("@made", figures.MemoriesCreated),
            ("@latencies", figures.Latencies.ToBytes()),
        ];
        await transaction.ExecuteAsync(user is null ? PutHour : PutHourOfUser, cancellationToken, user is null ? parameters : [.. parameters, ("@user", user)]);
    }

    private static HourFigures HourAt(DbDataReader row) => new(row.GetInt64(0), row.GetString(1), new RequestFigures
    {
        Requests = row.GetInt64(2),
        Failed = row.GetInt64(3),
        Refused = row.GetInt64(4),
        Retrievals = row.GetInt64(5),
        Usage = UsageAt(row, 6),
        LatencyMicroseconds = row.GetInt64(11),
        RetrievalMicroseconds = row.GetInt64(12),
        ClaudeMicroseconds = row.GetInt64(13),
        MemoriesRetrieved = row.GetInt64(14),
        MemoriesCreated = row.GetInt64(15),
        Latencies = LatencyHistogram.Read(row.GetFieldValue<byte[]>(16)),
    });
}
