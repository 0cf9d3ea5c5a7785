using Memori.Ledger;
using Memori.Measuring;
using Memori.Server.Users;
using Memori.Text;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Server.Access;

/// <summary>Who asks: from <c>X-User-Id</c>, <c>X-Session-Id</c>, the query and the body, which must agree with each other and with the API key.</summary>
internal static class CallerIdentity
{
    public const string UserHeader = "X-User-Id";
    public const string SessionHeader = "X-Session-Id";
    internal const string UserField = "user_id";
    internal const string SessionField = "session_id";

    /// <summary>The user and the session, both of which must be said.</summary>
    /// <exception cref="MemoriException"><c>identity-missing</c> (401), <c>identity-conflict</c> (403) or <c>invalid-id</c> (400).</exception>
    public static Scope Scope(HttpRequest request, string? bodyUser, string? bodySession, string? @namespace = null)
    {
        var user = User(request, bodyUser);
        var session = One(request, SessionHeader, SessionField, bodySession);
        return user is null || session is null
            ? throw Missing(new LocalizedText(
                "Missing user_id or session_id: send them in the request or as X-User-Id and X-Session-Id.",
                "缺少 user_id 或 session_id:请在请求中或通过 X-User-Id、X-Session-Id 提供。"))
            : Measured(Memori.Scope.Create(user, session, NullIfEmpty(@namespace)));
    }

    /// <summary>The user, who must be said, and the session when one is: without it, all the user's own sessions are meant.</summary>
    /// <exception cref="MemoriException"><c>identity-missing</c> (401), <c>identity-conflict</c> (403) or <c>invalid-id</c> (400).</exception>
    public static Scope UserScope(HttpRequest request, string? bodyUser, string? bodySession, string? @namespace = null)
    {
        var user = User(request, bodyUser);
        var session = One(request, SessionHeader, SessionField, bodySession);
        return user is null
            ? throw Missing(new LocalizedText(
                "Missing user_id: send it in the request or as X-User-Id.", "缺少 user_id:请在请求中或通过 X-User-Id 提供。"))
            : Measured(Memori.Scope.Create(user, session, NullIfEmpty(@namespace)));
    }

    /// <summary>Who asks, for a datasource's rules. The one place where a request's caller gets its roles and attributes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="scope">What <see cref="Scope"/> or <see cref="UserScope"/> said.</param>
    public static Caller Caller(HttpRequest request, Scope scope) => Of(request, scope.UserId);

    /// <summary>The same, when a user is named at all. Whose key is for some datasources only is somebody even then, if nobody that a rule names.</summary>
    /// <exception cref="MemoriException"><c>identity-conflict</c> (403).</exception>
    public static Caller? NamedCaller(HttpRequest request) => User(request, null) is { } user ? Of(request, user)
        : AccessGate.IdentityOf(request) is { DataSources: not null } ? Of(request, "")
        : null;

    /// <summary>To whom a request's calls of models are charged.</summary>
    /// <param name="request">The request.</param>
    /// <param name="scope">What <see cref="Scope"/> or <see cref="UserScope"/> said.</param>
    /// <param name="operation">What the calls are for, as in <see cref="Payer.Operation"/>.</param>
    public static Payer Payer(HttpRequest request, Scope scope, string operation) =>
        new() { UserId = scope.UserId, SessionId = scope.SessionId, KeyId = AccessGate.IdentityOf(request)?.Id, Operation = operation };

    private static Caller Of(HttpRequest request, string userId) =>
        AccessGate.IdentityOf(request) is { } identity
            ? new(userId) { Roles = identity.Roles, Attributes = identity.Attributes, DataSources = identity.DataSources }
            : new(userId);

    /// <summary>Whom a request names, or else whom its key speaks for; a user's key lets nobody speak for another.</summary>
    private static string? User(HttpRequest request, string? body)
    {
        var named = One(request, UserHeader, UserField, body);
        var user = AccessGate.IdentityOf(request) is { } identity ? identity.SpeaksFor(named) : named;
        if (user is not null)
        {
            UserPresence.Attend(request.HttpContext, user);
        }

        return user;
    }

    private static string? One(HttpRequest request, string header, string field, string? body)
    {
        var given = request.Headers[header].Concat(request.Query[field]).Append(body).Where(v => !string.IsNullOrEmpty(v)).Distinct(StringComparer.Ordinal).ToArray();
        return given.Length <= 1 ? given.FirstOrDefault() : throw new MemoriException(FaultKind.Forbidden, "identity-conflict", new LocalizedText(
            "The user or session in the headers, the query and the body differ.", "请求头、查询参数与请求体中的用户或会话不一致。"));
    }

    private static Scope Measured(Scope scope)
    {
        RequestMeasure.Current?.Attribute(scope.UserId, scope.SessionId);
        return scope;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static MemoriException Missing(LocalizedText text) => new(FaultKind.Unauthenticated, "identity-missing", text);
}
