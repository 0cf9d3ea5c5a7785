using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Server.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Memori.Server.Tests.Access.Tokens;

/// <summary>An OpenID Connect issuer on this machine, which signs whatever it is asked to. Its tokens are made by hand, so that they can be wrong in any way.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    public const string Audience = "memori";
    private readonly WebApplication _app;
    private readonly Dictionary<string, (AsymmetricAlgorithm Key, JsonObject Public)> _keys = [];

    private TokenIssuer(WebApplication app) => _app = app;

    public string Name => _app.Urls.Single();

    /// <summary>How often its keys were asked for.</summary>
    public int Reads { get; private set; }

    /// <summary>Whether it answers at all.</summary>
    public bool IsDown { get; set; }

    public static async Task<TokenIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new TokenIssuer(builder.Build());
        issuer._app.MapGet("/.well-known/openid-configuration", () => issuer.IsDown ? Results.StatusCode(500) : Results.Text(
            new JsonObject { ["issuer"] = issuer.Name, ["jwks_uri"] = issuer.Name + "/keys" }.ToJsonString()));
        issuer._app.MapGet("/keys", () =>
        {
            issuer.Reads++;
            return Results.Text(issuer.Jwks());
        });
        issuer.AddRsa("first");
        await issuer._app.StartAsync();
        return issuer;
    }

    public MemoriSettings Trust(MemoriSettings settings) => settings with { JwtAuthority = new Uri(Name), JwtAudience = Audience };

    public string Jwks() => new JsonObject { ["keys"] = new JsonArray([.. _keys.Values.Select(key => key.Public.DeepClone())]) }.ToJsonString();

    public RSA AddRsa(string id, int bits = 2048, string use = "sig")
    {
        var key = RSA.Create(bits);
        var shown = key.ExportParameters(false);
        _keys[id] = (key, new JsonObject { ["kty"] = "RSA", ["kid"] = id, ["use"] = use, ["n"] = Base64(shown.Modulus!), ["e"] = Base64(shown.Exponent!) });
        return key;
    }

    public void AddEc(string id)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var shown = key.ExportParameters(false);
        _keys[id] = (key, new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["kid"] = id, ["x"] = Base64(shown.Q.X!), ["y"] = Base64(shown.Q.Y!) });
    }

    public void Remove(string id) => _keys.Remove(id);

    /// <summary>The claims of a token that is good for an hour.</summary>
    public JsonObject Claims(string user = "alice") => new()
    {
        ["iss"] = Name,
        ["aud"] = Audience,
        ["sub"] = user,
        ["exp"] = Seconds(3600),
        ["nbf"] = Seconds(0),
    };

    /// <summary>A moment so many seconds after the beginning of <see cref="MovableTime"/>.</summary>
    public static long Seconds(int after) => new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() + after;

    public string Token(JsonObject? claims = null, string key = "first", string algorithm = "RS256", Action<JsonObject>? header = null)
    {
        var head = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = key };
        header?.Invoke(head);
        return Sign(head.ToJsonString(), (claims ?? Claims()).ToJsonString(), data => _keys[key].Key switch
        {
            RSA rsa => rsa.SignData(data, HashAlgorithmName.SHA256, algorithm.StartsWith("PS", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1),
            ECDsa ec => ec.SignData(data, HashAlgorithmName.SHA256),
            _ => [],
        });
    }

    public static string Sign(string header, string payload, Func<byte[], byte[]> sign)
    {
        var signed = $"{Base64(Encoding.UTF8.GetBytes(header))}.{Base64(Encoding.UTF8.GetBytes(payload))}";
        return $"{signed}.{Base64(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>The public key as texts that a confused verifier could take for a shared secret.</summary>
    public IEnumerable<byte[]> PublicKeyTexts(string key)
    {
        var rsa = (RSA)_keys[key].Key;
        yield return Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem());
        yield return rsa.ExportSubjectPublicKeyInfo();
        yield return Encoding.ASCII.GetBytes(_keys[key].Public.ToJsonString());
        yield return JsonSerializer.SerializeToUtf8Bytes(_keys[key].Public["n"]);
        yield return [];
    }

    public static string Base64(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach (var (key, _) in _keys.Values)
        {
            key.Dispose();
        }
    }
}
