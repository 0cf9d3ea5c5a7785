using System.Text.Json.Nodes;
using Memori.Claude.Chat;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Resilience;
using Memori.Prompting;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Chat;

public sealed class SdkChatClientTests
{
    [Theory]
    [InlineData("claude-sonnet-4-5-20250929", "enabled")]
    [InlineData("claude-sonnet-4-6", "adaptive")]
    [InlineData("claude-opus-5-5", "adaptive")]
    public async Task Each_model_is_asked_to_think_in_its_own_way(string model, string expected)
    {
        await using var claude = await ClaudeFixture.StartAsync();
        claude.Emulator.Respond(_ => Reply.Text("42") with
        {
            Content =
            [
                new JsonObject { ["type"] = "thinking", ["thinking"] = "Six times seven.", ["signature"] = "c2ln" },
                new JsonObject { ["type"] = "text", ["text"] = "42" },
            ],
        });
        var options = new ChatOptions { ModelId = model, MaxOutputTokens = 8_000, Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low } };
        (await claude.AskAsync(options: options)).Text.ShouldBe("42");
        var streamed = await claude.StreamAsync(options: options);
        streamed.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().ShouldContain(content => content.Text.Contains("Six"));
        claude.Emulator.Requests.Select(request => (string?)request.Body["thinking"]!["type"]).ShouldBe([expected, expected]);
    }

    [Fact]
    public async Task A_tool_call_goes_there_and_back()
    {
        await using var claude = await ClaudeFixture.StartAsync(options => options.Model = "claude-opus-5-5");
        claude.Emulator.Enqueue(Reply.ToolUse("add", new JsonObject { ["a"] = 40, ["b"] = 2 }), Reply.ToolUse("add", new JsonObject { ["a"] = 1 }, "t2"), Reply.Text("42"));
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create((int a, int b) => a + b, "add")] };
        List<ChatMessage> messages = [new(ChatRole.User, "40 + 2?")];

        var call = await claude.Client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken);
        var function = call.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ShouldHaveSingleItem();
        function.Arguments!["b"]!.ToString().ShouldBe("2");
        call.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);

        messages.AddRange(call.Messages);
        messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(function.CallId, 42)]));
        var second = await claude.Client.GetStreamingResponseAsync(messages, options, TestContext.Current.CancellationToken)
            .ToChatResponseAsync(TestContext.Current.CancellationToken);
        second.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ShouldHaveSingleItem().CallId.ShouldBe("t2");
    }

    [Fact]
    public async Task More_than_four_breakpoints_are_reduced_to_the_last_four()
    {
        await using var claude = await ClaudeFixture.StartAsync();
        var contents = Enumerable.Range(1, 6).Select(i => new TextContent($"part {i}").WithCacheBreakpoint(CacheLifetime.FiveMinutes)).ToList<AIContent>();
        await claude.Client.GetResponseAsync([new ChatMessage(ChatRole.User, contents)], cancellationToken: TestContext.Current.CancellationToken);
        claude.Emulator.Requests.Single().Body["messages"]![0]!["content"]!.AsArray()
            .Select(block => block!["cache_control"] is not null).ShouldBe([false, false, true, true, true, true]);
    }

    [Fact]
    public async Task A_refusal_is_an_answer_unless_it_was_asked_to_be_a_failure()
    {
        await using var claude = await ClaudeFixture.StartAsync();
        claude.Emulator.Respond(_ => Reply.Refusal() with { Usage = new EmulatedUsage { Input = 7 } });
        (await claude.AskAsync()).FinishReason.ShouldBe(ChatFinishReason.ContentFilter);

        var strict = claude.Client.UseRefusalFailures();
        var fault = await Should.ThrowAsync<ClaudeRefusedException>(strict.GetResponseAsync("Hello", cancellationToken: TestContext.Current.CancellationToken));
        fault.Usage.InputTokens.ShouldBe(7);
        fault.Usage.CostPicodollars.ShouldBe(21_000_000);
        var streamed = await Should.ThrowAsync<ClaudeRefusedException>(
            strict.GetStreamingResponseAsync("Hello", cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken));
        streamed.Usage.ShouldBe(fault.Usage);
    }
}
