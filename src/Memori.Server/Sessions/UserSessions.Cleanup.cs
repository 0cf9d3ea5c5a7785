namespace Memori.Server.Sessions;

public sealed partial class UserSessions
{
    private const int EndedAtOnce = 500;

    /// <summary>Notes of all sessions that were idle for too long that they are over, some at a time.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> ExpireIdleAsync(CancellationToken cancellationToken)
    {
        // What is in use here is not idle, though the database may not know yet.
        await _activity.FlushAsync(cancellationToken);
        var expired = 0;
        int some;
        do
        {
            some = await _database.WriteAsync((transaction, token) => SessionTable.ExpireAsync(transaction, Cutoff, Timeout, EndedAtOnce, token), cancellationToken);
            expired += some;
        }
        while (some == EndedAtOnce);
        return expired;
    }

    /// <summary>Sessions that are over since before then, in the order of their ends, those after <paramref name="after"/> (null: from the first).</summary>
    internal Task<IReadOnlyList<Session>> EndedAsync(DateTimeOffset before, Session? after, int limit, CancellationToken cancellationToken) =>
        _database.ReadAsync((connection, token) => SessionTable.EndedAsync(connection, before, after, limit, token), cancellationToken);

    /// <summary>Deletes a session that is over; its id can be used again.</summary>
    internal Task<int> DeleteAsync(Session session, CancellationToken cancellationToken) =>
        _database.WriteAsync((transaction, token) => SessionTable.DeleteAsync(transaction, new SessionKey(session.UserId, session.Id), token), cancellationToken);

    /// <summary>Deletes all sessions of a user.</summary>
    /// <returns>How many.</returns>
    internal Task<int> ForgetAsync(string userId, CancellationToken cancellationToken)
    {
        _activity.Forget(userId);
        return _database.WriteAsync((transaction, token) => SessionTable.DeleteAllAsync(transaction, userId, token), cancellationToken);
    }
}
