namespace Memori.Cli.Tests.BlackBox;

/// <summary>A service that is closed: who is let in, as whom, and to what.</summary>
[Collection(nameof(ClosedSuite))]
public sealed class AccessTests(ClosedService service) : Suite
{
    private static readonly string[] Open = ["GET /health", "GET /health/ready", "GET /api/version"];

    private static readonly string[] Administration =
    [
        "/api/admin/", "/api/usage/limits/", "/api/datasources/{id}/policy", "/api/monitoring/leak", "/api/monitoring/performance", "POST /api/datasources", "PATCH /api/datasources", "DELETE /api/datasources",
        "GET /api/datasources/{id}/annotations", "PUT /api/datasources", "GET /metrics",
    ];

    [Fact]
    public async Task Nobody_is_let_in_anywhere_without_a_key()
    {
        foreach (var operation in service.Operations.Except(Open, StringComparer.Ordinal))
        {
            var answer = await AskAsync(operation);
            _ = answer.Path.StartsWith("/v1/", StringComparison.Ordinal)
                ? answer.FailsAsAnthropic(401, "authentication_error", "api-key-missing")
                : answer.Fails(401, "api-key-missing");
        }

        foreach (var path in new[] { "/health", "/health/ready", "/api/version", "/openapi.json", "/docs/index.html" })
        {
            (await service.GetAsync(path)).Is(200);
        }

        (await service.GetAsync("/api/nowhere")).Fails(401, "api-key-missing");
    }

    [Fact]
    public async Task What_is_the_administrator_s_is_403_for_a_key_of_a_user_and_of_a_service()
    {
        foreach (var operation in service.Operations.Where(operation => Administration.Any(part => operation.Contains(part, StringComparison.Ordinal)) && !operation.EndsWith("/pairs", StringComparison.Ordinal) && operation != "GET /metrics"))
        {
            (await AskAsync(operation, service.Alice)).Fails(403, "not-administrator");
            (await AskAsync(operation, service.AnyUser)).Fails(403, "not-administrator");
        }

        (await service.GetAsync("/api/sessions?all=true", service.Alice)).Fails(403, "not-administrator");
        (await service.GetAsync("/api/sessions?all=true", ClosedService.Admin)).Is(200);
        (await service.GetAsync("/metrics", ClosedService.Admin)).Is(200);
    }

    [Theory]
    [InlineData("Authorization", "Bearer mk-0123456789abcdef0123456789abcdef", "invalid-api-key")]
    [InlineData("x-api-key", "mk-", "api-key-missing")]
    [InlineData("X-Memori-Key", "anything", "invalid-api-key")]
    [InlineData("Authorization", "Bearer sk-ant-somebody-else-s", "api-key-missing")]
    [InlineData("Authorization", "Basic YWRtaW46YWRtaW4=", "api-key-missing")]
    [InlineData("Authorization", "Bearer an-administrator-s-key-of-the-settings-012345678", "api-key-missing")]
    [InlineData("Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.", "api-key-missing")]
    public async Task A_key_that_is_none_is_401(string header, string value, string code)
    {
        var refused = (await service.SendFromAsync("127.0.0.2", "GET", "/api/memories?user_id=alice", null, (header, value))).Fails(401, code);
        refused.Header("WWW-Authenticate")!.ShouldStartWith("Bearer realm=\"memori\"");
        (await service.SendFromAsync("127.0.0.2", "POST", "/v1/messages", "{}", (header, value))).FailsAsAnthropic(401, "authentication_error", code);
    }

    [Fact]
    public async Task The_beginning_of_a_key_opens_nothing()
    {
        var (header, secret) = service.Alice;
        (await service.GetAsync("/api/memories", (header, secret[..^1]))).Is(401);
        (await service.GetAsync("/api/memories", (header, secret + "x"))).Is(401);
        (await service.GetAsync("/api/memories", (header, secret.ToUpperInvariant()))).Is(401);
        (await service.GetAsync("/api/memories", (header, secret[..10]))).Is(401);
    }

    [Fact]
    public async Task A_user_s_key_speaks_for_that_user_alone_whatever_is_sent_with_it()
    {
        var id = (await service.PostAsync("/api/memories", new { content = "Alice's own." }, service.Alice)).Is(201).Word("id");
        (await service.GetAsync($"/api/memories/{id}", service.Alice)).Is(200);
        (await service.GetAsync($"/api/memories/{id}", service.Bob)).Fails(404, "memory-not-found");
        (await service.GetAsync($"/api/memories/{id}", service.Bob, ("X-User-Id", "alice"))).Fails(403, "identity-conflict");
        (await service.GetAsync($"/api/memories/{id}?user_id=alice", service.Bob)).Fails(403, "identity-conflict");
        (await service.PostAsync("/api/memories/search", new { user_id = "alice", query = "Alice" }, service.Bob)).Fails(403, "identity-conflict");
        (await service.GetAsync("/api/monitoring/stats/user/alice", service.Bob)).Fails(403, "identity-conflict");
        (await service.GetAsync("/api/monitoring/memory/growth/alice/s", service.Bob)).Fails(403, "identity-conflict");
        (await service.DeleteAsync("/api/users/alice", service.Bob)).Fails(403, "not-administrator");
        (await service.GetAsync("/api/users/alice/data", service.Bob)).Fails(403, "not-administrator");
        (await service.GetAsync("/api/usage?user_id=alice", service.Bob)).Fails(403, "identity-conflict");
        (await service.PostAsync("/v1/messages", "{}", service.Bob, ("X-User-Id", "alice"))).FailsAsAnthropic(403, "permission_error", "identity-conflict");
    }

    [Fact]
    public async Task A_service_s_key_may_speak_for_anybody_but_must_say_for_whom()
    {
        (await service.GetAsync("/api/memories", service.AnyUser)).Fails(401, "identity-missing");
        (await service.GetAsync("/api/memories", service.AnyUser, ("X-User-Id", "carol"))).Is(200);
        (await service.GetAsync("/api/memories?user_id=carol", service.AnyUser, ("X-User-Id", "dave"))).Fails(403, "identity-conflict");
    }

    [Fact]
    public async Task Where_sessions_are_not_made_by_themselves_an_unknown_one_is_401()
    {
        (string, string)[] who = [service.AnyUser, ("X-User-Id", "strict"), ("X-Session-Id", "s1")];
        (await service.PostAsync("/api/text2sql/generate", new { datasource_id = 1, query = "How many orders are there?" }, who)).Fails(401, "session-unknown");
        (await service.PostAsync("/api/ai/chat", new { messages = new[] { new { role = "user", content = "x" } } }, who)).Fails(401, "session-unknown");
        (await service.PostAsync("/api/sessions", new { session_id = "s1" }, who)).Is(201);
        (await service.PostAsync("/api/text2sql/generate", new { datasource_id = 1, query = "How many orders are there?" }, who)).Is(200);
        (await service.PostAsync("/api/ai/chat", new { messages = new[] { new { role = "user", content = "x" } } }, who)).Is(200);
    }

    [Fact]
    public async Task One_that_nobody_used_for_its_time_is_401_and_stays_over()
    {
        (string, string)[] who = [service.AnyUser, ("X-User-Id", "sleeper"), ("X-Session-Id", "old")];
        (await service.PostAsync("/api/sessions", new { session_id = "old" }, who)).Is(201);
        await service.AlterStateAsync("UPDATE user_session SET created_at = created_at - 7200000, last_activity = last_activity - 7200000 WHERE user_id = 'sleeper' AND id = 'old'");
        (await service.PostAsync("/api/text2sql/generate", new { datasource_id = 1, query = "How many orders are there?" }, who)).Fails(401, "session-expired").Word("detail").ShouldStartWith("Invalid or expired session");
        (await service.PostAsync("/api/sessions/old/validate", null, who[..2])).Is(200).Word("reason").ShouldBe("expired");
        (await service.PostAsync("/api/sessions", new { session_id = "old" }, who)).Fails(400, "session-id-taken");
    }

    [Fact]
    public async Task A_key_is_made_listed_without_its_secret_rotated_and_revoked()
    {
        var made = (await service.PostAsync("/api/admin/keys", new { name = "temporary", role = "user", user_id = "temp", datasources = new[] { 7 } }, ClosedService.Admin)).Is(201);
        var (id, secret) = (made.Word("id"), made.Word("secret"));
        made.Header("Location").ShouldBe($"/api/admin/keys/{id}");
        var list = (await service.GetAsync("/api/admin/keys", ClosedService.Admin)).Is(200);
        list.Text.ShouldNotContain(secret);
        list.List("keys").ShouldContain(key => key["id"]!.GetValue<string>() == id && secret.StartsWith(key["prefix"]!.GetValue<string>(), StringComparison.Ordinal));

        (await service.GetAsync("/api/memories", ("x-api-key", secret))).Is(200);
        (await service.GetAsync("/api/datasources", ("x-api-key", secret))).Is(200).List("datasources").ShouldBeEmpty();
        (await service.GetAsync("/api/datasources/1/schema", ("x-api-key", secret))).Fails(404, "datasource-not-found");

        var limits = $"/api/usage/limits/key/{id}";
        (await service.PutAsync(limits, new { daily_tokens = 10 }, ClosedService.Admin)).Is(200).Number("limit").ShouldBe(10);
        (await service.GetAsync(limits, ClosedService.Admin)).Is(200).Number("limit").ShouldBe(10);
        (await service.DeleteAsync(limits, ClosedService.Admin)).Is(204);

        var rotated = (await service.PostAsync($"/api/admin/keys/{id}/rotate", new { overlap_seconds = 0 }, ClosedService.Admin)).Is(200).Word("secret");
        (await service.GetAsync("/api/memories", ("x-api-key", secret))).Fails(401, "invalid-api-key");
        (await service.GetAsync("/api/memories", ("Authorization", "Bearer " + rotated))).Is(200);
        (await service.DeleteAsync($"/api/admin/keys/{id}", ClosedService.Admin)).Is(204);
        (await service.GetAsync("/api/memories", ("X-Memori-Key", rotated))).Fails(401, "invalid-api-key");
        (await service.DeleteAsync($"/api/admin/keys/{id}", ClosedService.Admin)).Fails(404, "key-not-found");
        (await service.GetAsync("/api/admin/audit?kind=create-key&limit=5", ClosedService.Admin)).Is(200).Text.ShouldNotContain(secret);
    }

    [Theory]
    [InlineData("POST", "/api/admin/keys", """{"role":"emperor"}""", 400, "invalid-role")]
    [InlineData("POST", "/api/admin/keys", """{"role":"user"}""", 400, "invalid-key")]
    [InlineData("POST", "/api/admin/keys", """{"role":"service","expires_at":"2001-01-01T00:00:00Z"}""", 400, "invalid-key")]
    [InlineData("POST", "/api/admin/keys", "", 400, "bad-request")]
    [InlineData("POST", "/api/admin/keys/none/rotate", "{}", 404, "key-not-found")]
    [InlineData("DELETE", "/api/admin/keys/none", null, 404, "key-not-found")]
    [InlineData("GET", "/api/memories?user_id=u&user_id=v", null, 403, "identity-conflict")]
    public async Task What_is_wrong_is_said(string method, string path, string? body, int status, string code) =>
        await service.RefusesAsync(method, path, body, status, code, ClosedService.Admin);

    [Fact]
    public async Task A_job_that_was_given_up_is_tried_again()
    {
        await service.AlterStateAsync("INSERT INTO job (queue, id, owner_kind, owner_id, payload, state, attempts, created_at, due_at, ended_at, error) VALUES ('outside', 'j1', 0, 'u', '{}', 'failed', 5, 0, 0, 1, 'It would not.')");
        var listed = (await service.GetAsync("/api/admin/jobs/queue?state=failed&queue=outside", ClosedService.Admin)).Is(200).List("jobs");
        listed.ShouldHaveSingleItem()["error"]!.GetValue<string>().ShouldBe("It would not.");
        (await service.PostAsync("/api/admin/jobs/queue/outside/j1/retry", null, ClosedService.Admin)).Is(200).Word("state").ShouldBe("waiting");
        (await service.PostAsync("/api/admin/jobs/queue/outside/j1/retry", null, ClosedService.Admin)).Fails(404, "queued-job-not-found");
    }

    [Fact]
    public async Task The_audit_has_who_did_what_and_who_was_not_let_to()
    {
        var id = (await service.PostAsync("/api/admin/keys", new { name = "to be seen", role = "service" }, ClosedService.Admin)).Is(201).Word("id");
        await service.DeleteAsync($"/api/admin/keys/{id}", ClosedService.Admin);
        await service.PostAsync("/api/admin/keys", new { name = "mine", role = "admin" }, service.Alice);
        await service.PostAsync("/api/text2sql/execute", new { session_id = "none", datasource_id = 1, sql = "SELECT 1" }, service.Bob);
        var entries = (await service.GetAsync("/api/admin/audit?limit=200", ClosedService.Admin)).Is(200).List("entries");
        entries.ShouldContain(entry => entry["kind"]!.GetValue<string>() == "create-key" && entry["outcome"]!.GetValue<string>() == "ok");
        entries.ShouldContain(entry => entry["kind"]!.GetValue<string>() == "revoke-key" && entry["outcome"]!.GetValue<string>() == "ok");
        entries.ShouldContain(entry => entry["kind"]!.GetValue<string>() == "access-refused" && entry["outcome"]!.GetValue<string>() == "refused" && entry["code"]!.GetValue<string>() == "not-administrator");
        entries.ShouldContain(entry => entry["kind"]!.GetValue<string>() == "execute-sql" && entry["code"]!.GetValue<string>() == "session-unknown" && entry["user_id"]!.GetValue<string>() == "bob");
        entries.ShouldAllBe(entry => entry["request_id"] == null || entry["request_id"]!.GetValue<string>().Length == 32);
        (await service.GetAsync("/api/admin/audit?user=bob&outcome=refused", ClosedService.Admin)).Is(200).List("entries").ShouldNotBeEmpty();
        (await service.GetAsync("/api/admin/audit/verify", ClosedService.Admin)).Is(200)["whole"].GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Too_many_guesses_of_a_key_from_one_address_are_429()
    {
        const string address = "127.0.0.3";
        Answer answer;
        var tries = 0;
        do
        {
            answer = await service.SendFromAsync(address, "GET", "/api/memories", null, ("x-api-key", $"mk-guess-{tries:D32}"));
        }
        while (answer.Status == 401 && ++tries < 500);
        answer.Fails(429, "too-many-attempts");
        (await service.GetAsync("/api/memories", service.Alice)).Is(200);
        (await service.SendFromAsync(address, "GET", "/api/memories", null, service.Alice)).Is(200);
    }

    private Task<Answer> AskAsync(string operation, params (string, string)[] headers)
    {
        var (method, template) = (operation.Split(' ')[0], operation.Split(' ')[1]);
        var path = System.Text.RegularExpressions.Regex.Replace(template, @"\{\w+\}", "1");
        return service.SendAsync(method, path, method is "POST" or "PUT" or "PATCH" ? "{}" : null, headers);
    }
}
