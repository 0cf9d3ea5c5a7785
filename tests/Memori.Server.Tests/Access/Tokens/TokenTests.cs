using System.Text.Json.Nodes;
using Memori.Server.Access;
using Memori.Server.Access.Tokens;
using Memori.Server.Configuration;

namespace Memori.Server.Tests.Access.Tokens;

/// <summary>Tokens of a real issuer, with real keys: whom they let in and as whom.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private TokenIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await TokenIssuer.StartAsync();

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task A_token_lets_its_user_in_and_nobody_else(string algorithm)
    {
        _issuer.AddEc("curve");
        await using var server = await AccessServer.StartAsync(_issuer.Trust);
        var token = _issuer.Token(algorithm: algorithm, key: algorithm == "ES256" ? "curve" : "first");

        (await server.StatusAsync("/api/memories")).ShouldBe(401);
        foreach (var header in ((string, string)[])[("Authorization", "Bearer " + token), ("x-api-key", token), ("X-Memori-Key", token)])
        {
            (await server.StatusAsync("/api/memories", header)).ShouldBe(200);
            (await server.StatusAsync("/api/memories", header, ("X-User-Id", "alice"))).ShouldBe(200);
            (await server.JsonAsync("GET", "/api/memories?user_id=bob", null, header)).Code.ShouldBe("identity-conflict");
            (await server.JsonAsync("GET", "/api/admin/keys", null, header)).Code.ShouldBe("not-administrator");
        }
    }

    [Fact]
    public async Task The_roles_of_a_token_make_administrators_and_services()
    {
        await using var server = await AccessServer.StartAsync(_issuer.Trust);
        (await server.StatusAsync("/api/admin/keys", Bearer("roles", "memori-admin"))).ShouldBe(200);
        (await server.StatusAsync("/api/memories?user_id=bob", Bearer("roles", "memori-service"))).ShouldBe(200);
        (await server.StatusAsync("/api/admin/keys", Bearer("roles", "memori-service"))).ShouldBe(403);

        // A role is a whole text, never a part of one.
        (await server.StatusAsync("/api/admin/keys", Bearer("roles", "memori-admin of sales"))).ShouldBe(403);
        (await server.StatusAsync("/api/admin/keys", Bearer("scope", "memori-admin"))).ShouldBe(403);

        (string, string) Bearer(string claim, string role)
        {
            var claims = _issuer.Claims();
            claims[claim] = role == "memori-admin" ? new JsonArray("other", role) : role;
            return ("Authorization", "Bearer " + _issuer.Token(claims));
        }
    }

    [Fact]
    public void Claims_become_user_roles_and_the_attributes_that_were_listed()
    {
        var claims = new TokenClaims(new MemoriSettings { JwtUserClaim = "email", JwtRolesClaim = "realm_access.roles", JwtAttributeClaims = ["https://x.example/region", "level", "org.unit"] });
        var identity = claims.Identify(
            System.Text.Json.JsonDocument.Parse("""
                {"sub":"42","email":"小明@x.example","realm_access":{"roles":["analyst","analyst",{"x":1}]},"https://x.example/region":["north","south"],"level":3,
                 "org":{"unit":"sales"},"secret":"s"}
                """).RootElement,
            "https://issuer.example")!;
        (identity.UserId, identity.Id, identity.Label).ShouldBe(("小明@x.example", "https://issuer.example|42", "42"));
        identity.Roles.ShouldBe(["analyst"]);
        identity.Attributes.Select(pair => $"{pair.Key}={string.Join(',', pair.Value)}").ShouldBe(["https://x.example/region=north,south", "level=3", "org.unit=sales"]);
        identity.DataSources.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"sub":""}""")]
    [InlineData("""{"sub":7}""")]
    [InlineData("""{"sub":["alice"]}""")]
    [InlineData("""{"sub":"a\u0000b"}""")]
    [InlineData("""{"sub":"\ud800"}""")]
    [InlineData("""{"email":"alice"}""")]
    [InlineData("""[]""")]
    public void A_token_that_names_no_user_is_nobodys(string payload) =>
        new TokenClaims(new MemoriSettings()).Identify(System.Text.Json.JsonDocument.Parse(payload).RootElement, "i").ShouldBeNull();

    [Fact]
    public async Task A_token_is_good_from_its_beginning_to_its_end_give_or_take_a_minute()
    {
        await using var server = await AccessServer.StartAsync(_issuer.Trust);
        var claims = _issuer.Claims();
        (claims["nbf"], claims["exp"]) = (TokenIssuer.Seconds(100), TokenIssuer.Seconds(200));
        var token = ("Authorization", "Bearer " + _issuer.Token(claims));
        foreach (var (seconds, status) in ((int, int)[])[(39, 401), (40, 200), (259, 200), (260, 401)])
        {
            server.Time.Advance(DateTimeOffset.FromUnixTimeSeconds(TokenIssuer.Seconds(seconds)) - server.Time.GetUtcNow());
            (await server.JsonAsync("GET", "/api/memories", null, token)).ShouldSatisfyAllConditions(
                answer => answer.Status.ShouldBe(status, seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                answer => answer.Code.ShouldBe(status == 200 ? null : "token-expired"));
        }
    }

    [Fact]
    public async Task A_key_that_the_issuer_added_is_found_and_one_that_nobody_has_asks_it_no_more_than_every_ten_seconds()
    {
        await using var server = await AccessServer.StartAsync(_issuer.Trust);
        (await StatusAsync("first")).ShouldBe(200);
        _issuer.AddRsa("second");
        server.Time.Advance(TimeSpan.FromSeconds(10));
        (await StatusAsync("second")).ShouldBe(200);
        _issuer.Reads.ShouldBe(2);

        for (var i = 0; i < 10; i++)
        {
            var token = _issuer.Token(header: head => head["kid"] = $"nobodys-{i}");
            (await server.StatusAsync("/api/memories", ("Authorization", "Bearer " + token))).ShouldBe(401);
        }

        _issuer.Reads.ShouldBe(2);
        (await StatusAsync("first")).ShouldBe(200);

        async Task<int> StatusAsync(string key) => await server.StatusAsync("/api/memories", ("Authorization", "Bearer " + _issuer.Token(key: key)));
    }

    [Fact]
    public async Task While_the_issuer_is_down_its_keys_serve_on_and_without_any_it_is_said_when_to_come_back()
    {
        _issuer.IsDown = true;
        await using var server = await AccessServer.StartAsync(_issuer.Trust);
        var token = ("Authorization", "Bearer " + _issuer.Token());
        using (var refused = await server.GetAsync("/api/memories", token))
        {
            ((int)refused.StatusCode, refused.Headers.RetryAfter is not null).ShouldBe((503, true));
        }

        _issuer.IsDown = false;
        server.Time.Advance(TimeSpan.FromSeconds(10));
        (await server.StatusAsync("/api/memories", token)).ShouldBe(200);
        _issuer.IsDown = true;
        server.Time.Advance(TimeSpan.FromHours(1));
        (await server.StatusAsync("/api/memories", ("Authorization", "Bearer " + _issuer.Token(With("exp", 7200))))).ShouldBe(200);
        server.Time.Advance(TimeSpan.FromSeconds(10));
        _issuer.IsDown = false;
        _issuer.Remove("first");
        _issuer.AddRsa("other");
        (await server.StatusAsync("/api/memories", token)).ShouldBe(401);
    }

    [Fact]
    public async Task Keys_from_a_file_need_no_issuer()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(path, _issuer.Jwks());
        try
        {
            await using var server = await AccessServer.StartAsync(settings => _issuer.Trust(settings) with { JwtKeysFile = path });
            (await server.StatusAsync("/api/memories", ("Authorization", "Bearer " + _issuer.Token()))).ShouldBe(200);
            _issuer.Reads.ShouldBe(0);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Who_is_admitted_is_said_in_one_sentence()
    {
        await using var server = await AccessServer.StartAsync(settings => _issuer.Trust(settings) with { AdminKey = AccessServer.AdminKey });
        var text = await MemoriServer.WhoIsAdmittedAsync(server.Services);
        text.English.ShouldBe($"Callers need the key of MEMORI_ADMIN_KEY or a token of {_issuer.Name}.");
        text.Chinese.ShouldContain(_issuer.Name);
    }

    private JsonObject With(string claim, int seconds)
    {
        var claims = _issuer.Claims();
        claims[claim] = TokenIssuer.Seconds(seconds);
        return claims;
    }
}
