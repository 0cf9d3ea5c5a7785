using Memori.Claude.Chat.Context;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Models;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Chat.Context;

public sealed class ContextStrategyChatClientTests
{
    private const string SmallModel = "claude-haiku-4-5";

    [Fact]
    public async Task A_history_longer_than_the_window_is_shortened_until_it_fits()
    {
        await using var claude = await ClaudeFixture.StartAsync();
        await Shortening(claude).GetResponseAsync(History(rounds: 300, characters: 8_000), new ChatOptions { ModelId = SmallModel, MaxOutputTokens = 64_000 });
        claude.Emulator.Requests.Single().Body["messages"]!.AsArray().Count.ShouldBeInRange(11, 200);
    }

    [Fact]
    public async Task The_strategy_of_a_call_wins_over_the_clients()
    {
        await using var claude = await ClaudeFixture.StartAsync();
        var client = Shortening(claude);
        await client.GetResponseAsync(History(10, 10));
        await client.GetResponseAsync(History(10, 10), new ChatOptions().WithContextStrategy(ContextStrategy.Aggressive));
        claude.Emulator.Requests.Select(request => request.Body["messages"]!.AsArray().Count).ShouldBe([19, 5]);
    }

    [Fact]
    public async Task Large_rounds_are_dropped_below_what_the_strategy_would_keep()
    {
        await using var claude = await ClaudeFixture.StartAsync();
        // Two rounds fit 80 % of the window, but not beside an answer of 64,000.
        var messages = History(3, 120_000);
        await Shortening(claude).GetStreamingResponseAsync(
            messages, new ChatOptions { ModelId = SmallModel, MaxOutputTokens = 64_000 }.WithContextStrategy(ContextStrategy.Aggressive)).ToChatResponseAsync();
        claude.Emulator.Requests.Single().Body["messages"]!.AsArray().Count.ShouldBeLessThan(5);
    }

    [Fact]
    public async Task A_newest_turn_that_can_not_fit_is_refused_before_it_is_sent()
    {
        await using var claude = await ClaudeFixture.StartAsync();
        var fault = await Should.ThrowAsync<MemoriException>(Shortening(claude).GetResponseAsync(History(1, 900_000), new ChatOptions { ModelId = SmallModel }));
        (fault.Kind, fault.Code).ShouldBe((FaultKind.BadRequest, "context-window-exceeded"));
        fault.Text.English.ShouldContain("200,000");
        fault.Text.Chinese.ShouldContain("200,000");
        claude.Emulator.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_api_finds_too_long_all_the_same_is_sent_shorter(bool stream)
    {
        await using var claude = await ClaudeFixture.StartAsync();
        var refusal = Reply.Fault(400) with { Message = "prompt is too long: 210000 tokens > 200000 maximum" };
        claude.Emulator.Enqueue(refusal, refusal);
        var messages = History(10, 1_000);
        var response = stream
            ? await Shortening(claude).GetStreamingResponseAsync(messages).ToChatResponseAsync()
            : await Shortening(claude).GetResponseAsync(messages);
        response.Text.ShouldBe("OK");
        claude.Emulator.Requests.Select(request => request.Body["messages"]!.AsArray().Count).ShouldBeInOrder(SortDirection.Descending);

        claude.Emulator.Enqueue(Enumerable.Repeat(refusal, 50));
        (await Should.ThrowAsync<MemoriException>(Shortening(claude).GetResponseAsync(messages))).Code.ShouldBe("context-window-exceeded");
    }

    private static IChatClient Shortening(ClaudeFixture claude) =>
        claude.Client.UseContextStrategy(ModelCatalog.BuiltIn, new ClaudeOptions(), time: claude.Time);

    private static List<ChatMessage> History(int rounds, int characters) =>
        [.. Conversations.Build([.. Enumerable.Range(0, rounds).Select(_ => new Conversations.RoundPlan(1, characters, false, false, false, []))], hasSystem: false)];
}
