using System.Net;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Emulator.Streaming;
using Memori.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Memori.Server.Tests.Proxy;

public sealed class DoorMeteringTests
{
    private const int MaxTokens = 500;

    private static readonly EmulatedUsage Usage = new() { Input = 100, Output = 50, CacheWrite5m = 20, CacheWrite1h = 10, CacheRead = 30 };

    // claude-sonnet-5-5 on 2026-11-22: 2 in, 10 out, 2.50 and 4 for cache writes, 0.10 for reads, USD per million tokens.
    private const long Cost = ((100 * 200) + (50 * 1000) + (20 * 250) + (10 * 400) + (30 * 10)) * 10_000L;

    private static readonly MessageReply Answer = Reply.Text("A long answer, long enough to be sent in several pieces. 一个足够长的回答。😀") with { Usage = Usage };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_costs_what_a_whole_answer_costs(bool stream)
    {
        await using var door = await DoorFixture.StartAsync();
        door.Emulator.Respond(_ => Answer);
        using var response = await door.SendAsync(Body(stream));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await door.StopAsync()).ShouldSatisfyAllConditions(day => day.Used.ShouldBe(210), day => day.Reserved.ShouldBe(0));
        var total = (await door.Ledger.ReportAsync(new UsageQuery { UserId = "local" })).Total;
        total.Usage.CostPicodollars.ShouldBe(Cost);
        (total.Requests, total.EstimatedRequests).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Where_the_model_ran_has_its_price()
    {
        await using var door = await DoorFixture.StartAsync();
        door.Emulator.Respond(_ => Answer with { Usage = Usage with { InferenceGeo = "us" } });
        using var response = await door.SendAsync(Body(true));
        await door.StopAsync();
        (await door.Ledger.ReportAsync(new UsageQuery { UserId = "local" })).Total.Usage.CostPicodollars.ShouldBe(Cost / 10 * 11);
    }

    [Fact]
    public async Task A_break_at_any_event_reaches_the_client_as_it_is_and_is_settled()
    {
        // message_start, content_block_start, ping, the deltas, content_block_stop, message_delta, message_stop: broken before each.
        var text = (string)Answer.Content[0]["text"]!;
        var last = 5 + ((text.Length + 16) / 17);
        HashSet<int> unanswered = [];
        await using var door = await DoorFixture.StartAsync();
        for (var events = 0; events <= last; events++)
        {
            foreach (var (kind, reply) in Breaks(events))
            {
                door.Emulator.Enqueue(reply);
                var (status, answer) = await ReadAsync(door, $"{kind}-{events}");
                if (kind == StreamBreakKind.Cut)
                {
                    // A cut may swallow what was sent just before it: when nothing came there is no answer to cut.
                    answer.ShouldBeNull($"{kind} after {events}");
                    _ = status == HttpStatusCode.BadGateway && unanswered.Add(events);
                }
                else
                {
                    answer!.Contains("event: error", StringComparison.Ordinal).ShouldBe(kind == StreamBreakKind.Error);
                }
            }
        }

        await door.StopAsync();
        for (var events = 0; events <= last; events++)
        {
            foreach (var (kind, _) in Breaks(events))
            {
                var day = await door.Ledger.TodayAsync(LedgerSubject.User($"{kind}-{events}"));
                day.Reserved.ShouldBe(0);
                var total = (await door.Ledger.ReportAsync(new UsageQuery { UserId = $"{kind}-{events}" })).Total;
                switch (events)
                {
                    case 0 when kind == StreamBreakKind.Error:
                        day.Used.ShouldBe(0, "an error in place of an answer costs nothing");
                        break;
                    case var _ when events == 0 || (kind == StreamBreakKind.Cut && unanswered.Contains(events)):
                        total.Usage.OutputTokens.ShouldBe(MaxTokens);
                        total.EstimatedRequests.ShouldBe(1);
                        break;
                    default:
                        total.Usage.OutputTokens.ShouldBe(events == last ? Usage.Output : MaxTokens, $"{kind} after {events} of {last}");
                        total.Usage.InputTokens.ShouldBe(Usage.Input);
                        total.EstimatedRequests.ShouldBe(events == last ? 0 : 1);
                        break;
                }
            }
        }
    }

    [Fact]
    public async Task Silence_is_cut_and_counts_at_its_worst()
    {
        await using var door = await DoorFixture.StartAsync(claude: options => options.StallTimeout = TimeSpan.FromSeconds(1));
        door.Emulator.Enqueue(Answer.StallAfter(4));
        using var response = await door.SendAsync(Body(true), until: HttpCompletionOption.ResponseHeadersRead);
        await Should.ThrowAsync<HttpRequestException>(response.Content.ReadAsStringAsync());
        (await door.StopAsync()).Used.ShouldBe(Usage.Input + 60 + MaxTokens);
    }

    [Fact]
    public async Task An_answer_that_the_API_breaks_off_is_no_error_of_the_service()
    {
        using var log = new LogLines();
        await using var door = await DoorFixture.StartAsync(services: services => services.AddSingleton<ILoggerProvider>(log));
        door.Emulator.Enqueue(Answer.CutAfter(4));
        var (status, text) = await ReadAsync(door, "ann");
        (status, text).ShouldBe((HttpStatusCode.OK, null));
        (await door.StopAsync("ann")).Used.ShouldBeGreaterThan(0);
        log.Text.ShouldNotContain("AnswerBrokenException");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(400)]
    [InlineData(900)]
    public async Task A_client_that_hangs_up_pays_what_the_answer_cost(int bytes)
    {
        await using var door = await DoorFixture.StartAsync();
        var gate = new StreamGate();
        door.Emulator.Enqueue(Answer with { Shape = new StreamShape { Gate = gate } });
        using (var hangUp = new CancellationTokenSource())
        {
            using var request = DoorFixture.Request(System.Text.Encoding.UTF8.GetBytes(Body(true)));
            var sending = door.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, hangUp.Token);
            await door.Emulator.ReceivedAsync(1);
            if (bytes > 0)
            {
                gate.Release(bytes);
                using var response = await sending;
                var buffer = new byte[bytes];
                await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(buffer);
            }

            await hangUp.CancelAsync();
        }

        gate.Open();
        (await door.StopAsync()).ShouldSatisfyAllConditions(day => day.Used.ShouldBe(210), day => day.Reserved.ShouldBe(0));
    }

    [Fact]
    public async Task An_unknown_model_is_charged_as_the_dearest()
    {
        await using var door = await DoorFixture.StartAsync();
        door.Emulator.Respond(_ => Answer with { Model = "claude-next-9" });
        using var response = await door.SendAsync(Body(false));
        await door.StopAsync();
        var total = (await door.Ledger.ReportAsync(new UsageQuery { UserId = "local" })).Total;
        total.Usage.CostPicodollars.ShouldBeGreaterThan(Cost * 4);
    }

    [Fact]
    public async Task What_is_counted_is_free_and_passes()
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { DailyTokenLimit = 1 });
        using var response = await door.SendAsync("""{"model":"claude-sonnet-5-5","messages":[{"role":"user","content":"Hi"}]}""", "/v1/messages/count_tokens?beta=true");
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["input_tokens"]!.GetValue<int>().ShouldBeGreaterThan(0);
        door.Emulator.Requests.Single().Query.ShouldBe("?beta=true");
        (await door.StopAsync()).ShouldSatisfyAllConditions(day => day.Used.ShouldBe(0), day => day.Reserved.ShouldBe(0));
    }

    /// <summary>The status and the whole answer; no answer when it was cut, or none came.</summary>
    private static async Task<(HttpStatusCode? Status, string? Text)> ReadAsync(DoorFixture door, string user)
    {
        HttpStatusCode? status = null;
        try
        {
            using var response = await door.SendAsync(Body(true), until: HttpCompletionOption.ResponseHeadersRead, headers: ("X-User-Id", user));
            status = response.StatusCode;
            var text = await response.Content.ReadAsStringAsync();
            return (status, status == HttpStatusCode.OK ? text : null);
        }
        catch (HttpRequestException)
        {
            return (status, null);
        }
    }

    private static IEnumerable<(StreamBreakKind Kind, MessageReply Reply)> Breaks(int events) =>
        [(StreamBreakKind.Cut, Answer.CutAfter(events)), (StreamBreakKind.End, Answer.EndAfter(events)), (StreamBreakKind.Error, Answer.ErrorAfter(events))];

    private static string Body(bool stream) =>
        $$"""{"model":"claude-sonnet-5-5","max_tokens":{{MaxTokens}},"stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Hi"}]}""";
}
