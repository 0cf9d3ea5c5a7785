using System.Text.Json;
using Memori.Server.Access.Network;

namespace Memori.Server.Access.Tokens;

/// <summary>Reads an issuer's keys from where its discovery document (OpenID Connect Discovery 1.0) says they are. Thread-safe.</summary>
internal sealed class IssuerDocuments(Uri authority)
{
    private const int MostBytes = 1 << 20;

    // A redirect would let somebody between choose the keys.
    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = MostBytes,
    };

    /// <summary>The issuer's keys, as the JWKS that it publishes.</summary>
    /// <exception cref="HttpRequestException">It did not answer as it should.</exception>
    public async Task<string> ReadKeysAsync()
    {
        using var discovery = JsonDocument.Parse(await Client.GetStringAsync(new Uri($"{Issuer.Plain(authority)}/.well-known/openid-configuration")));
        var issuer = Text(discovery, "issuer");
        if (issuer is null || Issuer.Plain(issuer) != Issuer.Plain(authority))
        {
            throw new HttpRequestException($"The discovery document is that of another issuer: {issuer}");
        }

        return Uri.TryCreate(Text(discovery, "jwks_uri"), UriKind.Absolute, out var keys) && Issuer.IsTrustworthy(keys)
            ? await Client.GetStringAsync(keys)
            : throw new HttpRequestException("The discovery document names no https address of keys.");
    }

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>The names of issuers.</summary>
internal static class Issuer
{
    /// <summary>The name of an issuer without the slash at its end, which some have in one place and not in another.</summary>
    public static string Plain(Uri authority) => Plain(authority.OriginalString);

    /// <inheritdoc cref="Plain(Uri)"/>
    public static string Plain(string issuer) => issuer.EndsWith('/') ? issuer[..^1] : issuer;

    /// <summary>Whether what comes from an address can't be changed on its way.</summary>
    public static bool IsTrustworthy(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && LoopbackNames.Contains(address.Host));
}
