using Memori;
using Memori.Claude.Chat.Caching;
using Memori.Server.Access;
using Memori.Server.Access.Keys;
using Memori.Server.Memories;
using Memori.Server.Sessions;
using Memori.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of sessions. They need none themselves.</summary>
public static class SessionEndpoints
{
    private const string Route = "/api/sessions";

    /// <summary>Maps <c>/api/sessions</c>, <c>/api/sessions/{id}</c>, its <c>validate</c> and its <c>transcript</c>.</summary>
    public static IEndpointRouteBuilder MapSessions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Route).WithTags("Sessions").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        group.MapPost("", CreateAsync).WithName("create_session").WithSummary("Begin a session; one that goes on already is given back as it is");
        group.MapGet("", ListAsync).WithName("list_sessions").WithSummary("The user's sessions, those that began last first; with all, everybody's, for an administrator");
        group.MapGet("/{id}", GetAsync).WithName("get_session").WithSummary("One session").ProducesProblem(404);
        group.MapPatch("/{id}", ChangeAsync).WithName("change_session").WithSummary("Change what is kept with a session").ProducesProblem(404);
        group.MapPost("/{id}/validate", ValidateAsync).WithName("validate_session").WithSummary("Whether a session may be used; if so, that is a use of it");
        group.MapDelete("/{id}", EndAsync).WithName("end_session").WithSummary("End a session; with memories=delete, its own memories are deleted too").ProducesProblem(404);
        group.MapGet("/{id}/transcript", TranscriptAsync).WithName("get_session_transcript").WithSummary("What was said in a session, as far as it is remembered").ProducesProblem(404);
        return routes;
    }

    private static async Task<Results<Created<SessionDocument>, Ok<SessionDocument>>> CreateAsync(
        CreateSessionRequest? body, HttpRequest request, UserSessions sessions, CancellationToken cancellationToken)
    {
        var scope = CallerIdentity.UserScope(request, body?.UserId, body?.SessionId);
        var (session, isNew) = await sessions.CreateAsync(scope.UserId, scope.SessionId, body?.Metadata, cancellationToken);
        var document = SessionDocument.From(session, sessions.Timeout);
        return isNew ? TypedResults.Created($"{Route}/{Uri.EscapeDataString(session.Id)}", document) : TypedResults.Ok(document);
    }

    private static async Task<SessionListDocument> ListAsync(
        HttpRequest request,
        UserSessions sessions,
        CancellationToken cancellationToken,
        [FromQuery(Name = "active")] bool? active = null,
        [FromQuery(Name = "all")] bool all = false,
        [FromQuery(Name = "limit")] int limit = 100,
        [FromQuery(Name = "offset")] int offset = 0)
    {
        MemoryFaults.RequirePage(limit, offset);
        var user = all ? null : UserOf(request);
        if (all)
        {
            RequireOperator(request);
        }

        var found = await sessions.ListAsync(new SessionQuery { UserId = user, Active = active, Limit = limit, Offset = offset }, cancellationToken);
        return new SessionListDocument([.. found.Select(session => SessionDocument.From(session, sessions.Timeout))], offset, limit);
    }

    private static async Task<SessionDocument> GetAsync(string id, HttpRequest request, UserSessions sessions, CancellationToken cancellationToken) =>
        Shown(await sessions.FindAsync(UserOf(request), PathId.Of(id, request), cancellationToken), sessions);

    private static async Task<SessionDocument> ChangeAsync(
        string id, ChangeSessionRequest body, HttpRequest request, UserSessions sessions, CancellationToken cancellationToken) =>
        Shown(await sessions.DescribeAsync(UserOf(request, body.UserId), PathId.Of(id, request), body.Metadata, body.Replace, cancellationToken), sessions);

    private static async Task<SessionValidityDocument> ValidateAsync(string id, HttpRequest request, UserSessions sessions, CancellationToken cancellationToken) =>
        await sessions.ValidateAsync(UserOf(request), PathId.Of(id, request, segments: 2), cancellationToken) switch
        {
            null => new SessionValidityDocument(false, "unknown", null),
            { End: { } end } => new SessionValidityDocument(false, MemoryWords.Of(end), null),
            var session => new SessionValidityDocument(true, null, session.LastActivity + sessions.Timeout),
        };

    private static async Task<SessionEndDocument> EndAsync(
        string id,
        HttpRequest request,
        UserSessions sessions,
        MemoryEngine memory,
        ResponseCache answers,
        CancellationToken cancellationToken,
        [FromQuery(Name = "memories")] string memories = "keep")
    {
        if (memories is not ("keep" or "delete"))
        {
            throw new MemoriException(FaultKind.BadRequest, "invalid-memories", new LocalizedText("memories must be keep or delete.", "memories 必须是 keep 或 delete。"));
        }

        var scope = Memori.Scope.Create(UserOf(request), PathId.Of(id, request));
        var ended = Shown(await sessions.EndAsync(scope.UserId, scope.SessionId!, cancellationToken), sessions);
        if (memories == "keep")
        {
            return new SessionEndDocument(ended, 0);
        }

        var deleted = await memory.ClearAsync(scope, cancellationToken);
        answers.Forget(scope.UserId);
        return new SessionEndDocument(ended, deleted);
    }

    private static async Task<TranscriptDocument> TranscriptAsync(
        string id,
        HttpRequest request,
        UserSessions sessions,
        SessionTranscripts transcripts,
        CancellationToken cancellationToken,
        [FromQuery(Name = "limit")] int limit = 100,
        [FromQuery(Name = "offset")] int offset = 0)
    {
        MemoryFaults.RequirePage(limit, offset);
        return await TranscriptDocument.ReadAsync(sessions, transcripts, UserOf(request), PathId.Of(id, request, segments: 2), offset, limit, cancellationToken);
    }

    // Which session is meant says the path alone: a client that sends its current one in a header may ask for another of the same user.
    private static string UserOf(HttpRequest request, string? bodyUser = null) => CallerIdentity.UserScope(request, bodyUser, null).UserId;

    // As long as there are no keys, a request that names a user speaks for that user, not for the operator.
    private static void RequireOperator(HttpRequest request)
    {
        AccessGate.RequireAdministrator(request);
        if (AccessGate.IdentityOf(request) is null && CallerIdentity.NamedCaller(request) is not null)
        {
            throw KeyFaults.NotAdministrator();
        }
    }

    private static SessionDocument Shown(Memori.Server.Sessions.Session? session, UserSessions sessions) =>
        SessionDocument.From(session ?? throw SessionFaults.NotFound(), sessions.Timeout);
}
