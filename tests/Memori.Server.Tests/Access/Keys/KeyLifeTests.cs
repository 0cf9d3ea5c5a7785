using System.Globalization;
using Memori.Server.Access.Keys;

namespace Memori.Server.Tests.Access.Keys;

/// <summary>Keys that are rotated and keys that expire.</summary>
public sealed class KeyLifeTests
{
    [Fact]
    public async Task A_rotated_key_has_another_secret_and_stays_itself()
    {
        await using var server = await AccessServer.StartAsync();
        var admin = ("x-api-key", await server.KeyAsync(KeyRole.Admin));
        var old = await server.KeyAsync(KeyRole.User, "alice");

        var (status, _, body) = await server.JsonAsync("POST", $"/api/admin/keys/{old[..11]}/rotate", new { }, admin);

        status.ShouldBe(200);
        var secret = body!["secret"]!.GetValue<string>();
        (secret[..11], body["user_id"]!.GetValue<string>(), body["previous_until"]).ShouldBe((old[..11], "alice", null));
        secret.ShouldNotBe(old);
        (await server.StatusAsync("/api/memories", ("x-api-key", secret))).ShouldBe(200);
        (await server.StatusAsync("/api/memories", ("x-api-key", old))).ShouldBe(401);
    }

    [Fact]
    public async Task During_the_overlap_both_secrets_are_good_and_never_a_third()
    {
        await using var server = await AccessServer.StartAsync();
        var admin = ("x-api-key", await server.KeyAsync(KeyRole.Admin));
        var first = await server.KeyAsync(KeyRole.User, "alice");
        var second = await RotateAsync(first[..11], 3600);
        (await StatusesAsync(first, second)).ShouldBe([200, 200]);

        var third = await RotateAsync(first[..11], 3600);
        (await StatusesAsync(first, second, third)).ShouldBe([401, 200, 200]);

        server.Time.Advance(TimeSpan.FromSeconds(3599.9));
        (await StatusesAsync(second, third)).ShouldBe([200, 200]);

        // Within the second for which what was found is believed.
        server.Time.Advance(TimeSpan.FromSeconds(0.1));
        (await StatusesAsync(second, third)).ShouldBe([401, 200]);

        async Task<string> RotateAsync(string key, int seconds) =>
            (await server.JsonAsync("POST", $"/api/admin/keys/{key}/rotate", new { overlap_seconds = seconds }, admin)).Body!["secret"]!.GetValue<string>();

        async Task<int[]> StatusesAsync(params string[] secrets) => await Task.WhenAll(secrets.Select(secret => server.StatusAsync("/api/memories", ("x-api-key", secret))));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData((30 * 86_400) + 1)]
    public async Task An_overlap_without_end_is_refused(int seconds)
    {
        await using var server = await AccessServer.StartAsync();
        var secret = await server.KeyAsync(KeyRole.Admin);
        (await server.JsonAsync("POST", $"/api/admin/keys/{secret[..11]}/rotate", new { overlap_seconds = seconds }, ("x-api-key", secret))).Code.ShouldBe("invalid-overlap");
    }

    [Fact]
    public async Task A_key_that_is_not_in_use_is_not_rotated()
    {
        await using var server = await AccessServer.StartAsync();
        var admin = ("x-api-key", await server.KeyAsync(KeyRole.Admin));
        var revoked = await server.KeyAsync(KeyRole.User, "alice");
        var expiring = await server.KeyAsync(KeyRole.User, "alice", key => key with { ExpiresAt = server.Time.GetUtcNow().AddDays(1) });
        await server.Keys.RevokeAsync(revoked[..11]);
        server.Time.Advance(TimeSpan.FromDays(1));
        foreach (var key in (string[])[revoked, expiring, "mk-nobodys1"])
        {
            (await server.JsonAsync("POST", $"/api/admin/keys/{key[..11]}/rotate", new { }, admin)).Code.ShouldBe("key-not-found");
        }
    }

    [Fact]
    public async Task A_key_that_expires_is_refused_from_that_moment_on()
    {
        await using var server = await AccessServer.StartAsync();
        var secret = await server.KeyAsync(KeyRole.User, "alice", key => key with { ExpiresAt = server.Time.GetUtcNow().AddDays(90) });
        server.Time.Advance(TimeSpan.FromDays(90) - TimeSpan.FromTicks(1));
        (await server.StatusAsync("/api/memories", ("x-api-key", secret))).ShouldBe(200);
        server.Time.Advance(TimeSpan.FromTicks(1));
        (await server.StatusAsync("/api/memories", ("x-api-key", secret))).ShouldBe(401);
    }

    [Fact]
    public async Task Everything_that_a_key_was_made_with_is_listed_but_its_secret()
    {
        await using var server = await AccessServer.StartAsync();
        var admin = ("x-api-key", await server.KeyAsync(KeyRole.Admin));
        server.Time.Advance(TimeSpan.FromMilliseconds(1));
        var made = await server.JsonAsync("POST", "/api/admin/keys", new
        {
            name = "报表",
            role = "service",
            datasources = (int[])[3, 1, 3],
            rule_roles = (string[])["analyst"],
            attributes = new { region = (string[])["north", "south"] },
            expires_at = server.Time.GetUtcNow().AddDays(1).ToString("O", CultureInfo.InvariantCulture),
        }, admin);
        made.Status.ShouldBe(201);
        made.Body!["secret"]!.GetValue<string>().ShouldStartWith("mk-");

        var listed = (await server.JsonAsync("GET", "/api/admin/keys", null, admin)).Body!["keys"]![1]!;

        listed["datasources"]!.AsArray().Select(id => (int)id!).ShouldBe([1, 3]);
        listed["rule_roles"]!.AsArray().Select(role => (string)role!).ShouldBe(["analyst"]);
        listed["attributes"]!["region"]!.AsArray().Select(value => (string)value!).ShouldBe(["north", "south"]);
        listed["expires_at"]!.GetValue<DateTimeOffset>().ShouldBe(server.Time.GetUtcNow().AddDays(1));
        listed["secret"].ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"role":"admin","datasources":[1]}""")]
    [InlineData("""{"role":"service","datasources":[]}""")]
    [InlineData("""{"role":"service","datasources":[0]}""")]
    [InlineData("""{"role":"service","expires_at":"2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"role":"service","rule_roles":[""]}""")]
    [InlineData("""{"role":"service","attributes":{"region":["a\u0000"]}}""")]
    [InlineData("""{"role":"service","attributes":{"region":[]}}""")]
    public async Task What_makes_no_sense_for_a_key_is_refused(string body)
    {
        await using var server = await AccessServer.StartAsync();
        (await server.JsonAsync("POST", "/api/admin/keys", System.Text.Json.Nodes.JsonNode.Parse(body))).Code.ShouldBe("invalid-key");
    }
}
