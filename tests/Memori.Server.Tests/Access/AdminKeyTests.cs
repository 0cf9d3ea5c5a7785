using Memori.Server.Tests.Access.Tokens;
using Memori.Server.Tests.Proxy;

namespace Memori.Server.Tests.Access;

public sealed class AdminKeyTests
{
    [Fact]
    public async Task The_key_of_the_settings_administers_from_the_first_start_on_in_any_header()
    {
        await using var server = await AccessServer.StartAsync(settings => settings with { AdminKey = AccessServer.AdminKey });
        (await server.StatusAsync("/api/admin/keys")).ShouldBe(401);
        foreach (var header in ((string, string)[])[("Authorization", "Bearer " + AccessServer.AdminKey), ("x-api-key", AccessServer.AdminKey), ("X-Memori-Key", AccessServer.AdminKey)])
        {
            (await server.StatusAsync("/api/admin/keys", header)).ShouldBe(200);
        }

        foreach (var wrong in (string[])[AccessServer.AdminKey[..^1], AccessServer.AdminKey + "x", AccessServer.AdminKey.ToUpperInvariant(), "x"])
        {
            (await server.StatusAsync("/api/admin/keys", ("X-Memori-Key", wrong))).ShouldBe(401);
            (await server.StatusAsync("/api/admin/keys", ("x-api-key", wrong))).ShouldBe(401);
        }

        (await server.JsonAsync("POST", "/api/admin/keys", new { role = "admin" }, ("x-api-key", AccessServer.AdminKey))).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Neither_the_administrators_key_nor_a_token_goes_to_the_API()
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var door = await DoorFixture.StartAsync(settings => issuer.Trust(settings) with { ProxyKeys = "own", AdminKey = AccessServer.AdminKey });
        var claims = issuer.Claims();
        (claims["nbf"], claims["exp"]) = (TokenIssuer.Seconds(-90_000), TokenIssuer.Seconds(90_000));
        foreach (var secret in (string[])[AccessServer.AdminKey, issuer.Token(claims)])
        {
            foreach (var (ours, theirs) in (((string, string), (string, string))[])[(("x-api-key", secret), ("Authorization", "Bearer sk-ant-1")), (("Authorization", "Bearer " + secret), ("x-api-key", "sk-ant-1")), (("X-Memori-Key", secret), ("x-api-key", "sk-ant-1"))])
            {
                using var response = await door.SendAsync("""{"model":"claude-sonnet-5-5","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}""", headers: [ours, theirs]);
                ((int)response.StatusCode).ShouldBe(200);
                var sent = door.Emulator.Requests[^1].Headers;
                sent.Values.ShouldAllBe(value => !value.Contains(secret));
                sent[theirs.Item1].ShouldBe(theirs.Item2);
            }
        }
    }
}
