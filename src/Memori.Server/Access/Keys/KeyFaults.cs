using Memori.Text;

namespace Memori.Server.Access.Keys;

/// <summary>What can be wrong with a key, in words for people.</summary>
public static class KeyFaults
{
    internal const string MissingCode = "api-key-missing";

    /// <summary>There is no such key.</summary>
    public static MemoriException NotFound() => new(FaultKind.NotFound, "key-not-found", new LocalizedText(
        "There is no key in use of that id or beginning.", "没有该编号或前缀的有效密钥。"));

    internal static MemoriException Invalid(LocalizedText text) => new(FaultKind.BadRequest, "invalid-key", text);

    internal static MemoriException Unknown() => new(FaultKind.Unauthenticated, "invalid-api-key", new LocalizedText(
        "This API key is not known, or it expired, was replaced or revoked.", "API 密钥无效、已过期、已更换或已被吊销。"));

    internal static MemoriException Missing() => new(FaultKind.Unauthenticated, MissingCode, new LocalizedText(
        $"This service needs an API key or token: send it as Authorization: Bearer, x-api-key or {AccessGate.Header}. Keys are made with: memori keys create.",
        $"此服务需要 API 密钥或令牌:请通过 Authorization: Bearer、x-api-key 或 {AccessGate.Header} 发送。可用 memori keys create 创建密钥。"));

    internal static MemoriException NotOurs() => new(FaultKind.Unauthenticated, MissingCode, new LocalizedText(
        $"What was sent as the API key is not a key of Memori: those begin with mk-. Send one as Authorization: Bearer, x-api-key or {AccessGate.Header}. Keys are made with: memori keys create.",
        $"发送的 API 密钥不是 Memori 的密钥(以 mk- 开头)。请通过 Authorization: Bearer、x-api-key 或 {AccessGate.Header} 发送。可用 memori keys create 创建密钥。"));

    internal static MemoriException NotAdministrator() => new(FaultKind.Forbidden, "not-administrator", new LocalizedText(
        "This needs a key or token of role admin.", "此操作需要角色为 admin 的密钥或令牌。"));

    internal static MemoriException AnotherUser() => new(FaultKind.Forbidden, "identity-conflict", new LocalizedText(
        "Your API key or token speaks for another user.", "您的 API 密钥或令牌属于另一个用户。"));
}
