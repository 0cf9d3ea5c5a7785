using Memori.Claude.Emulator.Replies;

namespace Memori.Claude.Tests.Budgets;

public sealed class HostileUsageTests
{
    [Theory]
    [InlineData(false, -22)]
    [InlineData(true, -22)]
    [InlineData(false, 5_000_000_000_000)]
    [InlineData(true, 5_000_000_000_000)]
    public async Task Usage_that_can_not_be_is_charged_at_the_worst_and_the_answer_is_there(bool stream, long output)
    {
        await using var claude = await BudgetFixture.StartAsync();
        claude.Emulator.Enqueue(Reply.Text("Hello to you") with { Usage = new EmulatedUsage { Input = 11, Output = output } });
        (await (stream ? claude.StreamAsync() : claude.AskAsync())).Text.ShouldBe("Hello to you");
        var entry = await claude.EntryAsync();
        entry.Kind.ShouldBe("estimated");
        entry.Usage.OutputTokens.ShouldBe(1_000);
    }
}
