using Memori.Server.Access;
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
    /// <summary>The user's memories: of the session, or of all sessions when none is named.</summary>
    public Scope Scope() => CallerIdentity.UserScope(Request, UserId, SessionId, Namespace);

    /// <summary>The memories of one session, which must be named.</summary>
    public Scope SessionScope() => CallerIdentity.Scope(Request, UserId, SessionId, Namespace);
}
