using System.Net;
using System.Text.Json.Nodes;
using Memori.Server.Tests.Ask.Runs;

namespace Memori.Server.Tests.Answers;

/// <summary>What is kept of answers, from the outside.</summary>
public sealed class AnswerEndpointsTests : IAsyncLifetime
{
    private RunServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunServer.StartAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task An_answer_has_a_link_that_shows_all_but_its_rows()
    {
        var answered = (await _server.RunAsync("How many customers are there?"))[^1].Data;
        var kept = await GetAsync($"/api/answers/{answered["answer_id"]}");
        kept["question"]!.GetValue<string>().ShouldBe("How many customers are there?");
        kept["answer"]!["rows"]!.AsArray().ShouldBeEmpty();
        foreach (var field in new[] { "sql", "explanation", "confidence", "reasons", "tables", "columns", "chart", "usage", "trace" })
        {
            JsonNode.DeepEquals(kept["answer"]![field], answered["answer"]![field]).ShouldBeTrue(field);
        }
    }

    [Fact]
    public async Task Answers_are_listed_by_datasource_and_conversation_and_paged()
    {
        await _server.RunAsync("How many customers are there?", more: new { conversation_id = "one" });
        await _server.RunAsync("How many orders are there?", more: new { conversation_id = "two" });
        await _server.RunAsync("How many stores are there?", more: new { conversation_id = "one" });
        var first = await GetAsync("/api/answers?datasource_id=1&limit=2");
        Questions(first).ShouldBe(["How many stores are there?", "How many orders are there?"]);
        Questions(await GetAsync($"/api/answers?datasource_id=1&limit=2&before={first["next"]}")).ShouldBe(["How many customers are there?"]);
        Questions(await GetAsync("/api/answers?datasource_id=1&conversation_id=one")).Count.ShouldBe(2);
        Questions(await GetAsync("/api/answers?datasource_id=1&text=ORDERS")).ShouldBe(["How many orders are there?"]);
        Questions(await GetAsync("/api/answers?datasource_id=1&text=%25")).ShouldBeEmpty();

        var conversations = (await GetAsync("/api/conversations?datasource_id=1"))["conversations"]!.AsArray();
        conversations.Select(one => (one!["conversation_id"]!.GetValue<string>(), one["title"]!.GetValue<string>(), one["answers"]!.GetValue<int>()))
            .ShouldBe([("one", "How many customers are there?", 2), ("two", "How many orders are there?", 1)]);
        await _server.JsonAsync(HttpMethod.Delete, "/api/conversations/one", expected: HttpStatusCode.NoContent);
        Questions(await GetAsync("/api/answers?datasource_id=1")).ShouldBe(["How many orders are there?"]);
    }

    [Fact]
    public async Task Another_sees_and_deletes_nothing_of_it()
    {
        var id = (await _server.RunAsync("How many customers are there?", more: new { conversation_id = "mine" }))[^1]["answer_id"];
        Questions(await _server.JsonAsync(HttpMethod.Get, "/api/answers?datasource_id=1", user: "bert")).ShouldBeEmpty();
        (await _server.JsonAsync(HttpMethod.Get, "/api/conversations?datasource_id=1", user: "bert"))["conversations"]!.AsArray().ShouldBeEmpty();
        await _server.JsonAsync(HttpMethod.Delete, $"/api/answers/{id}", user: "bert", expected: HttpStatusCode.NotFound);
        await _server.JsonAsync(HttpMethod.Delete, "/api/conversations/mine", user: "bert", expected: HttpStatusCode.NotFound);
        await _server.JsonAsync(HttpMethod.Post, $"/api/answers/{id}/feedback", new { verdict = "wrong" }, "bert", HttpStatusCode.NotFound);
        await GetAsync($"/api/answers/{id}");
    }

    [Fact]
    public async Task A_verdict_is_noted_and_learned_also_of_what_was_not_remembered()
    {
        var answered = (await _server.RunAsync("How many orders are there?"))[^1].Data;
        var link = $"/api/answers/{answered["answer_id"]}";
        var learned = answered["answer"]!["learned_memory_id"]!.GetValue<string>();
        await _server.JsonAsync(HttpMethod.Delete, $"/api/memories/{learned}", expected: HttpStatusCode.NoContent);

        var judged = await _server.JsonAsync(HttpMethod.Post, link + "/feedback", new { verdict = "corrected", sql = "SELECT COUNT(DISTINCT id) AS n FROM orders", reason = "each once" });
        judged["memory_id"].ShouldNotBeNull();
        var kept = await GetAsync(link);
        (kept["verdict"]!.GetValue<string>(), kept["corrected_sql"]!.GetValue<string>()).ShouldBe(("corrected", "SELECT COUNT(DISTINCT id) AS n FROM orders"));
        var again = (await _server.RunAsync("How many orders are there?"))[^1].Data["answer"]!;
        again["sql"]!.GetValue<string>().ShouldContain("DISTINCT");
        (await _server.JsonAsync(HttpMethod.Post, link + "/feedback", new { verdict = "corrected", sql = "DELETE FROM orders" }, expected: HttpStatusCode.UnprocessableEntity))["code"]!
            .GetValue<string>().ShouldBe("not-a-select");
        (await _server.JsonAsync(HttpMethod.Post, link + "/feedback", new { verdict = "perhaps" }, expected: HttpStatusCode.BadRequest))["code"]!.GetValue<string>().ShouldBe("invalid-verdict");
    }

    [Fact]
    public async Task A_memory_that_was_forgotten_is_in_no_kept_answer()
    {
        await _server.RunAsync("How many orders are there?");
        var answered = (await _server.RunAsync("How many orders are there?"))[^1].Data;
        var used = answered["answer"]!["memories"]![0]!["id"]!.GetValue<string>();
        var link = $"/api/answers/{answered["answer_id"]}";
        (await GetAsync(link))["answer"]!["memories"]![0]!["content"]!.GetValue<string>().ShouldBe("How many orders are there?");
        await _server.JsonAsync(HttpMethod.Delete, $"/api/memories/{used}", expected: HttpStatusCode.NoContent);
        (await GetAsync(link))["answer"]!["memories"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_takes_answers_along_and_is_forgotten_with_them()
    {
        var told = await _server.RunAsync("How many customers are there?", "carla");
        using (var taken = await _server.SendAsync(HttpMethod.Get, "/api/users/carla/data"))
        {
            (await taken.Content.ReadAsStringAsync()).ShouldContain("\"part\":\"answers\"");
        }

        var forgotten = await _server.JsonAsync(HttpMethod.Delete, "/api/users/carla", user: "carla");
        forgotten["deleted"]!["answers"]!.GetValue<int>().ShouldBe(1);
        await _server.JsonAsync(HttpMethod.Get, $"/api/answers/{told[0]["run_id"]}", user: "carla", expected: HttpStatusCode.NotFound);
        using var listened = await _server.ListenAsync(told[0]["run_id"], 0, "carla");
        listened.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Answers_go_with_their_datasource()
    {
        using var form = new MultipartFormDataContent { { new StringContent("city,people\nBerlin,3700000\nRome,2800000\n"), "file", "cities.csv" } };
        using var uploaded = await _server.Client.PostAsync("/api/datasources/upload?user_id=ann", form);
        var id = JsonNode.Parse(await uploaded.Content.ReadAsStringAsync())!["datasource_id"]!.GetValue<int>();
        var told = await _server.RunAsync("How many cities are there?", more: new { datasource_id = id });
        Questions(await GetAsync("/api/answers")).ShouldBe(["How many cities are there?"]);

        using var removed = await _server.SendAsync(HttpMethod.Delete, $"/api/datasources/{id}");
        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        Questions(await GetAsync("/api/answers")).ShouldBeEmpty();
        await _server.JsonAsync(HttpMethod.Get, $"/api/answers/{told[0]["run_id"]}", expected: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_conversation_has_the_name_that_its_person_gave_it()
    {
        await _server.RunAsync("How many customers are there?", more: new { conversation_id = "c" });
        await _server.JsonAsync(HttpMethod.Patch, "/api/conversations/c", new { title = "客户" }, expected: HttpStatusCode.NoContent);
        await _server.JsonAsync(HttpMethod.Patch, "/api/conversations/c", new { title = "mine" }, "bert", HttpStatusCode.NotFound);
        (await GetAsync("/api/conversations"))["conversations"]![0]!["title"]!.GetValue<string>().ShouldBe("客户");
    }

    private static IReadOnlyList<string> Questions(JsonNode list) => [.. list["answers"]!.AsArray().Select(one => one!["question"]!.GetValue<string>())];

    private Task<JsonNode> GetAsync(string path) => _server.JsonAsync(HttpMethod.Get, path);
}
