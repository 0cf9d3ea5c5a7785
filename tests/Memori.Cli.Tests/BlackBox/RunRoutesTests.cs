using System.Text.Json.Nodes;

namespace Memori.Cli.Tests.BlackBox;

/// <summary>What the page lives on: <c>/api/text2sql/runs…</c>, <c>/api/answers…</c>, <c>/api/conversations…</c>, <c>/api/me</c> and suggestions.</summary>
[Collection(nameof(OpenSuite))]
public sealed class RunRoutesTests(OpenService service) : Suite
{
    private const string Runs = "/api/text2sql/runs";
    private const string Answers = "/api/answers";
    private const string Conversations = "/api/conversations";

    private static readonly (string, string) Asker = ("X-User-Id", "runner");

    [Fact]
    public async Task A_run_is_asked_followed_again_and_kept()
    {
        var asked = (await service.PostAsync(Runs, new { user_id = "runner", session_id = "s1", datasource_id = 1, query = "How many customers are there?", conversation_id = "c1" })).Is(200);
        asked.MediaType.ShouldBe("text/event-stream");
        var events = Events(asked.Text);
        events.Select(told => told.Name).Distinct().ShouldBe(["run", "stage", "answer"]);
        var id = events[0].Data["run_id"]!.GetValue<string>();

        var rest = (await service.GetAsync($"{Runs}/{id}/events?after=1", Asker)).Is(200);
        Events(rest.Text).Count.ShouldBe(events.Count - 1);
        (await service.DeleteAsync($"{Runs}/{id}", Asker)).Is(204);

        (await service.GetAsync($"{Answers}/{id}", Asker)).Is(200)["answer"]["sql"]!.GetValue<string>().ShouldContain("customers");
        (await service.GetAsync($"{Answers}?datasource_id=1&conversation_id=c1", Asker)).Is(200).List("answers").ShouldHaveSingleItem()["answer_id"]!.GetValue<string>().ShouldBe(id);
        (await service.PostAsync($"{Answers}/{id}/feedback", new { verdict = "right" }, Asker)).Is(200).Word("verdict").ShouldBe("right");
        (await service.GetAsync($"{Conversations}?datasource_id=1", Asker)).Is(200).List("conversations").ShouldHaveSingleItem()["title"]!.GetValue<string>().ShouldBe("How many customers are there?");
        (await service.PatchAsync($"{Conversations}/c1", new { title = "Customers" }, Asker)).Is(204);
        (await service.GetAsync(Conversations, Asker)).Is(200).List("conversations").ShouldHaveSingleItem()["title"]!.GetValue<string>().ShouldBe("Customers");
        (await service.DeleteAsync($"{Conversations}/c1", Asker)).Is(204);
        (await service.GetAsync($"{Answers}/{id}", Asker)).Fails(404, "answer-not-found");
    }

    [Fact]
    public async Task One_answer_is_deleted()
    {
        var asked = (await service.PostAsync(Runs, new { user_id = "deleter", session_id = "s1", datasource_id = 1, query = "How many stores are there?" })).Is(200);
        var id = Events(asked.Text)[0].Data["run_id"]!.GetValue<string>();
        (await service.DeleteAsync($"{Answers}/{id}", ("X-User-Id", "deleter"))).Is(204);
        (await service.DeleteAsync($"{Answers}/{id}", ("X-User-Id", "deleter"))).Fails(404, "answer-not-found");
    }

    [Fact]
    public async Task Who_asks_is_said_and_what_could_be_asked()
    {
        var me = (await service.GetAsync("/api/me")).Is(200);
        (me["open"].GetValue<bool>(), me["administrator"].GetValue<bool>(), me.Word("default_user")).ShouldBe((true, true, "local"));
        (await service.GetAsync("/api/me?user_id=one", ("X-User-Id", "another"))).Fails(403, "identity-conflict");
        var suggested = (await service.GetAsync("/api/datasources/1/suggestions?limit=4", Asker)).Is(200).List("suggestions");
        suggested.Count.ShouldBe(4);
        var chinese = (await service.GetAsync("/api/datasources/1/suggestions", Asker, ("Accept-Language", "zh-CN"))).Is(200).List("suggestions");
        chinese.ShouldAllBe(one => one["question"]!.GetValue<string>().Any(letter => letter >= '一' && letter <= '鿿'));
    }

    [Fact]
    public async Task Settings_are_shown_with_where_they_come_from_and_without_secrets()
    {
        var settings = (await service.GetAsync("/api/admin/settings")).Is(200).List("settings");
        var limit = settings.Single(one => one["name"]!.GetValue<string>() == "MEMORI_MAX_BODY_MB");
        (limit["value"]!.GetValue<string>(), limit["source"]!.GetValue<string>()).ShouldBe(("1", "environment"));
        var key = settings.Single(one => one["name"]!.GetValue<string>() == "MEMORI_ANTHROPIC_API_KEY");
        key["secret"]!.GetValue<bool>().ShouldBeTrue();
        key["value"]!.GetValue<string>().ShouldNotContain("sk-ant");
    }

    [Fact]
    public async Task The_people_are_listed_in_figures()
    {
        (await service.PostAsync(Runs, new { user_id = "counted", session_id = "s1", datasource_id = 1, query = "How many products are there?" })).Is(200);
        var users = (await service.GetAsync("/api/admin/users?limit=1000")).Is(200);
        var counted = users.List("users").Single(one => one["user_id"]!.GetValue<string>() == "counted");
        (counted["sessions"]!.GetValue<int>(), counted["answers"]!.GetValue<int>()).ShouldBe((1, 1));
        users.Number("total").ShouldBeGreaterThanOrEqualTo(1);
    }

    [Theory]
    [InlineData("GET", "/api/admin/users?limit=0", null, 400, "invalid-limit")]
    [InlineData("POST", Runs, """{"user_id":"u","session_id":"s","datasource_id":99,"query":"How many?"}""", 404, "datasource-not-found")]
    [InlineData("POST", Runs, """{"user_id":"u","session_id":"s","datasource_id":1,"query":""}""", 400, "question-empty")]
    [InlineData("POST", Runs, """{"session_id":"s","datasource_id":1,"query":"How many?"}""", 401, "identity-missing")]
    [InlineData("GET", Runs + "/none/events?user_id=u", null, 404, "run-not-found")]
    [InlineData("DELETE", Runs + "/none?user_id=u", null, 404, "run-not-found")]
    [InlineData("GET", Answers + "?user_id=u&datasource_id=99", null, 404, "datasource-not-found")]
    [InlineData("GET", Answers + "?user_id=u&limit=0", null, 400, "invalid-limit")]
    [InlineData("PATCH", Conversations + "/none?user_id=u", """{"title":"New"}""", 404, "conversation-not-found")]
    [InlineData("PATCH", Conversations + "/none?user_id=u", """{"title":" "}""", 400, "invalid-title")]
    [InlineData("GET", Answers + "/none?user_id=u", null, 404, "answer-not-found")]
    [InlineData("DELETE", Answers + "/none?user_id=u", null, 404, "answer-not-found")]
    [InlineData("POST", Answers + "/none/feedback?user_id=u", """{"verdict":"right"}""", 404, "answer-not-found")]
    [InlineData("GET", Conversations + "?user_id=u&datasource_id=1&limit=0", null, 400, "invalid-limit")]
    [InlineData("DELETE", Conversations + "/none?user_id=u", null, 404, "conversation-not-found")]
    [InlineData("GET", "/api/datasources/99/suggestions?user_id=u", null, 404, "datasource-not-found")]
    public async Task What_is_wrong_is_said(string method, string path, string? body, int status, string code) => await service.RefusesAsync(method, path, body, status, code);

    private static IReadOnlyList<(string Name, JsonNode Data)> Events(string text) =>
    [
        .. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(told => told.Split('\n')).Where(lines => lines.Length == 3)
            .Select(lines => (lines[1]["event: ".Length..], JsonNode.Parse(lines[2]["data: ".Length..])!)),
    ];
}
