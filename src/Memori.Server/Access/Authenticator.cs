using Memori.Server.Access.Keys;
using Memori.Server.Access.Tokens;
using Memori.Text;

namespace Memori.Server.Access;

/// <summary>Finds out who sends a request, from the one credential that it brings: an API key, the administrator's key of the settings, or a token. Thread-safe.</summary>
internal sealed class Authenticator(ApiKeys keys, AdminKey adminKey, TokenVerifier? tokens)
{
    private const string AnthropicHeader = "x-api-key";
    private const string BearerHeader = "Authorization";

    /// <summary>Whether nobody is let in without a credential.</summary>
    public async ValueTask<bool> IsClosedAsync(CancellationToken cancellationToken) =>
        adminKey.IsConfigured || tokens is not null || await keys.AreConfiguredAsync(cancellationToken);

    /// <summary>Who is let in, in one sentence for whoever starts the service.</summary>
    public async Task<LocalizedText> DescribeAsync(CancellationToken cancellationToken)
    {
        if (!await IsClosedAsync(cancellationToken))
        {
            return new LocalizedText(
                "Nobody needs a key yet, so only this machine is served (memori keys create makes the first).",
                "目前无需密钥,因此仅服务本机(memori keys create 可创建第一个密钥)。");
        }

        List<LocalizedText> ways = [];
        if (await keys.AreConfiguredAsync(cancellationToken))
        {
            ways.Add(new LocalizedText("an API key (memori keys)", "API 密钥(memori keys)"));
        }

        if (adminKey.IsConfigured)
        {
            ways.Add(new LocalizedText("the key of MEMORI_ADMIN_KEY", "MEMORI_ADMIN_KEY 中的密钥"));
        }

        if (tokens is not null)
        {
            ways.Add(new LocalizedText($"a token of {tokens.Issuer}", $"{tokens.Issuer} 签发的令牌"));
        }

        return new LocalizedText(
            $"Callers need {string.Join(" or ", ways.Select(way => way.English))}.", $"调用者需要 {string.Join(" 或 ", ways.Select(way => way.Chinese))}。");
    }

    /// <summary>
    /// Who sends a request; null when it brings no credential of ours. What was a credential of ours is gone from the request afterwards: nobody reads it,
    /// logs it or passes it on.
    /// </summary>
    /// <exception cref="MemoriException"><c>invalid-api-key</c>, <c>invalid-token</c>, <c>token-expired</c> (401); <c>issuer-unavailable</c> (503).</exception>
    public async ValueTask<Identity?> IdentifyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (Take(request) is not { } credential)
        {
            return null;
        }

        if (adminKey.Is(credential))
        {
            return AdminKey.Identity;
        }

        return tokens is not null && TokenVerifier.IsToken(credential)
            ? await tokens.VerifyAsync(credential, cancellationToken)
            : Identity.Of(await keys.FindAsync(credential, cancellationToken) ?? throw KeyFaults.Unknown());
    }

    /// <summary>Whether something was sent where a key belongs that is, by its form, none of ours.</summary>
    public static bool CameWithAnother(HttpRequest request) => request.Headers.ContainsKey(AnthropicHeader) || request.Headers.Authorization.Count > 0;

    private string? Take(HttpRequest request)
    {
        var headers = request.Headers;
        var ours = headers[AccessGate.Header].ToString() is { Length: > 0 } own ? own : null;
        headers.Remove(AccessGate.Header);
        if (KeySecret.OfBearer(headers.Authorization.ToString()) is { } bearer && IsOurs(bearer))
        {
            ours ??= bearer;
            headers.Remove(BearerHeader);
        }

        if (headers[AnthropicHeader].ToString() is { Length: > 0 } key && IsOurs(key))
        {
            ours ??= key;
            headers.Remove(AnthropicHeader);
        }

        return ours;
    }

    private bool IsOurs(string credential) => KeySecret.IsOurs(credential) || (tokens is not null && TokenVerifier.IsToken(credential)) || adminKey.Is(credential);
}
