using Memori.Server.Access.Keys;
using Memori.Server.Tests.Access;

namespace Memori.Server.Tests.Attacks;

/// <summary>Requests that are written in unusual ways, to come past the gate or to have something written back (forged headers, paths, methods, sizes).</summary>
public sealed class AccessRequestAttackTests
{
    [Theory]
    [InlineData("//api/admin/keys")]
    [InlineData("/./api/admin/keys")]
    [InlineData("/health/../api/admin/keys")]
    [InlineData("/health/%2e%2e/api/admin/keys")]
    [InlineData("/health/..%2fapi/admin/keys")]
    [InlineData("/health/%2e%2e%2fapi%2fadmin%2fkeys")]
    [InlineData("/health//../api/admin/keys")]
    [InlineData("/docs/../api/admin/keys")]
    [InlineData("/docs/%2e%2e/api/admin/keys")]
    [InlineData("/docs/..%5capi/admin/keys")]
    [InlineData("/docs/../../api/admin/keys")]
    [InlineData("/api/version/../admin/keys")]
    [InlineData("/api//admin/keys")]
    [InlineData("/api/admin//keys")]
    [InlineData("/api/admin/keys/")]
    [InlineData("/api/admin/keys.")]
    [InlineData("/api/admin/keys;/health")]
    [InlineData("/api/admin/keys;.css")]
    [InlineData("/api/admin/keys%00")]
    [InlineData("/api/admin/keys%20")]
    [InlineData("/api/admin/keys?/health")]
    [InlineData("/api/admin/keys#/health")]
    [InlineData("/API/ADMIN/KEYS")]
    [InlineData("/api/%61dmin/keys")]
    [InlineData("/api/admin%2fkeys")]
    [InlineData("/api/admin/%6beys")]
    [InlineData("/%61pi/admin/keys")]
    [InlineData("/api/admin/\u212aeys")]
    [InlineData("http://localhost/api/admin/keys")]
    [InlineData("http://localhost/health/../api/admin/keys")]
    [InlineData("/metrics")]
    [InlineData("/healthy")]
    [InlineData("/health/x")]
    [InlineData("/openapi.json/../api/admin/keys")]
    public async Task No_way_of_writing_a_path_comes_past_the_gate(string target)
    {
        await using var server = await AccessServer.StartAsync(settings => settings with { AdminKey = AccessServer.AdminKey });
        var user = await server.KeyAsync(KeyRole.User, "alice");
        foreach (var key in (string[])["", $"x-api-key: {user}\r\n"])
        {
            var answer = await server.RawAsync($"GET {target} HTTP/1.1\r\nHost: localhost\r\n{key}Connection: close\r\n\r\n");
            answer.ShouldStartWith("HTTP/1.1 4", customMessage: answer);
            answer.ShouldNotContain("\"keys\"");
            answer.ShouldNotContain(user[..11]);
        }
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override: DELETE")]
    [InlineData("X-Method-Override: DELETE")]
    [InlineData("X-Original-URL: /api/admin/keys")]
    [InlineData("X-Rewrite-URL: /api/admin/keys")]
    [InlineData("X-Forwarded-Prefix: /api/admin")]
    [InlineData("X-Forwarded-Path: /api/admin/keys")]
    public async Task No_header_changes_what_a_request_is(string header)
    {
        await using var server = await AccessServer.StartAsync(settings => settings with { AdminKey = AccessServer.AdminKey });
        var user = await server.KeyAsync(KeyRole.User, "alice");
        (await server.RawAsync($"GET /api/version HTTP/1.1\r\nHost: localhost\r\n{header}\r\nConnection: close\r\n\r\n")).ShouldContain("\"memori\"");
        (await server.RawAsync($"GET /api/admin/keys HTTP/1.1\r\nHost: localhost\r\n{header}\r\nx-api-key: {user}\r\nConnection: close\r\n\r\n")).ShouldStartWith("HTTP/1.1 403");
        (await server.RawAsync($"POST /api/admin/keys?_method=GET HTTP/1.1\r\nHost: localhost\r\n{header}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")).ShouldStartWith("HTTP/1.1 401");
    }

    [Theory]
    [InlineData("X-User-Id: alice\r\nX-User-Id: bob")]
    [InlineData("X-User-Id: alice\r\nx-USER-id: bob")]
    [InlineData("X-User-Id: bob\r\nX-User-Id: ")]
    public async Task A_user_that_is_named_twice_is_refused(string headers)
    {
        await using var server = await AccessServer.StartAsync();
        var user = await server.KeyAsync(KeyRole.User, "alice");
        (await server.RawAsync($"GET /api/memories HTTP/1.1\r\nHost: localhost\r\n{headers}\r\nx-api-key: {user}\r\nConnection: close\r\n\r\n")).ShouldStartWith("HTTP/1.1 403");
    }

    [Theory]
    [InlineData("X-User-Id: ali\0ce")]
    [InlineData("X-User-Id : bob")]
    [InlineData("X-User-Id: alice\r\n bob")]
    [InlineData("X-User-Id\r\n: bob")]
    [InlineData("X-User-Id: alice\rX-User-Id: bob")]
    [InlineData("Content-Length: 0\r\nContent-Length: 5")]
    [InlineData("Content-Length: -1")]
    [InlineData("Transfer-Encoding: chunked, identity")]
    [InlineData("Host: evil.example")]
    public async Task Malformed_headers_are_refused_whole(string header)
    {
        await using var server = await AccessServer.StartAsync();
        var user = await server.KeyAsync(KeyRole.User, "alice");
        (await server.RawAsync($"GET /api/memories HTTP/1.1\r\nHost: localhost\r\n{header}\r\nx-api-key: {user}\r\nConnection: close\r\n\r\n")).ShouldStartWith("HTTP/1.1 400");
    }

    [Theory]
    [InlineData("X-User-Id", 40_000, 431)]
    [InlineData("x-api-key", 40_000, 431)]
    [InlineData("Cookie", 40_000, 431)]
    [InlineData("X-User-Id", 10_000, 403)]
    [InlineData("X-Session-Id", 10_000, 400)]
    [InlineData("X-Memori-Key", 10_000, 401)]
    public async Task Headers_have_a_size(string name, int length, int status)
    {
        await using var server = await AccessServer.StartAsync();
        var user = await server.KeyAsync(KeyRole.User, "alice");
        (await server.RawAsync($"GET /api/memories HTTP/1.1\r\nHost: localhost\r\n{(name == "x-api-key" ? "" : $"x-api-key: {user}\r\n")}{name}: {new string('a', length)}\r\nConnection: close\r\n\r\n"))
            .ShouldStartWith($"HTTP/1.1 {status}");
    }

    [Theory]
    [InlineData("/api/memories/a%0d%0aSet-Cookie:%20x=1")]
    [InlineData("/api/memories?user_id=a%0d%0aSet-Cookie:%20x=1")]
    [InlineData("/nowhere%0d%0aSet-Cookie:%20x=1")]
    [InlineData("/docs%0d%0aSet-Cookie:%20x=1")]
    [InlineData("/api/admin/keys/%0d%0aSet-Cookie:%20x=1")]
    public async Task Nothing_that_was_sent_becomes_a_header_of_the_answer(string target)
    {
        await using var server = await AccessServer.StartAsync();
        foreach (var header in (string[])["", "Accept-Language: zh\r\n", "X-Request-Id: a%0d%0aSet-Cookie: x=1\r\n", "Origin: http://localhost%0d%0aSet-Cookie: x=1\r\n"])
        {
            var answer = await server.RawAsync($"GET {target} HTTP/1.1\r\nHost: localhost\r\nX-Session-Id: s\r\n{header}Connection: close\r\n\r\n");
            answer.Split("\r\n\r\n")[0].Split("\r\n").ShouldAllBe(line => !line.StartsWith("Set-Cookie", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Who_may_not_administer_is_refused_before_the_body_is_read()
    {
        await using var server = await AccessServer.StartAsync();
        var user = await server.KeyAsync(KeyRole.User, "alice");
        (await server.RawAsync($"POST /api/admin/keys HTTP/1.1\r\nHost: localhost\r\nx-api-key: {user}\r\nContent-Type: application/json\r\nContent-Length: 9\r\nConnection: close\r\n\r\n{{broken!!"))
            .ShouldStartWith("HTTP/1.1 403");
    }
}
