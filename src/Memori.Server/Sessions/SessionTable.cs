using System.Data.Common;
using System.Text.Json.Nodes;
using Memori.Server.Memories;
using Memori.Storage;

namespace Memori.Server.Sessions;

/// <summary>The rows of sessions. Writes are part of their caller's transaction.</summary>
internal static class SessionTable
{
    private const string Columns = "user_id, id, created_at, last_activity, ended_at, why, metadata, requests";

    private const string SelectOne = $"SELECT {Columns} FROM user_session WHERE user_id = @user AND id = @id";

    // One that was idle for too long is over, whether that was written already or not.
    private const string OfState = "(@state = 'all' OR (ended_at IS NULL AND last_activity >= @cutoff) = (@state = 'active'))";

    private const string SelectOfUser = $"""
        SELECT {Columns} FROM user_session WHERE user_id = @user AND {OfState}
        ORDER BY created_at DESC, id DESC LIMIT @limit OFFSET @offset
        """;

    private const string SelectAll = $"""
        SELECT {Columns} FROM user_session WHERE {OfState}
        ORDER BY created_at DESC, user_id DESC, id DESC LIMIT @limit OFFSET @offset
        """;

    private const string InsertOne = """
        INSERT INTO user_session (user_id, id, created_at, last_activity, metadata, requests) VALUES (@user, @id, @now, @now, @metadata, 0)
        ON CONFLICT (user_id, id) DO NOTHING
        """;

    private const string TouchOne = """
        UPDATE user_session SET last_activity = CASE WHEN last_activity < @at THEN @at ELSE last_activity END, requests = requests + @requests
        WHERE user_id = @user AND id = @id
        """;

    private const string UpdateMetadata = "UPDATE user_session SET metadata = @metadata WHERE user_id = @user AND id = @id";

    private const string EndOne = "UPDATE user_session SET ended_at = @now, why = 'ended' WHERE user_id = @user AND id = @id AND ended_at IS NULL";

    private const string ExpireIdle = """
        UPDATE user_session SET ended_at = last_activity + @timeout, why = 'expired'
        WHERE ended_at IS NULL AND (user_id, id) IN
            (SELECT user_id, id FROM user_session WHERE ended_at IS NULL AND last_activity < @cutoff ORDER BY last_activity LIMIT @limit)
        """;

    private const string SelectEnded = $"""
        SELECT {Columns} FROM user_session
        WHERE ended_at IS NOT NULL AND ended_at < @before AND (ended_at, user_id, id) > (@after_at, @after_user, @after_id)
        ORDER BY ended_at, user_id, id LIMIT @limit
        """;

    private const string DeleteEnded = "DELETE FROM user_session WHERE user_id = @user AND id = @id AND ended_at IS NOT NULL";

    private const string DeleteOfUser = "DELETE FROM user_session WHERE user_id = @user";

    public static async Task<Session?> FindAsync(DbConnection connection, SessionKey key, CancellationToken cancellationToken) =>
        await connection.QueryAsync(SelectOne, Map, cancellationToken, ("@user", key.UserId), ("@id", key.Id)) is [var found] ? found : null;

    public static Task<IReadOnlyList<Session>> ListAsync(DbConnection connection, SessionQuery query, DateTimeOffset cutoff, CancellationToken cancellationToken)
    {
        (string, object?)[] parameters =
        [
            ("@state", query.Active switch { true => "active", false => "over", null => "all" }),
            ("@cutoff", cutoff.ToUnixTimeMilliseconds()),
            ("@limit", query.Limit),
            ("@offset", query.Offset),
        ];
        return query.UserId is { } user
            ? connection.QueryAsync(SelectOfUser, Map, cancellationToken, [.. parameters, ("@user", user)])
            : connection.QueryAsync(SelectAll, Map, cancellationToken, parameters);
    }

    /// <summary>Begins a session unless there is one with this key.</summary>
    /// <returns>Whether it was begun.</returns>
    public static async Task<bool> AddAsync(DbTransaction transaction, SessionKey key, string? metadata, DateTimeOffset now, CancellationToken cancellationToken) =>
        await transaction.ExecuteAsync(
            InsertOne, cancellationToken, ("@user", key.UserId), ("@id", key.Id), ("@now", now.ToUnixTimeMilliseconds()), ("@metadata", metadata)) > 0;

    public static Task<int> TouchAsync(DbTransaction transaction, SessionTouch touch, CancellationToken cancellationToken) => transaction.ExecuteAsync(
        TouchOne,
        cancellationToken,
        ("@user", touch.Key.UserId),
        ("@id", touch.Key.Id),
        ("@at", touch.At.ToUnixTimeMilliseconds()),
        ("@requests", touch.Requests));

    public static Task<int> DescribeAsync(DbTransaction transaction, SessionKey key, string? metadata, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(UpdateMetadata, cancellationToken, ("@user", key.UserId), ("@id", key.Id), ("@metadata", metadata));

    /// <summary>Ends a session that goes on.</summary>
    public static Task<int> EndAsync(DbTransaction transaction, SessionKey key, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(EndOne, cancellationToken, ("@user", key.UserId), ("@id", key.Id), ("@now", now.ToUnixTimeMilliseconds()));

    /// <summary>Notes that up to <paramref name="limit"/> sessions are over that nobody used since <paramref name="cutoff"/>.</summary>
    public static Task<int> ExpireAsync(DbTransaction transaction, DateTimeOffset cutoff, TimeSpan timeout, int limit, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(
            ExpireIdle, cancellationToken, ("@cutoff", cutoff.ToUnixTimeMilliseconds()), ("@timeout", (long)timeout.TotalMilliseconds), ("@limit", limit));

    /// <summary>Sessions that ended before then, in the order of their ends, those after <paramref name="after"/> (null: from the first).</summary>
    public static Task<IReadOnlyList<Session>> EndedAsync(DbConnection connection, DateTimeOffset before, Session? after, int limit, CancellationToken cancellationToken) =>
        connection.QueryAsync(
            SelectEnded,
            Map,
            cancellationToken,
            ("@before", before.ToUnixTimeMilliseconds()),
            ("@after_at", after?.EndedAt?.ToUnixTimeMilliseconds() ?? long.MinValue),
            ("@after_user", after?.UserId ?? ""),
            ("@after_id", after?.Id ?? ""),
            ("@limit", limit));

    public static Task<int> DeleteAsync(DbTransaction transaction, SessionKey key, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(DeleteEnded, cancellationToken, ("@user", key.UserId), ("@id", key.Id));

    public static Task<int> DeleteAllAsync(DbTransaction transaction, string userId, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(DeleteOfUser, cancellationToken, ("@user", userId));

    private static Session Map(DbDataReader row) => new()
    {
        UserId = row.GetString(0),
        Id = row.GetString(1),
        CreatedAt = Time(row.GetInt64(2)),
        LastActivity = Time(row.GetInt64(3)),
        EndedAt = row.IsDBNull(4) ? null : Time(row.GetInt64(4)),
        End = row.IsDBNull(5) ? null : MemoryWords.Parse<SessionEnd>(row.GetString(5), "why"),
        Metadata = row.IsDBNull(6) ? null : JsonNode.Parse(row.GetString(6))?.AsObject(),
        Requests = row.GetInt64(7),
    };

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
