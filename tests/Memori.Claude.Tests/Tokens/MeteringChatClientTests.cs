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

    // message_start, then each message_delta; what is metered: input, output, writes, reads, and the cost of Sonnet 4.5.
    [Theory]
    [InlineData("""{"input_tokens":10,"output_tokens":1}""", new[] { """{"output_tokens":5}""" }, 10, 5, 0, 0, 30_000_000 + 75_000_000)]
    [InlineData(
        """{"input_tokens":10,"cache_creation_input_tokens":100,"cache_read_input_tokens":1000,"cache_creation":{"ephemeral_5m_input_tokens":40,"ephemeral_1h_input_tokens":60},"output_tokens":1}""",
        new[] { """{"input_tokens":10,"cache_creation_input_tokens":100,"cache_read_input_tokens":1000,"output_tokens":5}""" }, 10, 5, 100, 1_000, 915_000_000)]
    [InlineData(
        """{"input_tokens":10,"cache_creation_input_tokens":null,"cache_read_input_tokens":null,"cache_creation":null,"output_tokens":1}""",
        new[] { """{"input_tokens":10,"cache_creation_input_tokens":null,"cache_read_input_tokens":null,"output_tokens":2}""", """{"output_tokens":5}""" }, 10, 5, 0, 0, 30_000_000 + 75_000_000)]
    [InlineData(
        """{"input_tokens":10,"cache_read_input_tokens":1000,"cache_creation_input_tokens":0,"output_tokens":1}""",
        new[] { """{"output_tokens":2}""", """{"input_tokens":500,"cache_read_input_tokens":2000,"cache_creation_input_tokens":0,"output_tokens":5}""" }, 500, 5, 0, 2_000, 2_175_000_000)]
    [InlineData("""{"input_tokens":10,"output_tokens":1}""", new[] { """{"output_tokens":5}""", """{"output_tokens":5}""", """{"output_tokens":5}""" }, 10, 5, 0, 0, 30_000_000 + 75_000_000)]
    [InlineData(
        """{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}""",
        new[] { """{"input_tokens":10,"cache_creation_input_tokens":100,"cache_read_input_tokens":1000,"output_tokens":5}""" }, 10, 5, 100, 1_000, 30_000_000 + 75_000_000 + 375_000_000 + 300_000_000)]
    public async Task The_usage_of_a_stream_is_what_was_last_said(string start, string[] deltas, long input, long output, long writes, long reads, long cost)
    {
        await using var claude = await ClaudeFixture.StartAsync();
        string[] events =
        [
            Event("message_start", $$$"""{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,"usage":{{{start}}}}}"""),
            Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""),
            Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}"""),
            Event("content_block_stop", """{"type":"content_block_stop","index":0}"""),
            .. deltas.Select(usage => Event("message_delta", $$$"""{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{{{usage}}}}""")),
            Event("message_stop", """{"type":"message_stop"}"""),
        ];
        claude.Emulator.Enqueue(Reply.Raw(200, "text/event-stream", string.Concat(events)));

        var response = await claude.StreamAsync();

        UsageCounts.FromUsage(response.Usage).ShouldBe(new TokenUsage
        {
            InputTokens = input,
            OutputTokens = output,
            CacheCreationInputTokens = writes,
            CacheReadInputTokens = reads,
            CostPicodollars = cost,
        });

        static string Event(string name, string data) => $"event: {name}\ndata: {data}\n\n";
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
