using Memori.Server.Access;
using Memori.Server.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace Memori.Server.Memories;

/// <summary>Whose memories, when there is no body to say it.</summary>
/// <param name="Request">The request.</param>
/// <param name="UserId">The user; must agree with <c>X-User-Id</c> when both are given.</param>
/// <param name="SessionId">The session; must agree with <c>X-Session-Id</c> when both are given.</param>
/// <param name="Namespace">Only this partition. Default all.</param>
internal readonly record struct MemoryCaller(
    HttpRequest Request,
    [property: FromQuery(Name = "user_id")] string? UserId,
    [property: FromQuery(Name = "session_id")] string? SessionId,
    [property: FromQuery(Name = "namespace")] string? Namespace)
{
    /// <summary>The user's memories: of the session, which is used by that, or of all sessions when none is named.</summary>
    public Task<Scope> ScopeAsync() => CallerIdentity.UserScope(Request, UserId, SessionId, Namespace).InSessionAsync(Request);

    /// <summary>The memories of one session, which must be named and is used by that.</summary>
    public Task<Scope> SessionScopeAsync() => CallerIdentity.Scope(Request, UserId, SessionId, Namespace).InSessionAsync(Request);
}
