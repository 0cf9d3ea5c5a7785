using Memori.Claude.Budgets;
using Memori.Claude.Emulator.Replies;
using Memori.Ledger;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Budgets;

public sealed class DowngradeChatClientTests
{
    private static readonly Payer Alice = new() { UserId = BudgetFixture.User };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_little_is_left_the_cheaper_model_answers_and_the_answer_says_so(bool stream)
    {
        await using var claude = await StartAsync();
        await (stream ? claude.StreamAsync() : claude.AskAsync());
        await claude.Ledger.RecordAsync(Alice, "claude-sonnet-5-5", new TokenUsage { InputTokens = 90_000 });
        var response = await (stream ? claude.StreamAsync() : claude.AskAsync());

        claude.Emulator.Requests.Select(request => request.Model).ShouldBe(["claude-sonnet-5-5", "claude-haiku-5-5"]);
        // The framework hands what an update of a stream carries on to the message.
        (stream ? response.Messages[0].AdditionalProperties : response.AdditionalProperties)![BudgetOptions.DowngradedFrom].ShouldBe("claude-sonnet-5-5");
    }

    [Fact]
    public async Task With_enough_left_the_answer_says_nothing()
    {
        await using var claude = await StartAsync();
        (await claude.AskAsync()).AdditionalProperties?.ContainsKey(BudgetOptions.DowngradedFrom).ShouldNotBe(true);
    }

    [Fact]
    public async Task The_pinned_and_the_cheaper_model_stay()
    {
        await using var claude = await StartAsync();
        await claude.Ledger.RecordAsync(Alice, "claude-sonnet-5-5", new TokenUsage { InputTokens = 90_000 });
        await claude.AskAsync("Hi", new ChatOptions { AdditionalProperties = new() { [BudgetOptions.PinModel] = true } });
        await claude.AskAsync("Hi", new ChatOptions { ModelId = "claude-haiku-5-5" });
        await claude.AskAsync("Hi", new ChatOptions { ModelId = "claude-opus-5-5" });
        claude.Emulator.Requests.Select(request => request.Model).ShouldBe(["claude-sonnet-5-5", "claude-haiku-5-5", "claude-haiku-5-5"]);
    }

    [Fact]
    public async Task Where_there_is_no_limit_nothing_is_ever_little()
    {
        await using var claude = await StartAsync(limit: null);
        await claude.Ledger.RecordAsync(Alice, "claude-sonnet-5-5", new TokenUsage { InputTokens = 90_000_000 });
        await claude.AskAsync();
        claude.Emulator.Requests.Single().Model.ShouldBe("claude-sonnet-5-5");
    }

    private static async Task<BudgetFixture> StartAsync(long? limit = 100_000)
    {
        var claude = await BudgetFixture.StartAsync(
            limits: new UsageLimits { DailyTokens = limit }, budgets: new BudgetOptions { DowngradeModel = "claude-haiku-5-5", DowngradeBelow = 0.1 });
        claude.Emulator.Respond(_ => Reply.Text("OK") with { Usage = new EmulatedUsage { Input = 10, Output = 10 } });
        return claude;
    }
}
