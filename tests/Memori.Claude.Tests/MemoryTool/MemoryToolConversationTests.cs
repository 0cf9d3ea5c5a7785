using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic;
using Anthropic.Models.Beta.Messages;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.MemoryTool;
using Memori.Storage;

namespace Memori.Claude.Tests.MemoryTool;

public sealed class MemoryToolConversationTests
{
    [Fact]
    public async Task A_model_writes_a_file_through_the_official_SDK_and_sees_the_result()
    {
        await using var emulator = await MessagesEmulator.StartAsync();
        emulator.Enqueue(
            Reply.ToolUse("memory", new JsonObject { ["command"] = "create", ["path"] = "/memories/tea.md", ["file_text"] = "Green, no sugar." }),
            Reply.Text("Noted."));
        var time = new FakeTime();
        using var store = new InMemoryStore(time);
        using var engine = new MemoryEngine(store, time);
        using var tool = new MemoriMemoryTool(engine, Scope.Create("ann"));
        using var client = new AnthropicClient { BaseUrl = emulator.BaseUrl.ToString(), ApiKey = "k" };
        List<BetaMessageParam> messages = [Message(new { role = "user", content = "I drink green tea without sugar." })];

        var call = await SendAsync();
        var use = call.Content.Select(block => block.Value).OfType<BetaToolUseBlock>().Single();
        (await tool.ExecuteAsync(use, TestContext.Current.CancellationToken)).TryPickString(out var result).ShouldBeTrue();
        messages.Add(Message(new { role = "assistant", content = new[] { new { type = "tool_use", id = use.ID, name = use.Name, input = use.Input } } }));
        messages.Add(Message(new { role = "user", content = new[] { new { type = "tool_result", tool_use_id = use.ID, content = result } } }));
        await SendAsync();

        emulator.Requests[0].Body["tools"]![0]!.ToJsonString().ShouldContain("""{"name":"memory","type":"memory_20250818",""");
        emulator.Requests[1].RawBody.ShouldContain("File created successfully at: /memories/tea.md");
        (await engine.ListAsync(Scope.Create("ann"))).Single().Content.ShouldBe("/memories/tea.md:\nGreen, no sugar.");

        Task<BetaMessage> SendAsync() => client.Beta.Messages.Create(new() { Model = "claude-sonnet-5-5", MaxTokens = 100, Messages = messages, Tools = [tool.Definition] });

        static BetaMessageParam Message(object message) => new(JsonSerializer.SerializeToElement(message));
    }
}
