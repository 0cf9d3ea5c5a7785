using System.Text.Json.Nodes;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;

namespace Memori.Claude.Tests.Emulator;

public sealed class ThinkingRulesTests
{
    private static readonly JsonObject Tool = new() { ["name"] = "f", ["input_schema"] = new JsonObject { ["type"] = "object" } };

    [Fact]
    public async Task Thinking_goes_on_behind_the_prefix_it_was_thought_behind()
    {
        await using var talk = await Talk.StartAsync();
        await talk.SayAsync("One");
        await talk.SayAsync("Two");
        (await talk.SendAsync(body => body)).ShouldBe("");
        (await talk.SendAsync(body => Marked(body))).ShouldBe("", "cache marks are no part of the prefix");
        (await talk.SendAsync(body => WithBlocks(body))).ShouldBe("", "a text and a block of it are the same");
        (await talk.SendAsync(body => WithoutThinking(body, 1))).ShouldBe("", "that of an earlier turn may be left out");
        (await talk.SendAsync(body => WithoutThinking(body, 3))).ShouldBe("");
    }

    [Theory]
    [InlineData("earlier-turn", 3)]
    [InlineData("first-turn", 1)]
    [InlineData("system", 1)]
    [InlineData("tools", 1)]
    [InlineData("thinking", 1)]
    public async Task Thinking_behind_another_prefix_is_refused(string changed, int refused)
    {
        await using var talk = await Talk.StartAsync();
        await talk.SayAsync("One");
        await talk.SayAsync("Two");
        var refusal = await talk.SendAsync(body =>
        {
            switch (changed)
            {
                case "earlier-turn": body["messages"]![2]!["content"] = "two"; break;
                case "first-turn": body["messages"]![0]!["content"] = "one"; break;
                case "system": body["system"] = "Other"; break;
                case "tools": body["tools"]![0]!["description"] = "Other"; break;
                default: body["messages"]![1]!["content"]![0]!["thinking"] = "Other"; break;
            }

            return body;
        });
        refusal.ShouldStartWith($"messages.{refused}.content.0: Invalid `signature` in `thinking` block");
    }

    [Fact]
    public async Task A_tool_call_that_awaits_its_result_keeps_its_thinking()
    {
        await using var talk = await Talk.StartAsync();
        talk.Emulator.Enqueue(Reply.Thinking("Call f.", Reply.ToolUse("f", [])));
        await talk.SayAsync("One");
        talk.Messages.Add(new JsonObject
        {
            ["role"] = "user",
            ["content"] = new JsonArray(new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = "toolu_000001", ["content"] = "x" }),
        });
        (await talk.SendAsync(body => WithoutThinking(body, 1))).ShouldContain("must start with a thinking block");
        (await talk.SendAsync(body => body)).ShouldBe("");
    }

    private static JsonObject Marked(JsonObject body)
    {
        body["system"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = "Be short.", ["cache_control"] = new JsonObject { ["type"] = "ephemeral" } });
        return body;
    }

    private static JsonObject WithBlocks(JsonObject body)
    {
        body["messages"]![0]!["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = "One" });
        return body;
    }

    private static JsonObject WithoutThinking(JsonObject body, int message)
    {
        body["messages"]![message]!["content"]!.AsArray().RemoveAt(0);
        return body;
    }

    private sealed class Talk(MessagesEmulator emulator) : IAsyncDisposable
    {
        private readonly HttpClient _http = new();

        public MessagesEmulator Emulator => emulator;

        public JsonArray Messages { get; } = [];

        public static async Task<Talk> StartAsync() =>
            new((await MessagesEmulator.StartAsync()).Respond(request => Reply.Thinking($"About {request.LastText}.", Reply.Text("Yes."))));

        /// <summary>Says something, and takes the answer with its thinking into the history.</summary>
        public async Task SayAsync(string text)
        {
            Messages.Add(new JsonObject { ["role"] = "user", ["content"] = text });
            var (status, answer) = await EmulatorCall.PostAsync(_http, emulator, Body(Messages));
            status.ShouldBe(200, answer.ToJsonString());
            Messages.Add(new JsonObject { ["role"] = "assistant", ["content"] = answer["content"]!.DeepClone() });
        }

        /// <summary>Sends the history, changed, and gives the refusal, or nothing.</summary>
        public async Task<string> SendAsync(Func<JsonObject, JsonObject> change)
        {
            var messages = Messages.DeepClone().AsArray();
            if ((string)messages[^1]!["role"]! == "assistant")
            {
                messages.Add(new JsonObject { ["role"] = "user", ["content"] = "Next" });
            }

            var (status, answer) = await EmulatorCall.PostAsync(_http, emulator, change(Body(messages)));
            return status == 200 ? "" : (string)answer["error"]!["message"]!;
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await emulator.DisposeAsync();
        }

        private static JsonObject Body(JsonArray messages) => new()
        {
            ["model"] = "claude-sonnet-5-5",
            ["max_tokens"] = 100,
            ["thinking"] = new JsonObject { ["type"] = "adaptive" },
            ["system"] = "Be short.",
            ["tools"] = new JsonArray(Tool.DeepClone()),
            ["messages"] = messages.DeepClone(),
        };
    }
}
