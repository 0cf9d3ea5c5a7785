using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Memori.Server.Tests.Access;
using Memori.Server.Tests.Access.Tokens;

namespace Memori.Server.Tests.Attacks;

/// <summary>Tokens that nobody should have believed (RFC 8725).</summary>
public sealed class AccessTokenAttackTests
{
    [Fact]
    public async Task No_forged_token_lets_anybody_in()
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var other = await TokenIssuer.StartAsync();
        var encryption = issuer.AddRsa("enc", use: "enc");
        issuer.AddRsa("short", bits: 1024);
        await using var server = await AccessServer.StartAsync(issuer.Trust);
        var good = issuer.Token();
        (await server.StatusAsync("/api/memories", ("Authorization", "Bearer " + good))).ShouldBe(200);

        foreach (var (what, token) in Forged(issuer, other, encryption, good))
        {
            var (status, code, _) = await server.JsonAsync("GET", "/api/memories", null, ("Authorization", "Bearer " + token));
            status.ShouldBe(401, $"{what}: {code}");

            // Who tries too often in a minute waits.
            server.Time.Advance(TimeSpan.FromSeconds(4));
        }

        (await server.StatusAsync("/api/memories", ("Authorization", "Bearer " + good))).ShouldBe(200);
    }

    [Fact]
    public async Task A_token_of_any_length_costs_no_more_than_a_refusal()
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var server = await AccessServer.StartAsync(issuer.Trust);
        var claims = issuer.Claims();
        claims["x"] = new string('x', 16 * 1024);
        (await server.JsonAsync("GET", "/api/memories", null, ("Authorization", "Bearer " + issuer.Token(claims)))).Code.ShouldBe("invalid-token");
        claims["x"] = new string('x', 64 * 1024);
        (await server.StatusAsync("/api/memories", ("Authorization", "Bearer " + issuer.Token(claims)))).ShouldBe(431);
    }

    private static IEnumerable<(string What, string Token)> Forged(TokenIssuer issuer, TokenIssuer other, RSA encryption, string good)
    {
        var parts = good.Split('.');
        var payload = issuer.Claims().ToJsonString();
        foreach (var none in (string[])["none", "None", "nOnE", "NONE", ""])
        {
            yield return ("alg " + none, TokenIssuer.Sign($$"""{"alg":"{{none}}","typ":"JWT"}""", payload, _ => []));
            yield return ("alg with the signature " + none, TokenIssuer.Sign($$"""{"alg":"{{none}}","kid":"first"}""", payload, _ => [1, 2, 3]));
        }

        foreach (var secret in issuer.PublicKeyTexts("first"))
        {
            yield return ("HS256 with the public key", TokenIssuer.Sign("""{"alg":"HS256","kid":"first"}""", payload, data => HMACSHA256.HashData(secret, data)));
        }

        yield return ("no algorithm", TokenIssuer.Sign("""{"kid":"first"}""", payload, _ => [1]));
        yield return ("the signature cut off", $"{parts[0]}.{parts[1]}.");
        yield return ("another token's signature", $"{parts[0]}.{issuer.Token(issuer.Claims("bob")).Split('.')[1]}.{parts[2]}");
        yield return ("a changed payload", $"{parts[0]}.{TokenIssuer.Base64(System.Text.Encoding.UTF8.GetBytes(issuer.Claims("root").ToJsonString()))}.{parts[2]}");
        yield return ("another issuer's key under the same id", other.Token(issuer.Claims()));
        yield return ("a key that is for encryption", TokenIssuer.Sign("""{"alg":"RS256","kid":"enc"}""", payload, data => encryption.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        yield return ("a key that is too short", issuer.Token(key: "short"));
        yield return ("another algorithm of the key's kind than it was signed with", issuer.Token(algorithm: "PS256", header: head => head["alg"] = "RS256"));
        yield return ("another kind of key", issuer.Token(header: head => head["alg"] = "ES256"));

        foreach (var id in (string[])["../../etc/passwd", "' OR 1=1 --", "first\0", "FIRST", "https://evil.example/key", new string('k', 4000)])
        {
            yield return ("kid " + id, issuer.Token(header: head => head["kid"] = id));
        }

        using var own = RSA.Create(2048);
        var shown = own.ExportParameters(false);
        var jwk = $$"""{"kty":"RSA","n":"{{TokenIssuer.Base64(shown.Modulus!)}}","e":"{{TokenIssuer.Base64(shown.Exponent!)}}"}""";
        foreach (var header in (string[])[$$"""{"alg":"RS256","jwk":{{jwk}}}""", $$"""{"alg":"RS256","kid":"first","jwk":{{jwk}}}""", """{"alg":"RS256","jku":"http://127.0.0.1:9/keys"}""", """{"alg":"RS256","x5u":"http://127.0.0.1:9/"}"""])
        {
            yield return ("its own key " + header, TokenIssuer.Sign(header, payload, data => own.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        }

        yield return ("an extension that must be known", issuer.Token(header: head => head["crit"] = new JsonArray("b64")));
        foreach (var (claim, value) in Wrong(other))
        {
            var claims = issuer.Claims();
            claims.Remove(claim);
            if (value is not null)
            {
                claims[claim] = value;
            }

            yield return ($"{claim} is {value?.ToJsonString() ?? "missing"}", issuer.Token(claims));
        }

        foreach (var odd in (string[])["eyJ.e.e", "ey..", "eyJhbGciOiJSUzI1NiJ9..", good + ".x", good + "=", "ey." + parts[1] + "." + parts[2], parts[0] + "." + parts[1] + ".!!!", "eyJhbGciOiJSUzI1NiJ9.W10.AAAA"])
        {
            yield return ("form of " + odd, odd);
        }
    }

    private static IEnumerable<(string, JsonNode?)> Wrong(TokenIssuer other)
    {
        yield return ("iss", other.Name);
        yield return ("iss", "");
        yield return ("iss", null);
        yield return ("aud", "another service");
        yield return ("aud", "MEMORI");
        yield return ("aud", new JsonArray());
        yield return ("aud", null);
        yield return ("exp", TokenIssuer.Seconds(-61));
        yield return ("exp", null);
        yield return ("exp", "never");
        yield return ("nbf", TokenIssuer.Seconds(3000));
        yield return ("sub", null);
        yield return ("sub", "");
        yield return ("sub", new string('s', 201));
    }
}
