using Memori.Claude.Emulator.Replies;
using Memori.Claude.Emulator.Streaming;
using Memori.Claude.Resilience;
using Memori.Claude.Tests.Budgets;
using Memori.Ledger;

namespace Memori.Claude.Tests.Resilience;

/// <summary>Everything an upstream can do to a call, through the client with a real ledger: the right failure, the right settlement, nothing left reserved.</summary>
public sealed class ChaosTests
{
    private const string Long = "A long answer, long enough to be sent in several pieces. 一个足够长的回答。😀";

    // message_start, content_block_start, ping, the deltas, content_block_stop, message_delta, message_stop.
    private static readonly int Deltas = (Long.Length + 16) / 17;
    private static readonly int Events = 6 + Deltas;
    private static readonly EmulatedUsage Usage = new() { Input = 7, Output = 60, CacheWrite5m = 20, CacheRead = 900 };

    public static TheoryData<string, string> Refusals => new()
    {
        { "400", "claude-invalid-request" },
        { "401", "claude-authentication" },
        { "402", "claude-billing" },
        { "403", "claude-permission" },
        { "404", "claude-not-found" },
        { "408", "claude-timeout" },
        { "409", "claude-conflict" },
        { "413", "claude-request-too-large" },
        { "422", "claude-invalid-request" },
        { "429", "claude-rate-limit" },
        { "429 retry-after", "claude-rate-limit" },
        { "429 spend cap", "claude-spend-limit" },
        { "500", "claude-server-error" },
        { "502", "claude-server-error" },
        { "503", "claude-overloaded" },
        { "504", "claude-timeout" },
        { "529", "claude-overloaded" },
        { "301", "claude-invalid-response" },
    };

    public static TheoryData<int, string> Breaks
    {
        get
        {
            var breaks = new TheoryData<int, string>();
            for (var events = 0; events < Events; events++)
            {
                foreach (var how in (string[])["cut", "end", "error", "stall", "garbage"])
                {
                    breaks.Add(events, how);
                }
            }

            return breaks;
        }
    }

    public static TheoryData<string> Dresses => ["split", "one byte at a time", "pings only", "unknown events", "unknown deltas", "several message_delta", "crlf", "split at every byte of a character"];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_status_is_typed_and_costs_nothing(string status, string code)
    {
        foreach (var stream in (bool[])[false, true])
        {
            await using var claude = await BudgetFixture.StartAsync(options => options.MaxRetries = 0);
            claude.Emulator.Enqueue(status switch
            {
                "429 retry-after" => Reply.Fault(429).After(5),
                "429 spend cap" => FaultReply.SpendCap,
                "301" => Reply.Raw(301, "text/html", "moved"),
                "422" => new FaultReply(422, "invalid_request_error", "unprocessable"),
                "408" or "502" or "503" => Reply.Raw(int.Parse(status, System.Globalization.CultureInfo.InvariantCulture), "text/html", "a gateway's page"),
                _ => Reply.Fault(int.Parse(status, System.Globalization.CultureInfo.InvariantCulture)),
            });
            var fault = await Should.ThrowAsync<ClaudeException>(stream ? claude.StreamAsync() : claude.AskAsync());
            fault.Code.ShouldBe(code);
            (await claude.EntryAsync()).ShouldBe(new Entry("released", BudgetFixture.User, "claude-sonnet-5-5", default));
        }
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_stream_that_breaks_is_a_failure_and_settled_from_what_arrived(int events, string how)
    {
        await using var claude = await BudgetFixture.StartAsync(options => options.MaxRetries = 0);
        var reply = Reply.Text(Long) with { Usage = Usage };
        claude.Emulator.Enqueue(how switch
        {
            "cut" => reply.CutAfter(events),
            "end" => reply.EndAfter(events),
            "error" => reply.ErrorAfter(events),
            "stall" => reply.StallAfter(events),
            _ => reply with { Shape = new StreamShape { Noise = [(events, StreamNoise.Garbage)] } },
        });
        var answer = claude.StreamAsync();
        while (how == "stall" && await Task.WhenAny(answer, claude.Time.WaitedForAsync(TimeSpan.FromSeconds(30))) != answer)
        {
            claude.Time.Advance(TimeSpan.FromSeconds(31));
        }

        var fault = await Should.ThrowAsync<ClaudeException>(answer);
        fault.Code.ShouldBeOneOf(how switch
        {
            "cut" => ["claude-stream-cut", "claude-unreachable"],
            "end" => ["claude-stream-cut"],
            "error" => ["claude-overloaded"],
            "stall" => ["claude-stalled"],
            _ => ["claude-invalid-response", "claude-server-error"],
        });
        var entry = await claude.EntryAsync();
        if (how == "error" && events == 0)
        {
            entry.Kind.ShouldBe("released");
            return;
        }

        entry.Kind.ShouldBe("estimated");
        if (entry.Usage.CacheReadInputTokens == 0)
        {
            // Nothing arrived: the worst case. A cut may overtake what was sent before it, and so may the clock of this test.
            (events == 0 || how is "cut" or "stall").ShouldBeTrue();
            entry.Usage.OutputTokens.ShouldBe(1_000);
            return;
        }

        (entry.Usage.InputTokens, entry.Usage.CacheCreationInputTokens, entry.Usage.CacheReadInputTokens).ShouldBe((7, 20, 900));
        entry.Usage.OutputTokens.ShouldBeInRange(1, 60);
        if (how is not ("cut" or "stall") && events >= Events - 1)
        {
            entry.Usage.OutputTokens.ShouldBe(60);
        }
        else if (how is not ("cut" or "stall") && events >= 3 + Deltas)
        {
            entry.Usage.OutputTokens.ShouldBeGreaterThan(15);
        }
    }

    [Theory]
    [MemberData(nameof(Dresses))]
    public async Task A_whole_stream_in_any_dress_is_read_and_settled_as_reported(string dress)
    {
        await using var claude = await BudgetFixture.StartAsync(options => options.MaxRetries = 0);
        claude.Emulator.Enqueue(Reply.Text(Long) with
        {
            Usage = Usage,
            Shape = dress switch
            {
                "split" => new StreamShape { ChunkBytes = 7 },
                "one byte at a time" => new StreamShape { ChunkBytes = 1 },
                "pings only" => new StreamShape { NoiseEverywhere = StreamNoise.Ping + StreamNoise.Ping },
                "unknown events" => new StreamShape { NoiseEverywhere = StreamNoise.UnknownEvent + StreamNoise.Comment + StreamNoise.UnknownFields },
                "unknown deltas" => new StreamShape { Noise = [(3, StreamNoise.UnknownDelta(0)), (4, StreamNoise.UnknownDelta(0))] },
                "several message_delta" => new StreamShape { MessageDeltas = 3 },
                "crlf" => new StreamShape { LineEnd = "\r\n", ChunkBytes = 11 },
                _ => new StreamShape { Cuts = [.. Enumerable.Range(0, 3_000).Where(at => at % 2 == 0).Select(at => (long)at)] },
            },
        });
        (await claude.StreamAsync()).Text.ShouldBe(Long);
        var entry = await claude.EntryAsync();
        entry.Kind.ShouldBe("settled");
        (entry.Usage.InputTokens, entry.Usage.OutputTokens, entry.Usage.CacheCreationInputTokens, entry.Usage.CacheReadInputTokens).ShouldBe((7, 60, 20, 900));
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("hang up")]
    [InlineData("not json")]
    [InlineData("time-out")]
    public async Task An_answer_in_one_piece_that_never_arrives_counts_at_its_worst(string how)
    {
        await using var claude = await BudgetFixture.StartAsync(options => options.MaxRetries = 0);
        claude.Emulator.Enqueue(how switch
        {
            "cut" => Reply.Text(Long).CutAfter(0),
            "hang up" => Reply.HangUp(),
            "not json" => Reply.Raw(200, "text/html", "<html>Sign in</html>"),
            _ => Reply.Silence(),
        });
        var answer = claude.AskAsync();
        if (how == "time-out")
        {
            await claude.Emulator.ReceivedAsync(1);
            await claude.Time.WaitedForAsync(TimeSpan.FromSeconds(120));
            claude.Time.Advance(TimeSpan.FromSeconds(120));
        }

        await Should.ThrowAsync<ClaudeException>(answer);
        var entry = await claude.EntryAsync();
        (entry.Kind, entry.Usage.OutputTokens).ShouldBe(("estimated", 1_000));
        entry.Usage.CostPicodollars.ShouldBeGreaterThan(1_000 * 10_000_000L);
    }

    [Fact]
    public async Task What_arrived_is_priced_on_the_terms_of_the_call()
    {
        await using var claude = await BudgetFixture.StartAsync(options => options.MaxRetries = 0);
        claude.Emulator.Enqueue((Reply.Text(Long) with { Usage = new EmulatedUsage { Input = 100, InferenceGeo = "us" } }).EndAfter(2));
        await Should.ThrowAsync<ClaudeException>(claude.StreamAsync());
        var usage = (await claude.EntryAsync()).Usage;
        usage.CostPicodollars.ShouldBe(((100 * 2_000_000) + (usage.OutputTokens * 10_000_000)) * 11 / 10);
    }

    [Fact]
    public async Task A_connection_that_is_refused_costs_nothing()
    {
        await using var claude = await BudgetFixture.StartAsync(options =>
        {
            options.MaxRetries = 0;
            options.BaseUrl = new Uri("http://127.0.0.1:9");
        });
        (await Should.ThrowAsync<ClaudeUpstreamException>(claude.AskAsync())).Code.ShouldBe("claude-unreachable");
        (await claude.EntryAsync()).Kind.ShouldBe("released");
    }
}
