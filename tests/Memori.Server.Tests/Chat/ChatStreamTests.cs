using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;
using static Memori.Server.Tests.Chat.ChatFixture;

namespace Memori.Server.Tests.Chat;

public sealed class ChatStreamTests
{
    [Fact]
    public async Task An_answer_comes_as_events()
    {
        await using var chat = await StartAsync();
        await chat.RememberAsync("Ann likes tea.", "preference");
        chat.Emulator.Enqueue(Reply.Text("You like tea, and it likes you."));
        var events = await chat.StreamAsync(Body("What do I like?"));

        events[0].Name.ShouldBe("start");
        events[0].Data["model"]!.GetValue<string>().ShouldBe("claude-sonnet-4-5-20250929");
        events[0].Data["memories"]!.AsArray().Single()!["content"]!.GetValue<string>().ShouldBe("Ann likes tea.");
        string.Concat(events.Where(e => e.Name == "delta").Select(e => e.Data["text"]!.GetValue<string>())).ShouldBe("You like tea, and it likes you.");
        var done = events[^1];
        done.Name.ShouldBe("done");
        done.Data["content"].ShouldBeNull();
        done.Data["stop_reason"]!.GetValue<string>().ShouldBe("end_turn");
        done.Data["blocks"]![0]!["text"]!.GetValue<string>().ShouldBe("You like tea, and it likes you.");
        done.Data["memories"]!.AsArray().Count.ShouldBe(1);
        done.Data["usage"]!["total_tokens"]!.GetValue<long>().ShouldBeGreaterThan(0);
        done.Data["usage"]!["cost_usd"]!.GetValue<decimal>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_accept_header_asks_for_events_too()
    {
        await using var chat = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Route) { Content = new StringContent(Body().ToJsonString(), System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        using var response = await chat.Service.Client.SendAsync(request);
        (await response.Content.ReadAsStringAsync()).ShouldStartWith("event: start\ndata: {");
    }

    [Fact]
    public async Task Thinking_and_calls_of_tools_have_events_and_their_blocks_go_back()
    {
        await using var chat = await StartAsync();
        chat.Emulator.Enqueue(Reply.Thinking("I must look.", Reply.ToolUse("look", new JsonObject { ["at"] = "it" }, "toolu_7") with { StopReason = "tool_use" }));
        JsonObject Turn(params (string, JsonNode)[] messages)
        {
            var body = Body(messages);
            body["model"] = "claude-opus-5-5";
            body["effort"] = "medium";
            body["tools"] = JsonNode.Parse("""[{"name":"look","input_schema":{"type":"object"}}]""");
            return body;
        }

        var events = await chat.StreamAsync(Turn(("user", "Look.")));
        string.Concat(events.Where(e => e.Name == "thinking").Select(e => e.Data["text"]!.GetValue<string>())).ShouldBe("I must look.");
        events.Single(e => e.Name == "tool_use").Data.ToJsonString().ShouldBe("""{"id":"toolu_7","name":"look","input":{"at":"it"}}""");
        events[^1].Data["stop_reason"]!.GetValue<string>().ShouldBe("tool_use");

        var result = JsonNode.Parse("""[{"type":"tool_result","tool_use_id":"toolu_7","content":"A cat."}]""")!;
        (await chat.AskAsync(Turn(("user", "Look."), ("assistant", events[^1].Data["blocks"]!), ("user", result))))["content"]!.GetValue<string>().ShouldBe("OK");
    }

    [Fact]
    public async Task A_failure_before_the_first_event_has_its_own_status()
    {
        await using var chat = await StartAsync();
        chat.Emulator.Enqueue(Reply.Fault(529));
        var body = Body();
        body["stream"] = true;
        (await chat.PostAsync(body)).Status.ShouldBe(503);
    }

    [Fact]
    public async Task A_failure_in_the_middle_is_an_event()
    {
        await using var chat = await StartAsync();
        chat.Emulator.Enqueue(Reply.Text("Hello, this will break.").ErrorAfter(4));
        var events = await chat.StreamAsync(Body());
        events[0].Name.ShouldBe("start");
        events[^1].Name.ShouldBe("error");
        events[^1].Data["code"]!.GetValue<string>().ShouldBe("claude-overloaded");
        events[^1].Data["status"]!.GetValue<int>().ShouldBe(503);
        events.ShouldNotContain(e => e.Name == "done");
    }
}
