using Memori.Server.Access.Keys;
using Memori.Server.Tests.Access;

namespace Memori.Server.Tests.Attacks;

/// <summary>Keys that are almost one, and callers who would be somebody else than theirs says (16 of the attacks).</summary>
public sealed class AccessKeyAttackTests
{
    [Fact]
    public async Task What_is_almost_a_key_opens_nothing()
    {
        await using var server = await AccessServer.StartAsync(settings => settings with { AdminKey = AccessServer.AdminKey });
        var secret = await server.KeyAsync(KeyRole.Admin);
        var other = await server.KeyAsync(KeyRole.User, "alice");
        (await server.StatusAsync("/api/admin/keys", ("x-api-key", secret))).ShouldBe(200);
        string[] forged =
        [
            secret[..11], secret[..12], secret[..^1], secret + "A", secret + "=", secret + "," + secret, secret + " x", secret[..12] + other[12..], other[..12] + secret[12..],
            secret.ToUpperInvariant(), "MK-" + secret[3..], "mk_" + secret[3..], secret.Replace('-', '\u2010'), "mk-" + secret, secret + ".", secret + "%00", secret + ";",
            secret[..11] + "' OR '1'='1", "mk-' OR 1=1 -- -", "mk-' UNION SELECT * FROM api_key --", "mk-%%%%%%%%-", "mk-________-", "mk-????????-x", "mk-********-*",
            "mk-" + new string('a', 8_000), AccessServer.AdminKey[..^1], AccessServer.AdminKey + "\u200b",
        ];
        foreach (var credential in forged)
        {
            foreach (var header in ((string Name, string Value)[])[("x-api-key", credential), ("X-Memori-Key", credential), ("Authorization", "Bearer " + credential)])
            {
                (await server.StatusAsync("/api/admin/keys", header)).ShouldBe(401, $"{header.Name}: {credential}");

                // Who tries too often in a minute waits.
                server.Time.Advance(TimeSpan.FromSeconds(4));
            }
        }

        foreach (var authorization in (string[])["Basic " + secret, "Bearer", secret, "Bearer " + secret + ", Bearer " + secret, "Token " + secret, "Bearer=" + secret])
        {
            (await server.StatusAsync("/api/admin/keys", ("Authorization", authorization))).ShouldBe(401, authorization);
        }

        // In no other place than a header.
        (await server.StatusAsync($"/api/admin/keys?x-api-key={secret}&api_key={secret}&access_token={secret}")).ShouldBe(401);
        (await server.StatusAsync("/api/admin/keys", ("Cookie", "x-api-key=" + secret))).ShouldBe(401);
    }

    [Fact]
    public async Task A_key_twice_is_no_key_and_a_wrong_one_is_not_made_good_by_another()
    {
        await using var server = await AccessServer.StartAsync();
        var (admin, user) = (await server.KeyAsync(KeyRole.Admin), await server.KeyAsync(KeyRole.User, "alice"));
        (await server.StatusAsync("/api/admin/keys", ("x-api-key", user), ("X-API-KEY", admin))).ShouldBe(401);
        (await server.StatusAsync("/api/admin/keys", ("X-Memori-Key", "mk-abcdefgh-wrong"), ("x-api-key", admin))).ShouldBe(401);
        (await server.StatusAsync("/api/admin/keys", ("X-Memori-Key", user), ("Authorization", "Bearer " + admin))).ShouldBe(403);
    }

    [Theory]
    [InlineData("bob")]
    [InlineData("Alice")]
    [InlineData("ALICE")]
    [InlineData("alice,bob")]
    [InlineData("alice, alice")]
    [InlineData("alice;bob")]
    [InlineData("alice%00")]
    [InlineData("аlice")] // Cyrillic а
    [InlineData("ａlice")] // full width
    [InlineData("alice\u200b")]
    [InlineData("alice\u00ad")]
    [InlineData("a\u006c\u0069ce\u0301")]
    [InlineData("../bob")]
    [InlineData("alice' OR '1'='1")]
    [InlineData("*")]
    public async Task A_users_key_speaks_for_its_user_however_another_is_written(string name)
    {
        await using var server = await AccessServer.StartAsync();
        var key = ("x-api-key", await server.KeyAsync(KeyRole.User, "alice"));
        (await server.JsonAsync("GET", "/api/memories", null, key, ("X-User-Id", name))).Code.ShouldBe("identity-conflict", name);
        (await server.JsonAsync("GET", "/api/memories", null, key, ("x-user-id", name))).Code.ShouldBe("identity-conflict", name);
        (await server.JsonAsync("GET", "/api/memories?user_id=" + Uri.EscapeDataString(name), null, key)).Code.ShouldBe("identity-conflict", name);
        (await server.JsonAsync("GET", "/api/memories", null, key, ("X-User-Id", "alice"), ("X-User-Id", name))).Code.ShouldBe("identity-conflict", name);
        (await server.JsonAsync("POST", "/api/memories", new { content = "x", user_id = name }, key)).Code.ShouldBe("identity-conflict", name);
    }

    [Fact]
    public async Task Headers_that_claim_more_than_the_key_are_not_read()
    {
        await using var server = await AccessServer.StartAsync();
        await server.JsonAsync("POST", "/api/memories", new { content = "Bob's secret", user_id = "bob" });
        var key = ("x-api-key", await server.KeyAsync(KeyRole.User, "alice"));
        foreach (var (name, value) in ((string, string)[])[("X-Role", "admin"), ("X-Roles", "memori-admin"), ("X-Memori-Role", "admin"), ("X-Memori-User", "bob"), ("X-Forwarded-User", "bob"), ("X-Remote-User", "bob"), ("X-User_Id", "bob"), ("X_User_Id", "bob"), ("X-Original-User", "bob")])
        {
            (await server.StatusAsync("/api/admin/keys", key, (name, value))).ShouldBe(403, name);
            (await server.JsonAsync("GET", "/api/memories", null, key, (name, value))).Body!.ToJsonString().ShouldNotContain("Bob's secret", customMessage: name);
        }
    }

    [Fact]
    public async Task Another_users_session_is_another_session()
    {
        await using var server = await AccessServer.StartAsync();
        var alice = ("x-api-key", await server.KeyAsync(KeyRole.User, "alice"));
        var bob = ("x-api-key", await server.KeyAsync(KeyRole.User, "bob"));
        var session = ("X-Session-Id", "shared");
        var made = await server.JsonAsync("POST", "/api/memories", new { content = "Alice's secret", session_id = "shared" }, alice, session);
        made.Status.ShouldBe(201);
        var id = made.Body!["id"]!.GetValue<string>();

        (await server.JsonAsync("GET", "/api/memories?session_id=shared", null, bob, session)).Body!.ToJsonString().ShouldNotContain("Alice's secret");
        (await server.StatusAsync($"/api/memories/{id}", bob, session)).ShouldBe(404);
        (await server.StatusAsync($"/api/memories/{id}", alice, session)).ShouldBe(200);
    }
}
