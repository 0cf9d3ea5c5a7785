namespace Memori.Cli.Tests.BlackBox;

/// <summary>What an operator looks at: usage, monitoring, jobs, audit, and the forgetting of a person.</summary>
[Collection(nameof(OpenSuite))]
public sealed class OperationRoutesTests(OpenService service) : Suite
{
    [Fact]
    public async Task Usage_is_checked_recorded_and_reported()
    {
        var check = (await service.PostAsync("/api/usage/check", new { user_id = "spender", estimated_tokens = 1000 })).Is(200);
        (check["allowed"].GetValue<bool>(), check.Number("current_usage")).ShouldBe((true, 0));
        var recorded = (await service.PostAsync("/api/usage/record", new { user_id = "spender", model = "claude-haiku-4-5", input_tokens = 1_000_000, output_tokens = 0 })).Is(200);
        (recorded.Number("total_tokens"), recorded["cost_usd"].GetValue<decimal>()).ShouldBe((1_000_000, 1m));
        var report = (await service.GetAsync("/api/usage?user_id=spender&days=1")).Is(200);
        (report.Word("user_id"), report.Number("period_days"), report.Number("total_tokens"), report["estimated_cost"].GetValue<decimal>()).ShouldBe(("spender", 1, 1_000_000, 1m));
        (await service.GetAsync("/api/monitoring/usage?user_id=spender&days=1")).Is(200).Number("total_tokens").ShouldBe(1_000_000);
    }

    [Fact]
    public async Task A_limit_of_a_user_is_set_held_and_taken_back()
    {
        const string route = "/api/usage/limits/user/limited";
        (await service.PutAsync(route, new { daily_tokens = 5, tokens_per_request = (long?)null })).Is(200).Number("limit").ShouldBe(5);
        (await service.GetAsync(route)).Is(200)["own_limits"].GetValue<bool>().ShouldBeTrue();
        (await service.PostAsync("/api/usage/check", new { user_id = "limited", estimated_tokens = 1000 })).Is(200)["allowed"].GetValue<bool>().ShouldBeFalse();
        var refused = (await service.PostAsync("/api/ai/chat", new { user_id = "limited", session_id = "s", messages = new[] { new { role = "user", content = "A long question about very much, longer than five tokens are." } } })).Is(429);
        refused.Word("code").ShouldBe("daily-token-limit");
        (await service.PostAsync("/v1/messages", new { model = "claude-haiku-4-5", max_tokens = 100, messages = new[] { new { role = "user", content = "x" } } }, ("anthropic-version", "2023-06-01"), ("X-User-Id", "limited"), ("X-Session-Id", "s")))
            .FailsAsAnthropic(429, "rate_limit_error");
        (await service.DeleteAsync(route)).Is(204);
        (await service.GetAsync(route)).Is(200)["own_limits"].GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Monitoring_has_the_guide_s_fields_after_traffic()
    {
        await service.PostAsync("/api/ai/chat", new { user_id = "watched", session_id = "s1", messages = new[] { new { role = "user", content = "Hello" } } });
        await service.PostAsync("/api/memories", new { user_id = "watched", session_id = "s1", content = "Watched." });

        var user = await EventuallyAsync("/api/monitoring/stats/user/watched?days=1", answer => answer.Number("total_requests") > 0);
        (user.Word("user_id"), user.Number("period_days")).ShouldBe(("watched", 1));
        user.Number("total_tokens").ShouldBeGreaterThan(0);
        user["total_cost"].GetValue<decimal>().ShouldBeGreaterThan(0);
        user["avg_latency_ms"].GetValue<double>().ShouldBeGreaterThan(0);

        var hourly = (await service.GetAsync("/api/monitoring/stats/hourly?hours=1")).Is(200);
        hourly.Number("period_hours").ShouldBe(1);
        hourly.Number("total_requests").ShouldBeGreaterThanOrEqualTo(hourly.Number("successful_requests"));
        hourly["success_rate"].GetValue<double>().ShouldBeInRange(0.0, 1.0);
        hourly["p95_latency_ms"].GetValue<double>().ShouldBeLessThanOrEqualTo(hourly["p99_latency_ms"].GetValue<double>());
        foreach (var field in new[] { "total_tokens", "avg_tokens_per_request", "total_cost", "avg_cost_per_request", "avg_latency_ms" })
        {
            hourly[field].GetValue<decimal>().ShouldBeGreaterThan(0, field);
        }
    }

    [Fact]
    public async Task Where_nothing_happened_the_figures_have_the_guide_s_zero_form()
    {
        var hourly = (await service.GetAsync("/api/monitoring/stats/hourly?hours=2&user_id=nobody")).Is(200);
        (hourly.Number("period_hours"), hourly.Number("total_requests"), hourly["avg_latency_ms"].GetValue<double>(), hourly["total_cost"].GetValue<double>(), hourly["success_rate"].GetValue<double>()).ShouldBe((2, 0, 0, 0, 0));
        var user = (await service.GetAsync("/api/monitoring/stats/user/nobody")).Is(200);
        (user.Word("user_id"), user.Number("period_days"), user.Number("total_requests")).ShouldBe(("nobody", 7, 0));
        var growth = (await service.GetAsync("/api/monitoring/memory/growth/nobody/none")).Is(200);
        (growth.Word("user_id"), growth.Word("session_id"), growth.Number("data_points")).ShouldBe(("nobody", "none", 0));
    }

    [Fact]
    public async Task The_process_and_its_performance_are_judged()
    {
        (await service.GetAsync("/api/monitoring/leak")).Is(200)["leak_detected"].GetValue<bool>().ShouldBeFalse();
        (await service.GetAsync("/api/monitoring/performance")).Is(200).Word("status").ShouldNotBeEmpty();
        (await service.GetAsync("/api/monitoring/performance/report")).Is(200).Text.ShouldStartWith("# ");
    }

    [Fact]
    public async Task A_job_is_run_now_and_says_how_it_ended()
    {
        const string name = "session-cleanup";
        var jobs = (await service.GetAsync("/api/admin/jobs")).Is(200).List("jobs").Select(job => job["name"]!.GetValue<string>()).ToList();
        new[] { name, "memory-lifecycle", "metrics-rollup", "metrics-retention", "audit-retention", "datasource-sync", "backup", "ledger-orphans" }.ShouldBeSubsetOf(jobs);
        (await service.PostAsync($"/api/admin/jobs/{name}/run")).Is(202).Header("Location").ShouldBe($"/api/admin/jobs/{name}");
        var done = await EventuallyAsync($"/api/admin/jobs/{name}", job => job.Json["last_run"]?["outcome"]?.GetValue<string>() == "done");
        done.Number("failures").ShouldBe(0);
        (await service.GetAsync("/api/admin/jobs/queue?limit=5")).Is(200).List("jobs").Count.ShouldBeLessThanOrEqualTo(5);
    }

    [Fact]
    public async Task The_audit_has_what_was_asked_and_done()
    {
        await service.PostAsync("/api/text2sql/execute", new { user_id = "audited", session_id = "s1", datasource_id = 1, sql = "SELECT 41 + 1 AS answer" });
        await service.PostAsync("/api/text2sql/execute", new { user_id = "audited", session_id = "s1", datasource_id = 1, sql = "DROP TABLE customers" });
        var page = await EventuallyAsync("/api/admin/audit?user=audited&limit=10", answer => answer.List("entries").Count >= 2);
        var entries = page.List("entries");
        entries.Select(entry => entry["outcome"]!.GetValue<string>()).ShouldBe(["refused", "ok"]);
        entries[1]["asked"]!.GetValue<string>().ShouldBe("SELECT 41 + 1 AS answer");
        entries[1]["statements"]!.AsArray().Count.ShouldBe(1);
        (await service.GetAsync("/api/admin/audit/export?user=audited&format=csv")).Is(200).Text.Split('\n').Length.ShouldBeGreaterThan(2);
        (await service.GetAsync("/api/admin/audit/export?user=audited")).Is(200).MediaType.ShouldBe("application/x-ndjson");
        (await service.GetAsync("/api/admin/audit/verify")).Is(200)["whole"].GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_person_that_was_forgotten_is_found_by_no_route()
    {
        const string secret = "Marlene's ring size is 54.";
        await service.PostAsync("/api/sessions", new { user_id = "marlene", session_id = "m1", metadata = new { phone = "555-0199" } });
        await service.PostAsync("/api/memories", new { user_id = "marlene", content = secret });
        await service.PostAsync("/api/memories/observe", new { user_id = "marlene", session_id = "m1", user_message = secret, assistant_message = "I see." });
        await service.PostAsync("/api/ai/chat", new { user_id = "marlene", session_id = "m1", messages = new[] { new { role = "user", content = "What is my ring size?" } } });
        await service.PostAsync("/api/text2sql/generate", new { user_id = "marlene", session_id = "m1", datasource_id = 1, query = "How many employees are there?" });
        await service.PostAsync("/api/usage/record", new { user_id = "marlene", input_tokens = 10, output_tokens = 1 });
        (await service.GetAsync("/api/users/marlene/data")).Is(200).Text.ShouldContain("ring size");

        var forgotten = (await service.DeleteAsync("/api/users/marlene")).Is(200);
        forgotten.Word("message").ShouldNotBeEmpty();

        (await service.GetAsync("/api/memories?user_id=marlene")).List("memories").ShouldBeEmpty();
        (await service.PostAsync("/api/memories/search", new { user_id = "marlene", query = "ring size" })).List("results").ShouldBeEmpty();
        (await service.GetAsync("/api/memories/export?user_id=marlene")).Text.ShouldBeEmpty();
        (await service.GetAsync("/api/text2sql/memory-stats?user_id=marlene&session_id=m2")).Number("total_memories").ShouldBe(0);
        (await service.GetAsync("/api/sessions/m1?user_id=marlene")).Fails(404, "session-not-found");
        (await service.GetAsync("/api/datasources/1/pairs?user_id=marlene")).List("pairs").ShouldBeEmpty();
        (await service.GetAsync("/api/usage?user_id=marlene")).Number("total_tokens").ShouldBe(0);
        (await service.GetAsync("/api/monitoring/stats/user/marlene")).Number("total_requests").ShouldBe(0);
        (await service.GetAsync("/api/monitoring/memory/growth/marlene/m1")).Number("data_points").ShouldBe(0);
        (await service.GetAsync("/api/admin/audit?limit=1000")).Text.ShouldNotContain("ring size");
        (await service.GetAsync("/api/admin/audit/export")).Text.ShouldNotContain("ring size");
        (await service.GetAsync("/api/admin/audit?user=marlene")).List("entries").Count(entry => entry["asked"] is not null).ShouldBe(0);
        (await service.GetAsync("/api/admin/audit/verify")).Is(200)["whole"].GetValue<bool>().ShouldBeTrue();
    }

    [Theory]
    [InlineData("GET", "/api/usage?days=0", null, 400, "invalid-days")]
    [InlineData("GET", "/api/usage?days=many", null, 400, "bad-request")]
    [InlineData("POST", "/api/usage/check", """{"estimated_tokens":1}""", 401, "identity-missing")]
    [InlineData("POST", "/api/usage/check", """{"user_id":"u","estimated_tokens":-1}""", 400, "invalid-tokens")]
    [InlineData("POST", "/api/usage/record", """{"user_id":"u","input_tokens":-1}""", 400, "invalid-tokens")]
    [InlineData("PUT", "/api/usage/limits/user/u", """{"daily_tokens":-1}""", 400, "invalid-tokens")]
    [InlineData("GET", "/api/usage/limits/key/none", null, 404, "key-not-found")]
    [InlineData("PUT", "/api/usage/limits/key/none", "{}", 404, "key-not-found")]
    [InlineData("DELETE", "/api/usage/limits/key/none", null, 404, "key-not-found")]
    [InlineData("GET", "/api/usage/limits/user/u?user_id=v", null, 403, "not-administrator")]
    [InlineData("DELETE", "/api/usage/limits/user/u?user_id=v", null, 403, "not-administrator")]
    [InlineData("GET", "/api/monitoring/stats/hourly?hours=0", null, 400, "invalid-hours")]
    [InlineData("GET", "/api/monitoring/stats/user/u?days=0", null, 400, "invalid-days")]
    [InlineData("GET", "/api/monitoring/stats/user/u?user_id=v", null, 403, "identity-conflict")]
    [InlineData("GET", "/api/monitoring/memory/growth/u/s?user_id=v", null, 403, "identity-conflict")]
    [InlineData("GET", "/api/monitoring/usage?days=0", null, 400, "invalid-days")]
    [InlineData("GET", "/api/admin/jobs/none", null, 404, "job-not-found")]
    [InlineData("POST", "/api/admin/jobs/none/run", null, 404, "job-not-found")]
    [InlineData("GET", "/api/admin/jobs/queue?state=lost", null, 400, "invalid-state")]
    [InlineData("POST", "/api/admin/jobs/queue/none/none/retry", null, 404, "queued-job-not-found")]
    [InlineData("GET", "/api/admin/audit?limit=0", null, 400, "invalid-limit")]
    [InlineData("GET", "/api/admin/audit?from=yesterday", null, 400, "invalid-time")]
    [InlineData("GET", "/api/admin/audit/export?format=exe", null, 400, "invalid-format")]
    [InlineData("DELETE", "/api/users/u?user_id=v", null, 403, "not-administrator")]
    [InlineData("GET", "/api/users/u/data?user_id=v", null, 403, "not-administrator")]
    public async Task What_is_wrong_is_said(string method, string path, string? body, int status, string code) =>
        await service.RefusesAsync(method, path, body, status, code);

    [Fact]
    public async Task A_job_that_another_instance_runs_is_409()
    {
        const string run = "/api/admin/jobs/state-optimize/run";
        (await service.PostAsync(run)).Is(202);
        await EventuallyAsync("/api/admin/jobs/state-optimize", job => job.Json["last_run"]?["outcome"] is not null && job.Json["running_at"] is null);
        await service.AlterStateAsync("UPDATE lead SET holder = 'another instance', leased_until = 4102444800000 WHERE name LIKE '%state-optimize'");
        await service.RefusesAsync("POST", run, null, 409, "job-running");
        (await service.GetAsync("/api/admin/jobs/state-optimize")).Is(200)["running_at"].ShouldNotBeNull();
        await service.AlterStateAsync("UPDATE lead SET holder = NULL, leased_until = 0 WHERE name LIKE '%state-optimize'");
    }

    // What is measured is written a moment after the answer: asked again, with an end.
    private async Task<Answer> EventuallyAsync(string path, Func<Answer, bool> isThere)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var answer = (await service.GetAsync(path)).Is(200);
            if (isThere(answer))
            {
                return answer;
            }

            deadline.Token.ThrowIfCancellationRequested();
            await Task.Delay(TimeSpan.FromMilliseconds(100), deadline.Token);
        }
    }
}
