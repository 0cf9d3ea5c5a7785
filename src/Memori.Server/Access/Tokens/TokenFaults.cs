using Memori.Text;

namespace Memori.Server.Access.Tokens;

/// <summary>What can be wrong with a token, in words for people. They don't say which check failed: that is for whoever issues tokens, in the log.</summary>
internal static class TokenFaults
{
    public static MemoriException Invalid() => new(FaultKind.Unauthenticated, "invalid-token", new LocalizedText(
        "This token is not one that lets you in here: it must be signed by the issuer that the service trusts, for this service, and name its user.",
        "此令牌无效:必须由服务信任的签发方签名、面向本服务,并指明用户。"));

    public static MemoriException Expired() => new(FaultKind.Unauthenticated, "token-expired", new LocalizedText(
        "This token is not valid at this time: it expired, or it begins later. Get a new one.", "此令牌当前不在有效期内,请重新获取。"));

    public static MemoriException IssuerUnavailable(Exception? cause) => new(
        FaultKind.Unavailable,
        "issuer-unavailable",
        new LocalizedText(
            "Tokens can't be checked: the keys of the issuer can't be read right now. Try again soon.", "暂时无法读取签发方的公钥,因此无法校验令牌,请稍后再试。"),
        cause);
}
