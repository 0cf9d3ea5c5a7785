using System.Data.Common;
using Memori.Server.Configuration.Reload;
using Memori.Storage;

namespace Memori.Server.Monitoring.Memory;

/// <summary>What was seen of the sizes of memories: as it was for some days, then the last of each hour. Thread-safe; shared by processes.</summary>
internal sealed class MemoryMetricsStore(IDatabase database, TimeProvider time, LiveSettings live)
{
    private const string Columns = "user_id, session_id, at, total_memories, memory_tokens, avg_importance, retrieval_us";

    private const string Insert = $"""
        INSERT INTO memory_metric ({Columns}) VALUES (@user, @session, @at, @memories, @tokens, @importance, @retrieval)
        ON CONFLICT (user_id, session_id, at) DO NOTHING
        """;

    private const string Count = "SELECT COUNT(*), MIN(at), MAX(at) FROM memory_metric WHERE user_id = @user AND session_id = @session";
    private const string SelectAt = $"SELECT {Columns} FROM memory_metric WHERE user_id = @user AND session_id = @session AND at IN (@first, @last) ORDER BY at";

    private const string SelectLarge = """
        SELECT user_id, CAST(MAX(memory_tokens) AS bigint)
        FROM (SELECT user_id, memory_tokens FROM memory_metric WHERE at >= @since ORDER BY at DESC LIMIT 100000) AS lately
        GROUP BY user_id HAVING MAX(memory_tokens) > @tokens ORDER BY MAX(memory_tokens) DESC LIMIT @limit
        """;

    private const string Purge = "DELETE FROM memory_metric WHERE at < @before";

    private const string Thin = """
        DELETE FROM memory_metric WHERE at < @before AND EXISTS (
            SELECT 1 FROM memory_metric AS later
            WHERE later.user_id = memory_metric.user_id AND later.session_id = memory_metric.session_id
                AND later.at > memory_metric.at AND later.at / 3600000 = memory_metric.at / 3600000)
        """;

    private const string Delete = "DELETE FROM memory_metric WHERE user_id = @user";

    /// <summary>Adds what was seen.</summary>
    public Task AppendAsync(MemoryMetrics seen, CancellationToken cancellationToken) => AppendAsync(seen, static () => true, cancellationToken);

    /// <summary>The same, when <paramref name="isWanted"/> still says so where nobody else writes: the user may be forgotten meanwhile.</summary>
    public Task AppendAsync(MemoryMetrics seen, Func<bool> isWanted, CancellationToken cancellationToken) => database.WriteAsync(
        (transaction, token) => !isWanted() ? Task.FromResult(0) : transaction.ExecuteAsync(
            Insert,
            token,
            ("@user", seen.UserId),
            ("@session", seen.SessionId),
            ("@at", seen.Timestamp.ToUnixTimeMilliseconds()),
            ("@memories", (long)seen.TotalMemories),
            ("@tokens", seen.MemoryTokens),
            ("@importance", seen.AverageImportance),
            ("@retrieval", seen.RetrievalTime.Ticks / TimeSpan.TicksPerMicrosecond)),
        cancellationToken);

    /// <summary>How a session's memories grew; null when they were never looked at.</summary>
    public Task<MemoryGrowth?> GrowthAsync(string userId, string sessionId, CancellationToken cancellationToken) => database.ReadAsync(
        async (connection, token) =>
        {
            var (count, first, last) = (await connection.QueryAsync(
                Count,
                row => (row.GetInt64(0), row.IsDBNull(1) ? 0 : row.GetInt64(1), row.IsDBNull(2) ? 0 : row.GetInt64(2)),
                token,
                ("@user", userId),
                ("@session", sessionId)))[0];
            var ends = count == 0 ? [] : await connection.QueryAsync(
                SelectAt, MetricsAt, token, ("@user", userId), ("@session", sessionId), ("@first", first), ("@last", last));
            return ends.Count == 0 ? null : new MemoryGrowth((int)count, ends[0], ends[^1]);
        },
        cancellationToken);

    /// <summary>Users of whom a session saw more than so many tokens of memories lately, the largest first.</summary>
    public Task<IReadOnlyList<LargeMemory>> LargeAsync(DateTimeOffset since, long tokens, int limit, CancellationToken cancellationToken) => database.ReadAsync(
        (connection, token) => connection.QueryAsync(
            SelectLarge,
            row => new LargeMemory(row.GetString(0), row.GetInt64(1)),
            token,
            ("@since", since.ToUnixTimeMilliseconds()),
            ("@tokens", tokens),
            ("@limit", limit)),
        cancellationToken);

    /// <summary>Deletes what is kept long enough, and, of what is older than single requests are kept, all but the last look of an hour.</summary>
    public Task<int> PurgeAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async (transaction, token) =>
        {
            var now = time.GetUtcNow();
            var deleted = await transaction.ExecuteAsync(Purge, token, ("@before", now.AddDays(-live.Current.MetricsRetentionDays).ToUnixTimeMilliseconds()));
            return deleted + await transaction.ExecuteAsync(Thin, token, ("@before", now.AddDays(-live.Current.RequestRetentionDays).ToUnixTimeMilliseconds()));
        },
        cancellationToken);

    /// <summary>Deletes all of a user's.</summary>
    public Task<int> ForgetAsync(string userId, CancellationToken cancellationToken) =>
        database.WriteAsync((transaction, token) => transaction.ExecuteAsync(Delete, token, ("@user", userId)), cancellationToken);

    private static MemoryMetrics MetricsAt(DbDataReader row) => new()
    {
        UserId = row.GetString(0),
        SessionId = row.GetString(1),
        Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
        TotalMemories = (int)row.GetInt64(3),
        MemoryTokens = row.GetInt64(4),
        AverageImportance = row.GetDouble(5),
        RetrievalTime = TimeSpan.FromMicroseconds(row.GetInt64(6)),
    };
}
