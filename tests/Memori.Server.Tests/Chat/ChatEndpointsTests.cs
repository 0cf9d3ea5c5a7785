using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;
using Memori.Ledger;
using static Memori.Server.Tests.Chat.ChatFixture;

namespace Memori.Server.Tests.Chat;

public sealed class ChatEndpointsTests
{
    [Fact]
    public async Task A_turn_is_answered_as_in_the_guide()
    {
        await using var chat = await StartAsync();
        chat.Emulator.Enqueue(Reply.Text("Hello, Ann.") with { Usage = new EmulatedUsage { Input = 10, Output = 5, CacheRead = 100, CacheWrite5m = 20 } });
        var body = Body("Hello");
        body["system"] = "You are kind.";
        body["max_tokens"] = 500;
        body["stop_sequences"] = new JsonArray("END");
        var answer = await chat.AskAsync(body);

        answer["content"]!.GetValue<string>().ShouldBe("Hello, Ann.");
        answer["blocks"]!.ToJsonString().ShouldBe("""[{"type":"text","text":"Hello, Ann."}]""");
        (answer["model"]!.GetValue<string>(), answer["stop_reason"]!.GetValue<string>(), answer["session_id"]!.GetValue<string>(), answer["cached"]!.GetValue<bool>())
            .ShouldBe(("claude-sonnet-4-5-20250929", "end_turn", "s1", false));
        var usage = answer["usage"]!;
        (usage["input_tokens"]!.GetValue<int>(), usage["output_tokens"]!.GetValue<int>(), usage["cache_read_input_tokens"]!.GetValue<int>(), usage["cache_creation_input_tokens"]!.GetValue<int>(), usage["total_tokens"]!.GetValue<int>())
            .ShouldBe((10, 5, 100, 20, 135));
        usage["cost_usd"]!.GetValue<decimal>().ShouldBe(0.00021m);
        answer["warnings"]!.AsArray().Single()!.GetValue<string>().ShouldContain("2026-11-30");

        var sent = chat.Emulator.Requests.Single();
        sent.SystemText.ShouldBe("You are kind.");
        (sent.Body["max_tokens"]!.GetValue<int>(), sent.Body["temperature"]!.GetValue<double>(), sent.Body["stop_sequences"]![0]!.GetValue<string>()).ShouldBe((500, 0.7, "END"));
    }

    [Fact]
    public async Task What_it_used_is_charged_to_the_user()
    {
        await using var chat = await StartAsync();
        var used = (await chat.AskAsync(Body()))["usage"]!["total_tokens"]!.GetValue<long>();
        var standing = await chat.Service.Ledger.TodayAsync(LedgerSubject.User("ann"));
        (standing.Used, standing.Reserved).ShouldBe((used, 0));
    }

    [Fact]
    public async Task Temperature_goes_only_to_models_that_take_one()
    {
        await using var chat = await StartAsync();
        var body = Body();
        body["model"] = "claude-opus-5-5";
        body["temperature"] = 0.2;
        await chat.AskAsync(body);
        chat.Emulator.Requests.Single().Body.ContainsKey("temperature").ShouldBeFalse();
    }

    [Fact]
    public async Task A_retired_model_is_answered_by_its_successor_with_a_warning()
    {
        await using var chat = await StartAsync();
        var body = Body();
        body["model"] = "claude-3-haiku-20240307";
        var (_, answer, _) = await chat.PostAsync(body, headers: ("Accept-Language", "zh-CN"));
        answer["model"]!.GetValue<string>().ShouldBe("claude-haiku-5-5");
        answer["warnings"]!.AsArray().Single()!.GetValue<string>().ShouldContain("停用");
    }

    [Theory]
    [InlineData("complex analysis", false, "claude-opus-5-5")]
    [InlineData("quick answer", false, "claude-haiku-5-5")]
    [InlineData("complex analysis", true, "claude-haiku-5-5")]
    public async Task A_model_is_chosen_by_use_and_budget(string useCase, bool budgetPriority, string model)
    {
        await using var chat = await StartAsync();
        var body = Body();
        body["use_case"] = useCase;
        body["budget_priority"] = budgetPriority;
        (await chat.AskAsync(body))["model"]!.GetValue<string>().ShouldBe(model);
    }

    [Fact]
    public async Task Tools_go_round_with_their_thinking()
    {
        await using var chat = await StartAsync();
        chat.Emulator.Enqueue(Reply.Thinking("I must look.", Reply.ToolUse("weather", new JsonObject { ["city"] = "Bern" }, "toolu_1")), Reply.Thinking("Rain.", Reply.Text("It rains.")));
        JsonObject Turn(params (string, JsonNode)[] messages)
        {
            var body = Body(messages);
            body["model"] = "claude-opus-5-5";
            body["effort"] = "low";
            body["tools"] = JsonNode.Parse("""[{"name":"weather","description":"The weather.","input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]""");
            body["tool_choice"] = new JsonObject { ["type"] = "auto" };
            return body;
        }

        await chat.RememberAsync("Ann lives in Bern.");
        var first = await chat.AskAsync(Turn(("user", "What is the weather where I live?")));
        first["stop_reason"]!.GetValue<string>().ShouldBe("tool_use");
        first["blocks"]!.AsArray().Select(block => block!["type"]!.GetValue<string>()).ShouldBe(["thinking", "tool_use"]);
        first["blocks"]![1]!["input"]!["city"]!.GetValue<string>().ShouldBe("Bern");

        var result = JsonNode.Parse("""[{"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"text","text":"rain"}],"is_error":false}]""")!;
        var second = await chat.AskAsync(Turn(("user", "What is the weather where I live?"), ("assistant", first["blocks"]!), ("user", result)));
        second["content"]!.GetValue<string>().ShouldBe("It rains.");
        var third = await chat.AskAsync(Turn(
            ("user", "What is the weather where I live?"), ("assistant", first["blocks"]!), ("user", result), ("assistant", second["blocks"]!), ("user", "Thanks.")));
        third["content"]!.GetValue<string>().ShouldBe("OK");

        // The emulator signs thinking for the exact history, as the newest models do: the block stood where it was.
        var sent = chat.Emulator.Requests[^1].Body["messages"]!.AsArray();
        sent[0]!.ToJsonString().ShouldContain("memori-memories");
        sent[2]!["content"]!.ToJsonString().ShouldBe(result.ToJsonString());
    }

    [Fact]
    public async Task Blocks_are_passed_on_as_they_are()
    {
        await using var chat = await StartAsync();
        var content = JsonNode.Parse("""
            [{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}},
             {"type":"text","text":"What is it?","cache_control":{"type":"ephemeral"}},
             {"type":"document","title":"Notes","source":{"type":"text","media_type":"text/plain","data":"A cat."}}]
            """)!;
        var body = Body(("user", content));
        body["memory_mode"] = "none";
        await chat.AskAsync(body);
        chat.Emulator.Requests.Single().Body["messages"]![0]!["content"]!.ToJsonString().ShouldBe(content.ToJsonString());
    }

    [Fact]
    public async Task Old_rounds_are_dropped_by_the_strategy_and_pins_stay()
    {
        await using var chat = await StartAsync();
        var messages = Enumerable.Range(0, 10).SelectMany(i => new (string, JsonNode)[] { ("user", $"Question {i}"), ("assistant", $"Answer {i}") }).Append(("user", "Now?")).ToArray();
        var body = Body(messages);
        body["context_strategy"] = "aggressive";
        body["messages"]![2]!["pinned"] = true;
        await chat.AskAsync(body);
        chat.Emulator.Requests.Single().Body["messages"]!.AsArray().Select(message => message!["content"]!.AsArray()[^1]!["text"]!.GetValue<string>())
            .ShouldBe(["Question 1", "Answer 1", "Question 8", "Answer 8", "Question 9", "Answer 9", "Now?"]);
    }

    [Fact]
    public async Task Answers_of_the_cacheable_kinds_are_given_again_until_memories_are_deleted()
    {
        await using var chat = await StartAsync();
        var id = await chat.RememberAsync("The orders table has a column named total.", "schema");
        JsonObject Faq(string user = "ann")
        {
            var body = Body("Which columns has the orders table?");
            body["user_id"] = user;
            body["query_type"] = "schema";
            body["memory_mode"] = "conscious";
            return body;
        }

        (await chat.AskAsync(Faq()))["cached"]!.GetValue<bool>().ShouldBeFalse();
        var again = await chat.AskAsync(Faq());
        (again["cached"]!.GetValue<bool>(), again["usage"]!["total_tokens"]!.GetValue<long>(), again["usage"]!["cost_usd"]!.GetValue<decimal>()).ShouldBe((true, 0L, 0m));
        (await chat.AskAsync(Faq("bob")))["cached"]!.GetValue<bool>().ShouldBeFalse();
        (await chat.StreamAsync(Faq()))[^1].Data["cached"]!.GetValue<bool>().ShouldBeTrue();

        using var deleted = await chat.Service.Client.DeleteAsync($"/api/memories/{id}?user_id=ann");
        deleted.EnsureSuccessStatusCode();
        (await chat.AskAsync(Faq()))["cached"]!.GetValue<bool>().ShouldBeFalse();
        chat.Emulator.Requests[^1].RawBody.ShouldNotContain("column named total");
    }
}
