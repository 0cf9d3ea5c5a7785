using System.Text.Json.Nodes;
using Memori.Server.Configuration;
using Memori.Storage;

namespace Memori.Server.Sessions;

/// <summary>
/// The sessions of users: begun, used, described, ended. A session expires when nobody used it for <see cref="MemoriSettings.SessionTimeoutMinutes"/>.
/// Every question goes to the database, so that a session that was ended elsewhere is refused at once; that one was used is written within
/// five seconds (or a twentieth of the time-out, if that is less), which is all that a crash can take from its time. Thread-safe.
/// </summary>
public sealed partial class UserSessions : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(5);

    private readonly IDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SessionActivity _activity;
    private readonly bool _autoCreate;

    /// <summary>Sessions in a database.</summary>
    /// <param name="database">Where they are.</param>
    /// <param name="settings">The time-out, and whether unknown sessions are begun.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told what could not be written.</param>
    public UserSessions(IDatabase database, MemoriSettings settings, TimeProvider time, ILogger<UserSessions> logger)
    {
        _database = database;
        _time = time;
        _logger = logger;
        _autoCreate = settings.SessionAutoCreate;
        Timeout = TimeSpan.FromMinutes(settings.SessionTimeoutMinutes);
        var share = Timeout / 20;
        _activity = new SessionActivity(database, time, share < LongestLag ? share : LongestLag, logger);
    }

    /// <summary>After how long without a request a session expires.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>How many sessions are held in memory: those in use, and those whose last use was not written yet.</summary>
    internal int Held => _activity.Count;

    private DateTimeOffset Cutoff => _time.GetUtcNow() - Timeout;

    /// <summary>Begins a session.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="id">The client's id; null for a new one.</param>
    /// <param name="metadata">What to keep with it: at most 16 KiB of JSON. Default nothing.</param>
    /// <param name="cancellationToken">Cancels before the write begins.</param>
    /// <returns>The session, and whether it is new: one that goes on already is given back as it is.</returns>
    /// <exception cref="MemoriException"><c>invalid-id</c>, <c>invalid-metadata</c>, <c>session-id-taken</c> when a session with this id is over and not cleaned up yet.</exception>
    public async Task<(Session Session, bool IsNew)> CreateAsync(string userId, string? id = null, JsonObject? metadata = null, CancellationToken cancellationToken = default)
    {
        var scope = Scope.Create(userId, id ?? Guid.CreateVersion7(_time.GetUtcNow()).ToString());
        var key = new SessionKey(scope.UserId, scope.SessionId!);
        var text = SessionMetadata.Text(metadata);
        var isNew = await AddAsync(key, text, cancellationToken);
        var session = await FindAsync(key, cancellationToken) ?? throw SessionFaults.NotFound();
        return session.End is null ? (session, isNew) : throw SessionFaults.Taken();
    }

    /// <summary>A session, or null when the user has none with this id.</summary>
    public Task<Session?> FindAsync(string userId, string id, CancellationToken cancellationToken = default) =>
        FindAsync(new SessionKey(userId, id), cancellationToken);

    /// <summary>Sessions, those that began last first.</summary>
    public async Task<IReadOnlyList<Session>> ListAsync(SessionQuery query, CancellationToken cancellationToken = default)
    {
        await TryFlushAsync(cancellationToken);
        var found = await _database.ReadAsync((connection, token) => SessionTable.ListAsync(connection, query, Cutoff, token), cancellationToken);
        return [.. found.Select(AsItStands)];
    }

    /// <summary>Lets a request use a session, which slides its time-out; one that is not known is begun when the settings say so.</summary>
    /// <param name="scope">The user and the session.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>To be disposed when the request is over: until then the session does not expire.</returns>
    /// <exception cref="MemoriException"><c>session-expired</c>, <c>session-ended</c>, <c>session-unknown</c> (401).</exception>
    public async Task<SessionUse> UseAsync(Scope scope, CancellationToken cancellationToken = default)
    {
        var key = new SessionKey(scope.UserId, scope.SessionId ?? throw SessionFaults.Unknown());
        if (await FindAsync(key, cancellationToken) is { } session)
        {
            RequireGoingOn(session);
        }
        else if (_autoCreate)
        {
            await TryAsync(() => AddAsync(key, null, cancellationToken));
        }
        else
        {
            throw SessionFaults.Unknown();
        }

        return _activity.Begin(key);
    }

    /// <summary>Whether a session may be used; if so, that is a use of it.</summary>
    /// <returns>The session as it now stands, or null when the user has none with this id. Never begins one.</returns>
    public async Task<Session?> ValidateAsync(string userId, string id, CancellationToken cancellationToken = default)
    {
        var key = new SessionKey(userId, id);
        var session = await FindAsync(key, cancellationToken);
        if (session is not { End: null })
        {
            return session;
        }

        using (_activity.Begin(key))
        {
            return session with { LastActivity = _time.GetUtcNow() };
        }
    }

    /// <summary>Changes what is kept with a session.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="metadata">What to put over what is there, as RFC 7396 has it (null takes a name away), or in its place.</param>
    /// <param name="replace">Whether it takes the place of all that is there.</param>
    /// <param name="cancellationToken">Cancels before the write begins.</param>
    /// <returns>The session, or null when the user has none with this id.</returns>
    /// <exception cref="MemoriException"><c>invalid-metadata</c>; <c>session-expired</c>, <c>session-ended</c>.</exception>
    public async Task<Session?> DescribeAsync(string userId, string id, JsonObject metadata, bool replace = false, CancellationToken cancellationToken = default)
    {
        _ = SessionMetadata.Text(metadata);
        var key = new SessionKey(userId, id);
        if (await FindAsync(key, cancellationToken) is not { } session)
        {
            return null;
        }

        RequireGoingOn(session);
        return await _database.WriteAsync(
            async (transaction, token) =>
            {
                if (await SessionTable.FindAsync(transaction.Connection!, key, token) is not { } known)
                {
                    return null;
                }

                var changed = replace ? metadata.DeepClone().AsObject() : SessionMetadata.Merge(known.Metadata, metadata);
                await SessionTable.DescribeAsync(transaction, key, SessionMetadata.Text(changed), token);
                return AsItStands(known with { Metadata = changed });
            },
            cancellationToken);
    }

    /// <summary>Ends a session: from now on nobody can use it. One that is over stays as it is.</summary>
    /// <returns>The session, or null when the user has none with this id.</returns>
    public async Task<Session?> EndAsync(string userId, string id, CancellationToken cancellationToken = default)
    {
        var key = new SessionKey(userId, id);
        if (await FindAsync(key, cancellationToken) is { End: null })
        {
            await _database.WriteAsync((transaction, token) => SessionTable.EndAsync(transaction, key, _time.GetUtcNow(), token), cancellationToken);
        }

        return await FindAsync(key, cancellationToken);
    }

    /// <summary>Writes what was used in the last seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        await _activity.DisposeAsync();
    }

    /// <summary>What was used in the last seconds is lost.</summary>
    public void Dispose() => _activity.Dispose();

    private async Task<Session?> FindAsync(SessionKey key, CancellationToken cancellationToken) =>
        await _database.ReadAsync((connection, token) => SessionTable.FindAsync(connection, key, token), cancellationToken) is { } found ? AsItStands(found) : null;

    private Task<bool> AddAsync(SessionKey key, string? metadata, CancellationToken cancellationToken) =>
        _database.WriteAsync((transaction, token) => SessionTable.AddAsync(transaction, key, metadata, _time.GetUtcNow(), token), cancellationToken);

    /// <summary>With what is known here alone: when it was used last, and that it is over when that is too long ago.</summary>
    private Session AsItStands(Session kept)
    {
        if (kept.End is not null)
        {
            return kept;
        }

        var last = _activity.LastOf(new SessionKey(kept.UserId, kept.Id)) is { } later && later > kept.LastActivity ? later : kept.LastActivity;
        return last < Cutoff ? kept with { LastActivity = last, EndedAt = last + Timeout, End = SessionEnd.Expired } : kept with { LastActivity = last };
    }

    private void RequireGoingOn(Session session)
    {
        if (session.End is { } end)
        {
            throw SessionFaults.Over(end, Timeout);
        }
    }

    /// <summary>A disk that is full stops no request that only reads: what is not written is written by a later one.</summary>
    private async Task TryAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (MemoriException exception) when (exception.Kind == FaultKind.Full)
        {
            LogUnwritten(exception);
        }
    }

    private Task TryFlushAsync(CancellationToken cancellationToken) => TryAsync(() => _activity.FlushAsync(cancellationToken));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A session could not be written; the request goes on.")]
    private partial void LogUnwritten(Exception exception);
}
