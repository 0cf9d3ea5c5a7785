using System.Text.Json.Nodes;
using Memori.Server.Audit;
using Memori.Storage;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Server.Users;

/// <summary>
/// Forgets a person: all that any part of the service keeps of the person, in one unit of work. What is under way for the person in this process is waited for,
/// so that nothing comes back afterwards. Thread-safe.
/// </summary>
public sealed partial class UserForgetting : IDisposable
{
    // A stream may go on for long; it is the exception.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<IUserData> _parts;
    private readonly IDatabase _database;
    private readonly IMemoryStore _store;
    private readonly AuditTrail _audit;
    private readonly AuditQueue _queue;
    private readonly AccessRefusals _refusals;
    private readonly UserPresence _presence;
    private readonly AccessPolicies _policies;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _one = new(1);

    internal UserForgetting(
        IEnumerable<IUserData> parts, IDatabase database, IMemoryStore store, AuditTrail audit, AuditQueue queue, AccessRefusals refusals, UserPresence presence, AccessPolicies policies, TimeProvider time, ILogger<UserForgetting> logger)
    {
        _parts = [.. parts];
        _database = database;
        _store = store;
        _audit = audit;
        _queue = queue;
        _refusals = refusals;
        _presence = presence;
        _policies = policies;
        _time = time;
        _logger = logger;
    }

    /// <summary>Forgets a person. Again finds nothing, which is no failure.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="requestId">The request, or null.</param>
    /// <param name="cancellationToken">Cancels before it is committed.</param>
    /// <exception cref="MemoriException"><c>invalid-id</c>; the store can't be written: then everything is as before.</exception>
    public async Task<ForgottenUser> ForgetAsync(string userId, AuditActor actor, string? requestId = null, CancellationToken cancellationToken = default)
    {
        Identifiers.Require(userId, "user_id");
        await _one.WaitAsync(cancellationToken);
        try
        {
            using var closed = await _presence.CloseAsync(userId, Patience, cancellationToken);

            // What still waits to be written of the person.
            _refusals.Close();
            await _queue.FlushAsync();
            var parts = await _database.WriteAsync((_, token) => ForgetPartsAsync(userId, actor, requestId, token), cancellationToken);
            foreach (var part in _parts)
            {
                part.AfterForgetting();
            }

            var scrubbed = parts.Values.Any(count => count > 0) && await ScrubAsync();
            return new ForgottenUser(parts, await _policies.NamingAsync(userId, CancellationToken.None), scrubbed);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<IReadOnlyDictionary<string, int>> ForgetPartsAsync(string userId, AuditActor actor, string? requestId, CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var part in _parts)
        {
            counts[part.Name] = await part.ForgetAsync(userId, cancellationToken);
        }

        var (entries, actors) = await _audit.ForgetAsync(userId, cancellationToken);
        counts["audit"] = entries + actors;
        await _audit.AppendAsync(
            new NewAuditEntry
            {
                Kind = AuditTrail.ForgetKind,
                Outcome = AuditOutcome.Ok,

                // Whoever has oneself forgotten is not named for it.
                Actor = actor.UserId == userId ? new AuditActor("user") : actor,
                RequestId = actor.UserId == userId ? null : requestId,
                Facts = new JsonObject
                {
                    ["person"] = $"forgotten-{Guid.CreateVersion7(_time.GetUtcNow()):N}",
                    ["entries"] = entries,
                    ["actors"] = actors,
                    ["deleted"] = new JsonObject(counts.Select(static count => KeyValuePair.Create(count.Key, (JsonNode?)JsonValue.Create(count.Value)))),
                },
            },
            cancellationToken);
        return counts;
    }

    /// <summary>It is deleted whether or not this succeeds: a failure is the operator's to know.</summary>
    private async Task<bool> ScrubAsync()
    {
        try
        {
            var isDone = await _store.ScrubAsync(CancellationToken.None);
            if (!isDone)
            {
                LogNotYetScrubbed();
            }

            return isDone;
        }
        catch (Exception failure)
        {
            LogNotScrubbed(failure);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A user was forgotten, but others were in the way of rewriting the store's files: traces are left in them until the next daily rewriting.")]
    private partial void LogNotYetScrubbed();

    [LoggerMessage(Level = LogLevel.Error, Message = "A user was forgotten, but the store's files could not be rewritten: traces may be left in them until they are.")]
    private partial void LogNotScrubbed(Exception failure);
}
