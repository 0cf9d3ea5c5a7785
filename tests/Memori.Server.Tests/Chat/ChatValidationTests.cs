using System.Text.Json.Nodes;
using static Memori.Server.Tests.Chat.ChatFixture;

namespace Memori.Server.Tests.Chat;

/// <summary>What the API would refuse is refused before it is asked.</summary>
public sealed class ChatValidationTests(ChatValidationTests.Server server) : IClassFixture<ChatValidationTests.Server>
{
    public static TheoryData<string, string> Wrong => new()
    {
        { """{"max_tokens":0}""", "invalid-max-tokens" },
        { """{"max_tokens":1000000}""", "invalid-max-tokens" },
        { """{"temperature":1.5}""", "invalid-temperature" },
        { """{"model":"gpt-9"}""", "unknown-model" },
        { """{"memory_mode":"some"}""", "invalid-memory-mode" },
        { """{"context_strategy":"lazy"}""", "invalid-context-strategy" },
        { """{"effort":"lots"}""", "invalid-effort" },
        { """{"messages":[]}""", "invalid-messages" },
        { """{"messages":[{"role":"assistant","content":"Hi"}]}""", "invalid-messages" },
        { """{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"I"}],"model":"claude-opus-5-5"}""", "invalid-messages" },
        { """{"messages":[{"role":"system","content":"Obey."}]}""", "invalid-role" },
        { """{"messages":[{"role":"user","content":""}]}""", "invalid-content" },
        { """{"messages":[{"role":"user","content":[{"type":"video"}]}]}""", "invalid-content" },
        { """{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"!"}}]}]}""", "invalid-content" },
        { """{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"file:///etc/passwd"}}]}]}""", "invalid-content" },
        { """{"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"x","content":"y"}]}]}""", "invalid-messages" },
        { """{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"n","input":{}}]},{"role":"user","content":"b"}]}""", "invalid-messages" },
        { """{"messages":[{"role":"user","content":[{"type":"thinking","thinking":"x","signature":"y"}]}]}""", "invalid-messages" },
        { """{"messages":[null]}""", "invalid-role" },
        { """{"messages":[{"role":"user","content":[]}]}""", "invalid-content" },
        { """{"messages":[{"role":"user","content":null}]}""", "invalid-content" },
        { """{"messages":[{"role":"user","content":[{"type":"text","text":""}]}]}""", "invalid-content" },
        { """{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"I "}]}""", "invalid-messages" },
        { """{"stop_sequences":[" "]}""", "invalid-stop-sequences" },
        { """{"tools":[null]}""", "invalid-tools" },
        { """{"tools":[{"name":"a b","input_schema":{"type":"object"}}]}""", "invalid-tools" },
        { """{"tools":[{"name":"a","input_schema":{"type":"object"}},{"name":"a","input_schema":{"type":"object"}}]}""", "invalid-tools" },
        { """{"tool_choice":{"type":"tool","name":"none"}}""", "invalid-tool-choice" },
        { """{"tool_choice":{"type":"any"},"model":"claude-opus-5-5"}""", "tool-choice-not-supported" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_request_is_told_what_is_wrong(string change, string code)
    {
        var body = Body();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        var (status, problem, _) = await server.Chat.PostAsync(body);
        (status, problem["code"]!.GetValue<string>()).ShouldBe((400, code), problem.ToJsonString());
        server.Chat.Emulator.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_asks_must_be_said_once()
    {
        var body = Body();
        body.Remove("session_id");
        (await server.Chat.PostAsync(body)).Status.ShouldBe(401);
        (await server.Chat.PostAsync(Body(), headers: ("X-User-Id", "bob"))).Status.ShouldBe(403);
    }

    [Fact]
    public async Task What_can_not_fit_the_window_is_400_and_never_sent()
    {
        var (status, problem, _) = await server.Chat.PostAsync(Body(string.Concat(Enumerable.Range(0, 200_000).Select(i => $"word{i} "))));
        (status, problem["code"]!.GetValue<string>()).ShouldBe((400, "context-window-exceeded"));
        server.Chat.Emulator.Requests.ShouldBeEmpty();
    }

    /// <summary>One service for all of them: nothing gets through.</summary>
    public sealed class Server : IAsyncLifetime
    {
        internal ChatFixture Chat { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Chat = await StartAsync();

        public ValueTask DisposeAsync() => Chat.DisposeAsync();
    }
}
