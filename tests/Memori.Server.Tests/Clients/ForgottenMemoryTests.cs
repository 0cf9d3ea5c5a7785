using System.Text.Json.Nodes;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;

namespace Memori.Server.Tests.Clients;

/// <summary>A memory is forgotten while a conversation that quoted it goes on, with a model that binds its thinking to what it read.</summary>
public sealed class ForgottenMemoryTests
{
    private const string Fact = "My uncle Bruno lives in Turin.";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_conversation_goes_on_without_it(int turnsBefore)
    {
        await using var talk = await Talk.StartAsync();
        for (var turn = 0; turn < turnsBefore; turn++)
        {
            await talk.SayAsync($"Where does my uncle Bruno live? I ask for the {turn + 1}. time.");
        }

        talk.Sent.ShouldContain("Turin");
        await talk.ForgetAsync();
        await talk.SayAsync("And what is the weather there?");
        talk.Sent.ShouldNotContain("Turin");
        await talk.SayAsync("Thanks.");
        talk.Sent.ShouldNotContain("Turin");
    }

    [Fact]
    public async Task Between_a_call_and_its_result_the_client_is_told_why_it_can_not()
    {
        await using var talk = await Talk.StartAsync();
        talk.Emulator.Enqueue(Reply.Thinking("I look.", Reply.ToolUse("get_weather", new JsonObject { ["city"] = "Turin" })));
        var call = await talk.SayAsync("Where does my uncle Bruno live, and what is the weather there?");
        await talk.ForgetAsync();
        var refusal = await Should.ThrowAsync<AnthropicBadRequestException>(talk.SayAsync(
            new[] { new { type = "tool_result", tool_use_id = call.Content.Select(block => block.Value).OfType<ToolUseBlock>().Single().ID, content = "21 °C" } }));
        refusal.ResponseBody.ShouldContain("conversation-memory-deleted");
        refusal.ResponseBody.ShouldContain("\"invalid_request_error\"");
    }

    /// <summary>A client that sends its own plain history, thinking included.</summary>
    private sealed class Talk(ClientHost host, AnthropicClient client) : IAsyncDisposable
    {
        private readonly List<MessageParam> _messages = [];

        public MessagesEmulator Emulator => host.Emulator;

        /// <summary>The last request as the API got it.</summary>
        public string Sent => host.Emulator.Requests[^1].RawBody;

        public static async Task<Talk> StartAsync()
        {
            var host = await ClientHost.StartAsync(Way.Memory);
            host.Emulator.Respond(_ => Reply.Thinking("I think of it.", Reply.Text("I see.")));
            await host.RememberAsync("client-talk", Fact);
            return new Talk(host, SdkScenarios.Client(host, "talk"));
        }

        public async Task<Message> SayAsync(object content)
        {
            _messages.Add(SdkScenarios.Message("user", content));
            var answer = await client.Messages.Create(new() { Model = "claude-sonnet-5-5", MaxTokens = 500, Thinking = new ThinkingConfigAdaptive(), Tools = [SdkScenarios.WeatherTool], Messages = [.. _messages] });
            _messages.Add(SdkScenarios.Message("assistant", SdkScenarios.Json(answer)["content"]!));
            return answer;
        }

        public Task ForgetAsync() => host.ForgetAsync("client-talk", Fact);

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await host.DisposeAsync();
        }
    }
}
