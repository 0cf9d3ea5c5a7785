using System.Text.Json.Nodes;
using Memori.Server.Access;
using Memori.Server.Access.Keys;
using Memori.Server.DataSources;
using Memori.Server.Memories;
using Memori.Server.Users;
using Memori.Text2Sql.Execution;

namespace Memori.Server.Audit;

/// <summary>
/// Audits what <see cref="AuditedOperations"/> names. The entry is durable before the answer goes out; when it can't be kept, there is no answer.
/// Two exceptions: the entries of calls of models follow, and those of questions are held in memory while the disk is full.
/// </summary>
internal sealed class AuditFilter(AuditTrail audit, AuditQueue queue) : IEndpointFilter
{
    private static readonly object Marker = new();

    /// <summary>Whether a request has its entry already.</summary>
    public static bool HasAudited(HttpContext context) => context.Items.ContainsKey(Marker);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (AuditedOperations.KindOf(context.HttpContext) is not { } kind)
        {
            return await next(context);
        }

        using var log = StatementLog.Begin();
        using var key = AuditedKey.Begin();
        object? result;
        try
        {
            result = await next(context);
        }
        catch (Exception failure)
        {
            var (outcome, code) = AuditFaults.OutcomeOf(failure);
            await KeepAsync(EntryOf(context, kind, log, null) with { Outcome = outcome, Code = code });
            throw;
        }

        var entry = key.AddTo(EntryOf(context, kind, log, result));
        try
        {
            await KeepAsync(entry);
        }
        catch when (Inner(result) is IAsyncDisposable rows)
        {
            // An answer that does not go out lets go of its database.
            await rows.DisposeAsync();
            throw;
        }

        return result;

        async Task KeepAsync(NewAuditEntry kept)
        {
            context.HttpContext.Items[Marker] = Marker;
            if (AuditedOperations.IsCall(kind))
            {
                queue.Add(kept with { Asked = null, Statements = [], Details = null });
                return;
            }

            // What was done is done, whether or not the client still waits.
            try
            {
                await AuditFaults.GuardAsync(() => audit.AppendAsync(kept, CancellationToken.None));
            }
            catch (MemoriException full) when (full.Kind == FaultKind.Full && (AuditedOperations.IsQuestion(kind) || kept.Outcome != AuditOutcome.Ok) && queue.TryHold(kept))
            {
                // Reads go on while the disk is full, and what failed says why itself; the entry is written as soon as there is room.
            }
        }
    }

    private static NewAuditEntry EntryOf(EndpointFilterInvocationContext context, string kind, StatementLog log, object? result)
    {
        var http = context.HttpContext;
        var body = context.Arguments.OfType<IAuditedBody>().FirstOrDefault();
        var (user, session) = WhoseOf(http, body);
        var status = (Inner(result) as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK;
        var entry = new NewAuditEntry
        {
            Kind = kind,
            Outcome = status < StatusCodes.Status400BadRequest ? AuditOutcome.Ok : status < StatusCodes.Status500InternalServerError ? AuditOutcome.Refused : AuditOutcome.Failed,
            Actor = ActorOf(http),
            UserId = user,
            SessionId = session,
            RequestId = http.TraceIdentifier,
            DatasourceId = body?.DatasourceId ?? DatasourceOf(http, result),
            PolicyVersion = log.PolicyVersion,
            Asked = body?.Asked,
            Statements = log.Statements,
            Details = body?.Details ?? PathOf(http),
        };
        return UserPresence.IsForgotten(http) ? entry with { UserId = null, SessionId = null, RequestId = null, Asked = null, Statements = [], Details = null } : entry;
    }

    /// <summary>Who a request came from.</summary>
    public static AuditActor ActorOf(HttpContext http) => AccessGate.IdentityOf(http.Request) switch
    {
        null => AuditActor.Loopback,
        _ when UserPresence.IsForgotten(http) => AccessRefusals.Nobody,
        var identity => new AuditActor(identity.Id, identity.Label, identity.UserId),
    };

    /// <summary>The person whom the path names, else on whose behalf the request is.</summary>
    private static (string? User, string? Session) WhoseOf(HttpContext http, IAuditedBody? body)
    {
        if (RouteOf(http) is { } route && (route.Contains("/user/{", StringComparison.Ordinal) || route.Contains("/users/{", StringComparison.Ordinal)))
        {
            return (UserOf(http, route), null);
        }

        try
        {
            var scope = CallerIdentity.UserScope(http.Request, body?.UserId, body?.SessionId);
            return (scope.UserId, scope.SessionId);
        }
        catch (MemoriException)
        {
            // Nobody, or more than one: then whoever the body means. What somebody said in another's name is the speaker's, to be shown and forgotten with the rest of it.
            return AccessGate.IdentityOf(http.Request) is { Role: KeyRole.User } speaker ? (speaker.UserId, null) : (body?.UserId, body?.SessionId);
        }
    }

    private static string? UserOf(HttpContext http, string route)
    {
        try
        {
            return PathId.Of(http.GetRouteValue("id")?.ToString() ?? "", http.Request, route.TrimEnd('/').EndsWith('}') ? 1 : 2);
        }
        catch (MemoriException)
        {
            // It is nobody's.
            return null;
        }
    }

    private static int? DatasourceOf(HttpContext http, object? result) =>
        ((Inner(result) as IValueHttpResult)?.Value ?? result) is DataSourceDocument made ? made.Id
        : RouteOf(http)?.StartsWith("/api/datasources/{id", StringComparison.Ordinal) == true && http.GetRouteValue("id") is { } id && int.TryParse(id.ToString(), out var number) ? number
        : null;

    /// <summary>Which thing, where the path says it: the id of a key, a job, a session.</summary>
    private static JsonObject? PathOf(HttpContext http)
    {
        var values = http.Request.RouteValues;
        return values.Count == 0 ? null : new JsonObject(values.Select(static value => KeyValuePair.Create(value.Key, (JsonNode?)JsonValue.Create(AuditedKey.WithoutSecret(value.Value?.ToString())))));
    }

    private static string? RouteOf(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;

    private static object? Inner(object? result) => result is INestedHttpResult nested ? nested.Result : result;
}
