using Memori.Text;

namespace Memori.Server.Access;

/// <summary>Who asks: from <c>X-User-Id</c>, <c>X-Session-Id</c> and the body, which must agree.</summary>
internal static class CallerIdentity
{
    public const string UserHeader = "X-User-Id";
    public const string SessionHeader = "X-Session-Id";

    /// <exception cref="MemoriException"><c>identity-missing</c> (401), <c>identity-conflict</c> (403) or <c>invalid-id</c> (400).</exception>
    public static Scope Scope(HttpRequest request, string? bodyUser, string? bodySession)
    {
        var user = One(request.Headers[UserHeader], bodyUser);
        var session = One(request.Headers[SessionHeader], bodySession);
        return user is null || session is null
            ? throw new MemoriException(FaultKind.Unauthenticated, "identity-missing", new LocalizedText(
                "Missing user_id or session_id: send them in the body or as X-User-Id and X-Session-Id.",
                "缺少 user_id 或 session_id:请在请求体中或通过 X-User-Id、X-Session-Id 提供。"))
            : Memori.Scope.Create(user, session);
    }

    private static string? One(Microsoft.Extensions.Primitives.StringValues header, string? body)
    {
        var given = header.Where(h => !string.IsNullOrEmpty(h)).Append(body).Where(v => !string.IsNullOrEmpty(v)).Distinct(StringComparer.Ordinal).ToArray();
        return given.Length <= 1 ? given.FirstOrDefault() : throw new MemoriException(FaultKind.Forbidden, "identity-conflict", new LocalizedText(
            "The user or session in the headers and in the body differ.", "请求头与请求体中的用户或会话不一致。"));
    }
}
