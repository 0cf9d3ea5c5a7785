using System.Net.Sockets;
using System.Text;
using Memori.Server.Access.Keys;
using Memori.Server.Audit;
using Memori.Server.Monitoring.Requests;
using Memori.Server.Tests.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Attacks;

/// <summary>A person who does not want to be forgotten, and one of whom something would be left (16 of the attacks).</summary>
public sealed class ForgettingAttackTests
{
    private const string Person = "petra-canary-51d7";
    private const string Word = "kobaltgruen";

    [Theory]
    [InlineData("an id of a request")]
    [InlineData("a question in another's name")]
    [InlineData("refusals that are still being counted")]
    [InlineData("a session of that name")]
    [InlineData("a name of another header")]
    [InlineData("a memory of one's own in another's name")]
    public async Task Nothing_is_left_of_a_person_in(string place)
    {
        await using var server = await AccessServer.StartAsync(settings => settings with { AdminKey = AccessServer.AdminKey });
        var own = ("x-api-key", await server.KeyAsync(KeyRole.User, Person));
        var admin = ("x-api-key", AccessServer.AdminKey);
        await server.JsonAsync("POST", "/api/memories", new { content = Word }, own);
        switch (place)
        {
            case "an id of a request":
                await server.JsonAsync("POST", "/api/text2sql/execute", new { datasource_id = 1, sql = "SELECT 1", session_id = "s" }, own, ("X-Request-Id", $"{Person}-{Word}"));
                await server.JsonAsync("DELETE", $"/api/users/{Person}", null, own, ("X-Request-Id", Person));
                break;
            case "a question in another's name":
                (await server.JsonAsync("POST", "/api/text2sql/execute", new { datasource_id = 1, sql = $"SELECT '{Word}'", session_id = Word, user_id = "bob" }, own)).Code.ShouldBe("identity-conflict");
                (await server.JsonAsync("POST", "/api/text2sql/generate", new { datasource_id = 1, query = Word, session_id = "s" }, own, ("X-User-Id", "bob"))).Code.ShouldBe("identity-conflict");
                break;
            case "refusals that are still being counted":
                for (var i = 0; i < 3; i++)
                {
                    (await server.StatusAsync("/api/admin/keys", own)).ShouldBe(403);
                }

                break;
            case "a session of that name":
                (await server.JsonAsync("POST", "/api/sessions", new { session_id = Word, metadata = new { Word, note = Word } }, own)).Status.ShouldBe(201);
                (await server.JsonAsync("GET", "/api/text2sql/memory-stats", null, own, ("X-Session-Id", Word))).Status.ShouldBe(200);
                break;
            case "a name of another header":
                foreach (var header in (string[])["User-Agent", "traceparent", "tracestate", "baggage", "Referer", "Accept-Language", "X-Forwarded-For", "Cookie", "Origin"])
                {
                    (await server.StatusAsync("/api/memories?session_id=s", own, (header, Word))).ShouldBe(200, header);
                }

                break;
            case "a memory of one's own in another's name":
                (await server.JsonAsync("POST", "/api/memories", new { content = Word, user_id = "bob" }, own)).Code.ShouldBe("identity-conflict");
                (await server.JsonAsync("POST", "/api/sessions", new { session_id = Word, user_id = "bob" }, own)).Code.ShouldBe("identity-conflict");
                break;
        }

        (await server.JsonAsync("DELETE", $"/api/users/{Person}", null, admin)).Status.ShouldBe(200);

        // What was on its way is written as late as it may be.
        server.Time.Advance(TimeSpan.FromMinutes(10));
        server.Services.GetRequiredService<AccessRefusals>().Close();
        await server.Services.GetRequiredService<AuditQueue>().FlushAsync();
        await server.Services.GetRequiredService<RequestRecorder>().FlushAsync(CancellationToken.None);
        await TestStore.EmptyLogAsync(server.Services);
        TestStore.Occurrences(server.Services, server.DataDirectory, Word).ShouldBe(0, Word);
        TestStore.Occurrences(server.Services, server.DataDirectory, Person).ShouldBe(0, Person);
        (await server.Services.GetRequiredService<AuditTrail>().VerifyAsync()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_of_the_forgotten_opens_nothing_from_that_moment()
    {
        await using var server = await AccessServer.StartAsync(settings => settings with { AdminKey = AccessServer.AdminKey });
        var own = ("x-api-key", await server.KeyAsync(KeyRole.User, Person));
        (await server.JsonAsync("POST", "/api/memories", new { content = Word }, own)).Status.ShouldBe(201);
        (await server.JsonAsync("DELETE", $"/api/users/{Person}", null, ("x-api-key", AccessServer.AdminKey))).Status.ShouldBe(200);

        // The clock stands: what is remembered of keys is as fresh as it was.
        (await server.JsonAsync("POST", "/api/memories", new { content = Word }, own)).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_was_held_back_brings_nobody_back(bool isHeldTooLong)
    {
        await using var server = await AccessServer.StartAsync(settings => settings with { AdminKey = AccessServer.AdminKey });
        var key = await server.KeyAsync(KeyRole.User, Person);
        var body = Encoding.UTF8.GetBytes($"{{\"content\":\"{Word}\"}}");
        using var slow = new TcpClient();
        await slow.ConnectAsync("127.0.0.1", server.Client.BaseAddress!.Port);
        await using var stream = slow.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(
            $"POST /api/memories HTTP/1.1\r\nHost: localhost\r\nx-api-key: {key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"));

        // The gate is behind it: its body is waited for.
        (await stream.ReadAsync(new byte[100])).ShouldBeGreaterThan(0);
        var forgetting = server.JsonAsync("DELETE", $"/api/users/{Person}", null, ("x-api-key", AccessServer.AdminKey));
        if (isHeldTooLong)
        {
            while (!forgetting.IsCompleted)
            {
                server.Time.Advance(TimeSpan.FromSeconds(1));
                await Task.WhenAny(forgetting, Task.Delay(20));
            }
        }

        try
        {
            await stream.WriteAsync(body);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            (await reader.ReadToEndAsync()).ShouldNotStartWith(isHeldTooLong ? "HTTP/1.1 2" : "HTTP/1.1 4");
        }
        catch (IOException) when (isHeldTooLong)
        {
            // The connection is cut.
        }

        (await forgetting).Status.ShouldBe(200);
        await server.Services.GetRequiredService<AuditQueue>().FlushAsync();
        await TestStore.EmptyLogAsync(server.Services);
        TestStore.Occurrences(server.Services, server.DataDirectory, Word).ShouldBe(0);
        TestStore.Occurrences(server.Services, server.DataDirectory, Person).ShouldBe(0);
    }
}
