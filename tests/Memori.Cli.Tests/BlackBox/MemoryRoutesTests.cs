namespace Memori.Cli.Tests.BlackBox;

/// <summary><c>/api/memories…</c> and the guide's <c>memory-stats</c> and <c>clear-memory</c>.</summary>
[Collection(nameof(OpenSuite))]
public sealed class MemoryRoutesTests(OpenService service) : Suite
{
    [Fact]
    public async Task A_memory_is_kept_found_changed_and_deleted()
    {
        var memory = new { user_id = "keeper", session_id = "s1", content = "Fiscal years begin in April.", kind = "rule", importance = 0.9, metadata = new { source = "handbook" } };
        var kept = (await service.PostAsync("/api/memories", memory)).Is(201);
        var id = kept.Word("id");
        kept.Header("Location").ShouldBe($"/api/memories/{id}");
        (kept.Word("kind"), kept.Word("mode"), kept.Word("layer"), kept["importance"].GetValue<double>()).ShouldBe(("rule", "conscious", "long", 0.9));

        var found = (await service.PostAsync("/api/memories/search", new { user_id = "keeper", query = "When do fiscal years begin?", explain = true })).Is(200);
        var first = found.List("results")[0];
        first["memory"]!["id"]!.GetValue<string>().ShouldBe(id);
        first["explanation"].ShouldNotBeNull();

        (await service.GetAsync($"/api/memories/{id}?user_id=keeper")).Is(200).Word("content").ShouldBe("Fiscal years begin in April.");
        (await service.PatchAsync($"/api/memories/{id}", new { user_id = "keeper", content = "Fiscal years begin in May." })).Is(200).Word("content").ShouldBe("Fiscal years begin in May.");
        (await service.GetAsync("/api/memories?user_id=keeper&kind=rule&limit=5")).Is(200).List("memories").Count.ShouldBe(1);
        (await service.DeleteAsync($"/api/memories/{id}?user_id=keeper")).Is(204);
        (await service.GetAsync($"/api/memories/{id}?user_id=keeper")).Fails(404, "memory-not-found");
    }

    [Fact]
    public async Task The_same_id_twice_is_one_memory()
    {
        var memory = new { user_id = "twice", id = "client-1", content = "Once." };
        (await service.PostAsync("/api/memories", memory)).Is(201);
        (await service.PostAsync("/api/memories", memory)).Is(201);
        (await service.GetAsync("/api/memories?user_id=twice")).List("memories").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_memory_is_followed_by_another_and_comes_back()
    {
        var old = (await service.PostAsync("/api/memories", new { user_id = "mover", content = "The office is in Shanghai." })).Word("id");
        var heir = (await service.PostAsync($"/api/memories/{old}/supersede", new { user_id = "mover", content = "The office is in Hangzhou." })).Is(200).Word("id");
        var history = (await service.GetAsync($"/api/memories/{heir}/history?user_id=mover")).Is(200).List("versions");
        history.Select(version => version["memory"]!["id"]!.GetValue<string>()).ShouldBe([old, heir], ignoreOrder: true);
        (await service.PostAsync($"/api/memories/{old}/restore?user_id=mover")).Is(200).Word("status").ShouldBe("active");
        (await service.PostAsync($"/api/memories/{old}/archive?user_id=mover")).Is(200).Word("status").ShouldBe("archived");
    }

    [Fact]
    public async Task An_exchange_is_observed_and_what_it_left_is_promoted_and_consolidated()
    {
        var seen = (await service.PostAsync("/api/memories/observe", new { user_id = "talker", session_id = "s1", user_message = "I prefer charts over tables.", assistant_message = "Noted.", extract = true })).Is(200);
        var turn = seen["user_turn"]["id"]!.GetValue<string>();
        (await service.PostAsync($"/api/memories/{turn}/promote?user_id=talker&session_id=s1")).Is(200).Word("layer").ShouldBe("long");
        (await service.PostAsync("/api/memories/consolidate?user_id=talker&session_id=s1")).Is(200).Number("consolidated").ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task The_working_set_of_a_session_is_what_was_told_on_purpose()
    {
        await service.PostAsync("/api/memories", new { user_id = "waker", content = "Always answer in euros.", kind = "preference" });
        var set = (await service.PostAsync("/api/memories/wake", new { user_id = "waker", session_id = "s1" })).Is(200);
        set.List("memories").ShouldHaveSingleItem();
        set.Number("tokens").ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_was_exported_can_be_imported_by_another()
    {
        await service.PostAsync("/api/memories", new { user_id = "exporter", content = "出口数据。" });
        var file = (await service.GetAsync("/api/memories/export?user_id=exporter")).Is(200);
        file.Text.ShouldContain("出口数据。");
        using var content = new StringContent(file.Text, System.Text.Encoding.UTF8, "application/x-ndjson");
        (await service.PostAsync("/api/memories/import?user_id=importer", content)).Is(200).Number("imported").ShouldBe(1);
    }

    [Fact]
    public async Task Statistics_and_clearing_have_the_guide_s_names_and_touch_the_session_alone()
    {
        await service.PostAsync("/api/memories", new { user_id = "counter", session_id = "s1", content = "We spoke of margins.", kind = "conversation", mode = "auto" });
        await service.PostAsync("/api/memories", new { user_id = "counter", content = "Margins are in percent.", kind = "rule" });
        var stats = (await service.GetAsync("/api/text2sql/memory-stats?user_id=counter&session_id=s1")).Is(200);
        stats.Number("total_memories").ShouldBe(2);
        stats.Number("memory_tokens").ShouldBeGreaterThan(0);
        stats["avg_importance"].GetValue<double>().ShouldBeInRange(0.0, 1.0);
        stats["oldest_memory"].GetValue<string>().ShouldNotBeEmpty();
        stats["newest_memory"].GetValue<string>().ShouldNotBeEmpty();

        var cleared = (await service.DeleteAsync("/api/text2sql/clear-memory?user_id=counter&session_id=s1")).Is(200);
        cleared.Word("message").ShouldBe("Memory cleared successfully");
        (await service.GetAsync("/api/text2sql/memory-stats?user_id=counter&session_id=s1")).Number("total_memories").ShouldBe(1);
    }

    [Fact]
    public async Task Statistics_of_nothing_are_zeros()
    {
        var stats = (await service.GetAsync("/api/text2sql/memory-stats?user_id=nobody-yet&session_id=s1")).Is(200);
        (stats.Number("total_memories"), stats.Number("memory_tokens"), stats["avg_importance"].GetValue<double>()).ShouldBe((0, 0, 0.0));
    }

    [Fact]
    public async Task Another_s_memory_is_as_if_it_were_not_there()
    {
        var id = (await service.PostAsync("/api/memories", new { user_id = "owner", content = "Mine alone." })).Word("id");
        (await service.GetAsync($"/api/memories/{id}?user_id=thief")).Fails(404, "memory-not-found");
        (await service.GetAsync($"/api/memories/{id}/history?user_id=thief")).Fails(404, "memory-not-found");
        (await service.PatchAsync($"/api/memories/{id}", new { user_id = "thief", content = "Ours." })).Fails(404, "memory-not-found");
        (await service.DeleteAsync($"/api/memories/{id}?user_id=thief")).Fails(404, "memory-not-found");
        foreach (var act in new[] { "promote", "archive", "restore" })
        {
            (await service.PostAsync($"/api/memories/{id}/{act}?user_id=thief")).Fails(404, "memory-not-found");
        }

        (await service.PostAsync($"/api/memories/{id}/supersede", new { user_id = "thief", content = "Ours." })).Fails(404, "memory-not-found");
        (await service.PostAsync("/api/memories/search", new { user_id = "thief", query = "Mine alone" })).List("results").ShouldBeEmpty();
        (await service.GetAsync($"/api/memories/{id}?user_id=owner")).Is(200).Word("content").ShouldBe("Mine alone.");
    }

    [Theory]
    [InlineData("POST", "/api/memories", """{"user_id":"u"}""", 400, "bad-request")]
    [InlineData("POST", "/api/memories", """{"user_id":"u","content":"x","kind":"secret"}""", 400, "invalid-kind")]
    [InlineData("POST", "/api/memories", """{"user_id":"u","content":"x","mode":"loud"}""", 400, "invalid-mode")]
    [InlineData("POST", "/api/memories", """{"user_id":"u","content":"x","layer":"deep"}""", 400, "invalid-layer")]
    [InlineData("POST", "/api/memories", """{"user_id":"u","content":""}""", 400, "invalid-content")]
    [InlineData("POST", "/api/memories", """{"user_id":"u","content":"x","importance":7}""", 400, "invalid-importance")]
    [InlineData("POST", "/api/memories", """{"user_id":"u","content":"x","importance":1e999}""", 400, "invalid-importance")]
    [InlineData("POST", "/api/memories", """{"user_id":"u","content":"\ud800"}""", 400, "bad-request")]
    [InlineData("POST", "/api/memories", """{"user_id":"u\u0007","content":"x"}""", 400, "invalid-id")]
    [InlineData("POST", "/api/memories", """{"user_id":"u","session_id":"\udfff","content":"x"}""", 400, "bad-request")]
    [InlineData("POST", "/api/memories", """{"user_id":"u","content":"x","expires_at":"tomorrow"}""", 400, "bad-request")]
    [InlineData("POST", "/api/memories", """{"user_id":"u","content":7}""", 400, "bad-request")]
    [InlineData("GET", "/api/memories?user_id=u&limit=0", null, 400, "invalid-limit")]
    [InlineData("GET", "/api/memories?user_id=u&limit=ten", null, 400, "bad-request")]
    [InlineData("GET", "/api/memories?user_id=u&offset=-1", null, 400, "invalid-offset")]
    [InlineData("GET", "/api/memories?user_id=u&kind=secret", null, 400, "invalid-kind")]
    [InlineData("GET", "/api/memories?user_id=u&status=lost", null, 400, "invalid-status")]
    [InlineData("POST", "/api/memories/search", """{"user_id":"u"}""", 400, "bad-request")]
    [InlineData("POST", "/api/memories/search", """{"user_id":"u","query":"x","limit":0}""", 400, "invalid-limit")]
    [InlineData("PATCH", "/api/memories/x", """{"user_id":"u","kind":"fact"}""", 400, "bad-request")]
    [InlineData("POST", "/api/memories/wake", """{"user_id":"u","limit":-1}""", 400, "invalid-limit")]
    [InlineData("POST", "/api/memories/consolidate", null, 401, "identity-missing")]
    [InlineData("POST", "/api/memories/observe", "{}", 401, "identity-missing")]
    [InlineData("POST", "/api/memories/observe", """{"user_id":"u","session_id":"s"}""", 400, "invalid-content")]
    [InlineData("GET", "/api/memories/export", null, 401, "identity-missing")]
    [InlineData("POST", "/api/memories/import?user_id=u", "not a memory", 400, "invalid-import")]
    [InlineData("POST", "/api/memories/no-such/promote?user_id=u", null, 404, "memory-not-found")]
    [InlineData("GET", "/api/text2sql/memory-stats?user_id=u", null, 401, "identity-missing")]
    [InlineData("DELETE", "/api/text2sql/clear-memory?session_id=s", null, 401, "identity-missing")]
    public async Task What_is_wrong_is_said(string method, string path, string? body, int status, string code) =>
        await service.RefusesAsync(method, path, body, status, code);
}
