using System.Data.Common;
using Memori.Storage;

namespace Memori.Server.Users;

/// <summary>The people whom the service knows by their sessions, with what is kept of each in figures. Thread-safe; shared by processes.</summary>
internal sealed class UserDirectory(IDatabase database)
{
    // What was seen of memories last is at hand; counting them anew would go through all of them.
    private const string Select = """
        SELECT known.user_id, known.sessions, known.last_activity,
            (SELECT COUNT(*) FROM kept_answer WHERE kept_answer.user_id = known.user_id),
            (SELECT total_memories FROM memory_metric WHERE memory_metric.user_id = known.user_id ORDER BY at DESC LIMIT 1),
            (SELECT memory_tokens FROM memory_metric WHERE memory_metric.user_id = known.user_id ORDER BY at DESC LIMIT 1)
        FROM (SELECT user_id, COUNT(*) AS sessions, MAX(last_activity) AS last_activity FROM user_session GROUP BY user_id) AS known
        ORDER BY known.last_activity DESC, known.user_id LIMIT @limit OFFSET @offset
        """;

    private const string Sum = "SELECT COUNT(*) FROM (SELECT DISTINCT user_id FROM user_session) AS known";

    /// <summary>People, those who were active last first, and how many there are.</summary>
    public Task<(IReadOnlyList<KnownUser> Users, int Total)> ListAsync(int offset, int limit, CancellationToken cancellationToken) => database.ReadAsync(
        async (connection, token) => (
            await connection.QueryAsync(Select, UserAt, token, ("@limit", limit), ("@offset", offset)),
            (int)(await connection.QueryAsync(Sum, static row => row.GetInt64(0), token))[0]),
        cancellationToken);

    private static KnownUser UserAt(DbDataReader row) => new(
        row.GetString(0),
        (int)row.GetInt64(1),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
        (int)row.GetInt64(3),
        row.IsDBNull(4) ? null : (int)Convert.ToInt64(row.GetValue(4), System.Globalization.CultureInfo.InvariantCulture),
        row.IsDBNull(5) ? null : Convert.ToInt64(row.GetValue(5), System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>A person in figures.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Sessions">How many sessions are kept.</param>
/// <param name="LastActivity">When one of them was last used.</param>
/// <param name="Answers">How many answers are kept.</param>
/// <param name="Memories">How many active memories the person's last session saw when it was looked at; null when it was not.</param>
/// <param name="MemoryTokens">Their estimated tokens.</param>
public sealed record KnownUser(string UserId, int Sessions, DateTimeOffset LastActivity, int Answers, int? Memories, long? MemoryTokens);

/// <summary>People, those who were active last first.</summary>
/// <param name="Users">The people of this page.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Offset">How many were passed over.</param>
/// <param name="Limit">How many at most.</param>
public sealed record UserListDocument(IReadOnlyList<KnownUser> Users, int Total, int Offset, int Limit);
