using Memori.Server.Access.Keys;

namespace Memori.Server.Tests.Sessions;

public sealed class SessionEndpointsTests : IAsyncLifetime
{
    private const string Route = "/api/sessions";
    private SessionServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await SessionServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Session_IsBegunShownDescribedValidatedAndEnded()
    {
        var made = (await _server.SendAsync("POST", Route, new { metadata = new { datasource_id = 1 } })).ShouldBe(201);
        made.AsObject().Select(pair => pair.Key).ShouldBe(
            ["session_id", "user_id", "is_active", "created_at", "last_activity", "expires_at", "ended_at", "why", "requests", "metadata"]);
        var id = (string)made["session_id"]!;
        ((DateTimeOffset)made["expires_at"]! - (DateTimeOffset)made["created_at"]!).ShouldBe(TimeSpan.FromHours(1));

        (await _server.SendAsync("PATCH", At(id), new { metadata = new { project = "春" } })).ShouldBe(200)["metadata"]!.AsObject().Count.ShouldBe(2);
        (await _server.SendAsync("PATCH", At(id), new { metadata = new { project = "秋" }, replace = true })).ShouldBe(200)["metadata"]!.AsObject().Count.ShouldBe(1);
        _server.Clock.Advance(TimeSpan.FromMinutes(50));
        var valid = (await _server.SendAsync("POST", At(id) + "/validate")).ShouldBe(200);
        ((bool)valid["valid"]!, valid["reason"], (DateTimeOffset)valid["expires_at"]!).ShouldBe((true, null, _server.Clock.GetUtcNow().AddHours(1)));
        (await _server.SendAsync("POST", Route, new { session_id = id })).ShouldBe(200)["metadata"]!["project"]!.GetValue<string>().ShouldBe("秋");

        var ended = (await _server.SendAsync("DELETE", At(id))).ShouldBe(200);
        ((string)ended["session"]!["why"]!, (int)ended["deleted_memories"]!).ShouldBe(("ended", 0));
        (await _server.SendAsync("DELETE", At(id))).ShouldBe(200)["session"]!["ended_at"]!.ToString().ShouldBe(ended["session"]!["ended_at"]!.ToString());
        (await _server.SendAsync("POST", At(id) + "/validate")).ShouldBe(200)["reason"]!.GetValue<string>().ShouldBe("ended");
        (await _server.SendAsync("GET", At(id))).ShouldBe(200)["is_active"]!.GetValue<bool>().ShouldBeFalse();
        (await _server.SendAsync("PATCH", At(id), new { metadata = new { } })).ShouldBeProblem(401, "session-ended");
        (await _server.SendAsync("POST", Route, new { session_id = id })).ShouldBeProblem(400, "session-id-taken");
    }

    [Theory]
    [InlineData("POST", "/api/text2sql/generate", """{"datasource_id":1,"query":"How many orders are there?"}""")]
    [InlineData("POST", "/api/v2/text2sql/generate", """{"datasource_id":1,"query":"How many orders are there?"}""")]
    [InlineData("POST", "/api/text2sql/execute", """{"datasource_id":1,"sql":"SELECT 1"}""")]
    [InlineData("POST", "/api/text2sql/feedback", """{"memory_id":"m","verdict":"right"}""")]
    [InlineData("POST", "/api/ai/chat", """{"messages":[{"role":"user","content":"Hello"}]}""")]
    [InlineData("GET", "/api/text2sql/memory-stats", null)]
    [InlineData("DELETE", "/api/text2sql/clear-memory", null)]
    [InlineData("GET", "/api/memories", null)]
    [InlineData("POST", "/api/memories", """{"content":"x"}""")]
    [InlineData("GET", "/api/memories/m", null)]
    [InlineData("PATCH", "/api/memories/m", """{"content":"x"}""")]
    [InlineData("DELETE", "/api/memories/m", null)]
    [InlineData("POST", "/api/memories/search", """{"query":"x"}""")]
    [InlineData("POST", "/api/memories/wake", "{}")]
    [InlineData("POST", "/api/memories/observe", """{"user_message":"x"}""")]
    [InlineData("POST", "/api/memories/consolidate", null)]
    [InlineData("POST", "/api/memories/m/promote", null)]
    [InlineData("POST", "/api/memories/m/archive", null)]
    [InlineData("POST", "/api/memories/m/supersede", """{"content":"x"}""")]
    [InlineData("POST", "/api/memories/m/restore", null)]
    [InlineData("GET", "/api/memories/m/history", null)]
    [InlineData("GET", "/api/memories/export", null)]
    [InlineData("POST", "/api/memories/import", "")]
    public async Task Route_InASessionThatExpired_Is401(string method, string path, string? body)
    {
        await _server.Sessions.CreateAsync("ann", "s");
        _server.Clock.Advance(TimeSpan.FromMinutes(61));
        var json = body is null ? null : body.Length == 0 ? new object() : System.Text.Json.Nodes.JsonNode.Parse(body);

        var refused = await _server.SendAsync(method, path, json, session: "s");
        refused.ShouldBeProblem(401, "session-expired");
        ((string)refused.Json["detail"]!).ShouldStartWith("Invalid or expired session");
        (await _server.SendAsync(method, path, json, session: "another")).Status.ShouldNotBe(401);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/api/version")]
    [InlineData("/docs/index.html")]
    [InlineData("/openapi.json")]
    [InlineData("/api/sessions")]
    [InlineData("/api/sessions/s")]
    [InlineData("/api/sessions/s/transcript")]
    [InlineData("/api/admin/keys")]
    [InlineData("/api/datasources")]
    public async Task Route_ThatNeedsNone_AnswersInAnExpiredSession(string path)
    {
        await _server.Sessions.CreateAsync("ann", "s");
        _server.Clock.Advance(TimeSpan.FromMinutes(61));
        (await _server.SendAsync("GET", path, session: "s")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Sessions_OfOneUser_DontSeeEachOthersMemories()
    {
        // The guide's test_session_isolation.
        foreach (var session in new[] { "s1", "s2" })
        {
            (await _server.SendAsync("POST", "/api/memories", new { content = $"Revenue in {session} rose.", kind = "conversation" }, session: session)).ShouldBe(201);
        }

        var first = await SearchAsync("s1");
        var second = await SearchAsync("s2");
        first.ShouldHaveSingleItem();
        second.ShouldHaveSingleItem();
        first.Intersect(second).ShouldBeEmpty();

        async Task<IReadOnlyList<string>> SearchAsync(string session) =>
            [.. (await _server.SendAsync("POST", "/api/memories/search", new { query = "revenue rose" }, session: session)).ShouldBe(200)["results"]!.AsArray().Select(found => (string)found!["memory"]!["id"]!)];
    }

    [Theory]
    [InlineData("s/1")]
    [InlineData("s%2F1")]
    [InlineData("../admin")]
    [InlineData("é")]
    [InlineData("e\u0301")]
    [InlineData("漢字 😀?#&=+")]
    [InlineData("' OR 1=1 --")]
    [InlineData("\u202Eevil")]
    public async Task Session_OfAnyId_IsExactlyThatOne(string id)
    {
        foreach (var other in new[] { "é", "e\u0301", "s/1", "s%2F1" })
        {
            await _server.Sessions.CreateAsync("ann", other);
        }

        (await _server.SendAsync("POST", Route, new { session_id = id })).ShouldBe(200, 201);
        ((string)(await _server.SendAsync("GET", At(id))).ShouldBe(200)["session_id"]!).ShouldBe(id);
        ((bool)(await _server.SendAsync("POST", At(id) + "/validate")).ShouldBe(200)["valid"]!).ShouldBeTrue();
        (await _server.SendAsync("DELETE", At(id))).ShouldBe(200);
        (await _server.SendAsync("GET", Route + "?active=true")).ShouldBe(200)["sessions"]!.AsArray().Select(session => (string)session!["session_id"]!)
            .ShouldBe(new[] { "é", "e\u0301", "s/1", "s%2F1" }.Where(other => other != id), ignoreOrder: true);
    }

    [Fact]
    public async Task Wrong_Requests_AreExplained()
    {
        (await _server.SendAsync("POST", Route, new { }, user: null)).ShouldBeProblem(401, "identity-missing");
        (await _server.SendAsync("POST", Route, new { user_id = "bob" })).ShouldBeProblem(403, "identity-conflict");
        (await _server.SendAsync("POST", Route, new { session_id = "a" }, session: "b")).ShouldBeProblem(403, "identity-conflict");
        (await _server.SendAsync("POST", Route, new { session_id = "a\u0007" })).ShouldBeProblem(400, "invalid-id");
        (await _server.SendAsync("POST", Route, new { metadata = new { big = new string('x', 20_000) } })).ShouldBeProblem(400, "invalid-metadata");
        (await _server.SendAsync("POST", Route, new { metadata = "text" })).ShouldBeProblem(400, "bad-request");
        (await _server.SendAsync("PATCH", At("none"), new { })).ShouldBeProblem(400, "bad-request");
        (await _server.SendAsync("PATCH", At("none"), new { metadata = new { } })).ShouldBeProblem(404, "session-not-found");
        (await _server.SendAsync("GET", At("none"))).ShouldBeProblem(404, "session-not-found");
        (await _server.SendAsync("DELETE", At("none"))).ShouldBeProblem(404, "session-not-found");
        (await _server.SendAsync("GET", At("none") + "/transcript")).ShouldBeProblem(404, "session-not-found");
        (await _server.SendAsync("DELETE", At("none") + "?memories=burn")).ShouldBeProblem(400, "invalid-memories");
        (await _server.SendAsync("GET", Route + "?limit=0")).ShouldBeProblem(400, "invalid-limit");
        (await _server.SendAsync("POST", At("none") + "/validate")).ShouldBe(200)["reason"]!.GetValue<string>().ShouldBe("unknown");
        (await _server.SendAsync("POST", Route)).ShouldBe(201);
    }

    [Fact]
    public async Task Sessions_AreListedToTheirUser_AndAllToAnAdministratorAlone()
    {
        await _server.Sessions.CreateAsync("ann", "s");
        await _server.Sessions.CreateAsync("bob", "s");
        (await _server.SendAsync("GET", Route + "?all=true")).ShouldBeProblem(403, "not-administrator");
        (await _server.SendAsync("GET", Route + "?all=true", user: null)).ShouldBe(200)["sessions"]!.AsArray().Count.ShouldBe(2);
        var (anns, service, admin) = (await _server.KeyAsync(KeyRole.User, "ann"), await _server.KeyAsync(KeyRole.Service), await _server.KeyAsync(KeyRole.Admin));

        (await _server.SendAsync("GET", Route, user: null, key: anns)).ShouldBe(200)["sessions"]!.AsArray().ShouldHaveSingleItem()!["user_id"]!.GetValue<string>().ShouldBe("ann");
        (await _server.SendAsync("GET", Route + "?all=true", user: null, key: anns)).ShouldBeProblem(403, "not-administrator");
        (await _server.SendAsync("GET", Route + "?all=true", user: null, key: service)).ShouldBeProblem(403, "not-administrator");
        (await _server.SendAsync("GET", Route + "?all=true", user: null, key: admin)).ShouldBe(200)["sessions"]!.AsArray().Count.ShouldBe(2);
        (await _server.SendAsync("DELETE", At("s"), user: "bob", key: anns)).ShouldBeProblem(403, "identity-conflict");
        (await _server.SendAsync("DELETE", At("s") + "?user_id=bob", user: null, key: admin)).ShouldBe(200);
        (await _server.SendAsync("GET", "/api/memories", user: "bob", session: "s", key: service)).ShouldBeProblem(401, "session-ended");
        (await _server.SendAsync("GET", "/api/memories", user: null, session: "s", key: anns)).ShouldBe(200);
    }

    [Fact]
    public async Task Requests_OfManyAtOnce_BeginOneSession()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _server.SendAsync("GET", "/api/memories", session: "s")));
        replies.ShouldAllBe(reply => reply.Status == 200);
        var session = (await _server.SendAsync("GET", Route)).ShouldBe(200)["sessions"]!.AsArray().ShouldHaveSingleItem()!;
        ((long)session["requests"]!).ShouldBe(50);
    }

    private static string At(string id) => $"{Route}/{Uri.EscapeDataString(id)}";
}
