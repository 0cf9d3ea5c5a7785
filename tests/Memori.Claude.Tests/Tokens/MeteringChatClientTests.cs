using Memori.Claude.Emulator.Replies;
using Memori.Claude.Emulator.Streaming;
using Memori.Ledger;
using Memori.Prompting;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Tokens;

public sealed class MeteringChatClientTests
{
    private static readonly EmulatedUsage Usage = new() { Input = 10, Output = 5, CacheWrite5m = 40, CacheWrite1h = 60, CacheRead = 1_000 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Streamed_or_not_the_four_buckets_and_the_cost_are_the_same(bool stream)
    {
        await using var claude = await ClaudeFixture.StartAsync();
        claude.Emulator.Enqueue(Reply.Text("The answer is 42.") with { Usage = Usage });

        var response = stream ? await claude.StreamAsync() : await claude.AskAsync();

        response.Text.ShouldBe("The answer is 42.");
        UsageCounts.FromUsage(response.Usage).ShouldBe(new TokenUsage
        {
            InputTokens = 10,
            OutputTokens = 5,
            CacheCreationInputTokens = 100,
            CacheReadInputTokens = 1_000,
            CostPicodollars = 915_000_000,
        });
        response.Usage!.InputTokenCount.ShouldBe(1_110);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Several_message_deltas_repeat_the_usage_they_do_not_add_to_it(int deltas)
    {
        await using var claude = await ClaudeFixture.StartAsync();
        claude.Emulator.Enqueue(Reply.Text("The answer is 42.") with { Usage = Usage, Shape = new StreamShape { MessageDeltas = deltas } });

        var usage = UsageCounts.FromUsage((await claude.StreamAsync()).Usage);

        usage.OutputTokens.ShouldBe(5);
        usage.CacheReadInputTokens.ShouldBe(1_000);
        usage.CostPicodollars.ShouldBe(915_000_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Inference_in_the_US_costs_a_tenth_more(bool stream)
    {
        await using var claude = await ClaudeFixture.StartAsync();
        claude.Emulator.Enqueue(Reply.Text("x") with { Usage = Usage with { InferenceGeo = "us" } });
        UsageCounts.FromUsage((stream ? await claude.StreamAsync() : await claude.AskAsync()).Usage).CostPicodollars.ShouldBe(1_006_500_000);
    }

    [Fact]
    public async Task A_dated_id_of_a_known_model_is_that_model()
    {
        await using var claude = await ClaudeFixture.StartAsync();
        claude.Emulator.Enqueue(Reply.Text("x") with { Model = "claude-sonnet-5-5-20260915", Usage = new EmulatedUsage { Input = 1_000 } });
        UsageCounts.FromUsage((await claude.AskAsync()).Usage).CostPicodollars.ShouldBe(2_000_000_000);
    }

    [Fact]
    public async Task An_answer_of_an_unknown_model_is_priced_as_the_dearest_never_as_nothing()
    {
        await using var claude = await ClaudeFixture.StartAsync();
        claude.Emulator.Enqueue(Reply.Text("x") with { Model = "claude-from-the-future", Usage = new EmulatedUsage { Input = 1_000 } });
        UsageCounts.FromUsage((await claude.AskAsync()).Usage).CostPicodollars.ShouldBe(10_000_000_000);
    }

    [Fact]
    public async Task A_marked_prefix_is_written_once_and_read_afterwards()
    {
        await using var claude = await ClaudeFixture.StartAsync(options => options.Model = "claude-sonnet-5-5");
        var stable = new string('s', 8_000);
        async Task<TokenUsage> AskAsync(string question) => UsageCounts.FromUsage((await claude.Client.GetResponseAsync(
        [
            new ChatMessage(ChatRole.System, [new TextContent(stable).WithCacheBreakpoint(CacheLifetime.OneHour)]),
            new ChatMessage(ChatRole.User, question),
        ], cancellationToken: TestContext.Current.CancellationToken)).Usage);

        var first = await AskAsync("one");
        var second = await AskAsync("two");
        claude.Time.Advance(TimeSpan.FromMinutes(61));
        var late = await AskAsync("three");

        first.CacheCreationInputTokens.ShouldBeGreaterThan(2_000);
        first.CacheReadInputTokens.ShouldBe(0);
        second.CacheCreationInputTokens.ShouldBe(0);
        second.CacheReadInputTokens.ShouldBe(first.CacheCreationInputTokens);
        late.CacheReadInputTokens.ShouldBe(0);
    }

    [Fact]
    public void FromUsage_WithoutOurCounts_ReadsTheFrameworksFields() =>
        UsageCounts.FromUsage(new UsageDetails { InputTokenCount = 100, CachedInputTokenCount = 30, OutputTokenCount = 7 })
            .ShouldBe(new TokenUsage { InputTokens = 70, CacheReadInputTokens = 30, OutputTokens = 7 });
}
