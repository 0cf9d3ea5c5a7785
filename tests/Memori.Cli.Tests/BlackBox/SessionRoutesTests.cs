namespace Memori.Cli.Tests.BlackBox;

/// <summary><c>/api/sessions…</c>: from the beginning of a session to its end.</summary>
[Collection(nameof(OpenSuite))]
public sealed class SessionRoutesTests(OpenService service) : Suite
{
    private static readonly (string, string) User = ("X-User-Id", "sitter");

    [Fact]
    public async Task A_session_begins_is_used_described_and_ends()
    {
        var begun = (await service.PostAsync("/api/sessions", new { session_id = "life", metadata = new { device = "phone" } }, User)).Is(201);
        begun.Header("Location").ShouldBe("/api/sessions/life");
        (begun.Word("session_id"), begun.Word("user_id"), begun["is_active"].GetValue<bool>(), begun["metadata"]["device"]!.GetValue<string>()).ShouldBe(("life", "sitter", true, "phone"));
        (await service.PostAsync("/api/sessions", new { session_id = "life" }, User)).Is(200);

        (await service.PatchAsync("/api/sessions/life", new { metadata = new { topic = "sales" } }, User)).Is(200)["metadata"]["device"]!.GetValue<string>().ShouldBe("phone");
        (await service.PostAsync("/api/sessions/life/validate", null, User)).Is(200)["valid"].GetValue<bool>().ShouldBeTrue();
        (await service.GetAsync("/api/sessions/life", User)).Is(200)["requests"].GetValue<long>().ShouldBeGreaterThanOrEqualTo(0);
        (await service.GetAsync("/api/sessions?active=true", User)).Is(200).List("sessions").ShouldContain(s => s["session_id"]!.GetValue<string>() == "life");

        var ended = (await service.DeleteAsync("/api/sessions/life?memories=delete", User)).Is(200);
        ended["session"]["is_active"]!.GetValue<bool>().ShouldBeFalse();
        var invalid = (await service.PostAsync("/api/sessions/life/validate", null, User)).Is(200);
        (invalid["valid"].GetValue<bool>(), invalid.Json["reason"]!.GetValue<string>()).ShouldBe((false, "ended"));
    }

    [Fact]
    public async Task One_without_an_id_gets_one()
    {
        var id = (await service.PostAsync("/api/sessions", null, User)).Is(201).Word("session_id");
        id.Length.ShouldBeGreaterThanOrEqualTo(32);
    }

    [Fact]
    public async Task A_session_nobody_began_begins_with_its_first_use()
    {
        (await service.PostAsync("/api/text2sql/execute", new { datasource_id = 1, sql = "SELECT 1 AS one" }, User, ("X-Session-Id", "implicit"))).Is(200);
        (await service.GetAsync("/api/sessions/implicit", User)).Is(200)["is_active"].GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_said_in_a_session_can_be_read_again()
    {
        await service.PostAsync("/api/memories/observe", new { user_id = "sitter", session_id = "spoken", user_message = "Which region sells best?", assistant_message = "The north." });
        var transcript = (await service.GetAsync("/api/sessions/spoken/transcript?limit=10", User)).Is(200);
        transcript.List("entries").Select(entry => entry["content"]!.GetValue<string>()).ShouldBe(["Which region sells best?", "The north."]);
        transcript.Number("total").ShouldBe(2);
    }

    [Fact]
    public async Task One_that_ended_is_401_wherever_a_session_is_needed()
    {
        await service.PostAsync("/api/sessions", new { session_id = "over" }, User);
        await service.DeleteAsync("/api/sessions/over", User);
        (string, string)[] who = [User, ("X-Session-Id", "over")];
        foreach (var (path, body) in new (string, object)[]
        {
            ("/api/ai/chat", new { messages = new[] { new { role = "user", content = "x" } } }),
            ("/api/text2sql/generate", new { datasource_id = 1, query = "How many orders?" }),
            ("/api/v2/text2sql/generate", new { datasource_id = 1, query = "How many orders?" }),
            ("/api/text2sql/execute", new { datasource_id = 1, sql = "SELECT 1" }),
            ("/api/text2sql/feedback", new { memory_id = "x", verdict = "right" }),
            ("/api/memories", new { content = "x" }),
            ("/api/memories/search", new { query = "x" }),
            ("/api/memories/wake", new { }),
            ("/api/memories/observe", new { user_message = "x" }),
        })
        {
            (await service.PostAsync(path, body, who)).Fails(401, "session-ended").Word("detail").ShouldStartWith("Invalid or expired session");
        }

        (await service.GetAsync("/api/text2sql/memory-stats", who)).Fails(401, "session-ended");
        (await service.DeleteAsync("/api/text2sql/clear-memory", who)).Fails(401, "session-ended");
        (await service.PostAsync("/api/sessions", new { session_id = "over" }, User)).Fails(400, "session-id-taken");
    }

    [Theory]
    [InlineData("GET", "/api/sessions/mine", null)]
    [InlineData("PATCH", "/api/sessions/mine", """{"metadata":{}}""")]
    [InlineData("DELETE", "/api/sessions/mine", null)]
    [InlineData("GET", "/api/sessions/mine/transcript", null)]
    public async Task Another_s_session_is_as_if_it_were_not_there(string method, string path, string? body)
    {
        await service.PostAsync("/api/sessions", new { session_id = "mine" }, User);
        (await service.SendAsync(method, path, body, ("X-User-Id", "thief"))).Fails(404, "session-not-found");
        (await service.SendAsync("POST", "/api/sessions/mine/validate", null, ("X-User-Id", "thief"))).Is(200)["valid"].GetValue<bool>().ShouldBeFalse();
    }

    [Theory]
    [InlineData("GET", "/api/sessions?limit=0", null, 400, "invalid-limit")]
    [InlineData("GET", "/api/sessions?offset=-1", null, 400, "invalid-offset")]
    [InlineData("GET", "/api/sessions?active=perhaps", null, 400, "bad-request")]
    [InlineData("GET", "/api/sessions?all=true", null, 403, "not-administrator")]
    [InlineData("POST", "/api/sessions", """{"user_id":"another"}""", 403, "identity-conflict")]
    [InlineData("POST", "/api/sessions", """{"metadata":"text"}""", 400, "bad-request")]
    [InlineData("PATCH", "/api/sessions/none", "{}", 400, "bad-request")]
    [InlineData("PATCH", "/api/sessions/none", """{"metadata":{}}""", 404, "session-not-found")]
    [InlineData("DELETE", "/api/sessions/none?memories=burn", null, 400, "invalid-memories")]
    [InlineData("DELETE", "/api/sessions/none", null, 404, "session-not-found")]
    [InlineData("GET", "/api/sessions/none/transcript?limit=0", null, 400, "invalid-limit")]
    [InlineData("GET", "/api/sessions/none/transcript", null, 404, "session-not-found")]
    public async Task What_is_wrong_is_said(string method, string path, string? body, int status, string code) =>
        await service.RefusesAsync(method, path, body, status, code, User);

    [Theory]
    [InlineData("GET", "/api/sessions")]
    [InlineData("POST", "/api/sessions")]
    [InlineData("POST", "/api/sessions/x/validate")]
    public async Task Without_a_user_there_is_no_session(string method, string path) => (await service.SendAsync(method, path, null)).Fails(401, "identity-missing");
}
