using Memori.Claude.Emulator.Replies;
using Memori.Claude.Resilience;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Resilience;

public sealed class StreamResilienceTests
{
    private const string Long = "A long answer, long enough to be sent in several pieces. 一个足够长的回答。😀";

    [Fact]
    public async Task A_stream_comes_whole_with_its_finish_and_usage()
    {
        await using var claude = await ClaudeFixture.StartAsync();
        claude.Emulator.Enqueue(Reply.Text(Long));
        var response = await claude.StreamAsync();
        response.Text.ShouldBe(Long);
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        response.Usage!.OutputTokenCount.ShouldNotBeNull().ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_break_at_any_event_is_a_typed_failure_never_a_short_answer()
    {
        // message_start, content_block_start, ping, the deltas, content_block_stop, message_delta, message_stop: broken before each.
        var last = 5 + ((Long.Length + 16) / 17);
        await using var claude = await ClaudeFixture.StartAsync(options =>
        {
            options.MaxRetries = 0;
            options.BreakerMinimumCalls = 1_000;
        });
        for (var events = 0; events <= last; events++)
        {
            claude.Emulator.Enqueue(Reply.Text(Long).CutAfter(events), Reply.Text(Long).EndAfter(events), Reply.Text(Long).ErrorAfter(events));
            (await FailAsync(claude)).Code.ShouldBeOneOf("claude-stream-cut", "claude-unreachable");
            (await FailAsync(claude)).Code.ShouldBe("claude-stream-cut", $"ended after {events} events");
            (await FailAsync(claude)).ShouldBeOfType<ClaudeOverloadedException>($"error after {events} events");
        }
    }

    [Fact]
    public async Task A_failure_before_the_first_event_is_retried()
    {
        await using var claude = await ClaudeFixture.StartAsync(options => options.RetryDelay = TimeSpan.Zero);
        claude.Emulator.Enqueue(Reply.Text(Long).ErrorAfter(0), Reply.Text(Long).CutAfter(0), Reply.Text(Long));
        (await claude.StreamAsync()).Text.ShouldBe(Long);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Silence_in_the_middle_is_a_stall(bool stream)
    {
        await using var claude = await ClaudeFixture.StartAsync(options =>
        {
            options.MaxRetries = 0;
            options.Timeout = options.TotalTimeout = TimeSpan.FromHours(1);
        });
        claude.Emulator.Enqueue(Reply.Text(Long).StallAfter(4));
        if (stream)
        {
            var updates = claude.Client.GetStreamingResponseAsync("Hello", cancellationToken: TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
            for (var i = 0; i < 3; i++)
            {
                (await updates.MoveNextAsync()).ShouldBeTrue();
            }

            var next = updates.MoveNextAsync().AsTask();
            await StallAsync(claude, next);
            (await Should.ThrowAsync<ClaudeTimeoutException>(next)).Code.ShouldBe("claude-stalled");
            await updates.DisposeAsync();
        }
        else
        {
            var answer = claude.AskAsync();
            await StallAsync(claude, answer);
            (await Should.ThrowAsync<ClaudeTimeoutException>(answer)).Code.ShouldBe("claude-stalled");
        }
    }

    [Fact]
    public async Task A_long_stream_outlives_the_time_of_an_attempt()
    {
        await using var claude = await ClaudeFixture.StartAsync();
        claude.Emulator.Enqueue(Reply.Text(Long));
        var text = "";
        await foreach (var update in claude.Client.GetStreamingResponseAsync("Hello", cancellationToken: TestContext.Current.CancellationToken))
        {
            text += update.Text;
            claude.Time.Advance(TimeSpan.FromSeconds(29));
        }

        text.ShouldBe(Long);
    }

    private static async Task StallAsync(ClaudeFixture claude, Task read)
    {
        // The timer seen may be that of an earlier read, just finished: then the next one is waited for.
        while (await Task.WhenAny(read, claude.Time.WaitedForAsync(TimeSpan.FromSeconds(30))) != read)
        {
            claude.Time.Advance(TimeSpan.FromSeconds(31));
        }
    }

    private static Task<ClaudeException> FailAsync(ClaudeFixture claude) => Should.ThrowAsync<ClaudeException>(claude.StreamAsync());
}
