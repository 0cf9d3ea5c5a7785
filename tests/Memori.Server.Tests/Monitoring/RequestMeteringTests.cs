using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Emulator.Streaming;
using Memori.Ledger;
using Memori.Server.Monitoring.Requests;
using Memori.Server.Tests.Chat;
using Memori.Server.Tests.Proxy;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Monitoring;

/// <summary>What is recorded of calls of a model is what the ledger says, whichever way they end.</summary>
public sealed class RequestMeteringTests
{
    private const string Body = """{"model":"claude-sonnet-5-5","max_tokens":500,"messages":[{"role":"user","content":"Hi"}]}""";

    private static readonly EmulatedUsage Usage = new() { Input = 100, Output = 50, CacheWrite5m = 20, CacheRead = 30 };

    private static readonly MessageReply Answer = Reply.Text("A long answer, long enough to be sent in several pieces, one after another.") with { Usage = Usage };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_through_the_door_is_recorded_with_what_was_settled(bool stream)
    {
        await using var door = await DoorFixture.StartAsync();
        door.Emulator.Respond(_ => Answer);
        using (var response = await door.SendAsync(stream ? Body[..^1] + ",\"stream\":true}" : Body, headers: [("X-User-Id", "ann"), ("X-Session-Id", "s9")]))
        {
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await door.StopAsync();
        var request = (await RecordedAsync(door)).ShouldHaveSingleItem();
        (request.RequestType, request.UserId, request.SessionId, request.Status, request.HasFailed, request.ErrorCode).ShouldBe(("proxy", "ann", "s9", 200, false, null));
        request.Usage.ShouldBe((await door.Ledger.ReportAsync(new UsageQuery { UserId = "ann" })).Total.Usage);
        request.Usage.TotalTokens.ShouldBe(200);
        request.ClaudeTime.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_client_that_hangs_up_is_recorded_with_what_it_cost_and_is_no_failure_of_ours()
    {
        await using var door = await DoorFixture.StartAsync();
        var gate = new StreamGate();
        door.Emulator.Enqueue(Answer with { Shape = new StreamShape { Gate = gate } });
        using (var hangUp = new CancellationTokenSource())
        {
            using var request = DoorFixture.Request(Encoding.UTF8.GetBytes(Body[..^1] + ",\"stream\":true}"));
            var sending = door.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, hangUp.Token);
            await door.Emulator.ReceivedAsync(1);
            gate.Release(100);
            using var response = await sending;
            await hangUp.CancelAsync();
        }

        gate.Open();
        await door.StopAsync();
        var recorded = (await RecordedAsync(door)).ShouldHaveSingleItem();
        (recorded.HasFailed, recorded.Usage.TotalTokens).ShouldBe((false, 200));
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(429, false)]
    [InlineData(500, true)]
    [InlineData(529, true)]
    public async Task An_error_is_a_failure_when_it_is_not_the_callers(int status, bool failed)
    {
        await using var door = await DoorFixture.StartAsync();
        door.Emulator.Respond(_ => Reply.Fault(status));
        (await door.SendAsync(Body)).Dispose();
        await door.StopAsync();
        var request = (await RecordedAsync(door)).ShouldHaveSingleItem();
        (request.Status, request.HasFailed, request.WasRefused, request.Usage.TotalTokens, request.ErrorCode).ShouldBe((status, failed, !failed, 0, $"http-{status}"));
    }

    [Fact]
    public async Task An_answer_that_breaks_in_its_midst_is_a_failure_although_it_began_well()
    {
        await using var door = await DoorFixture.StartAsync();
        door.Emulator.Respond(_ => Answer with { Shape = new StreamShape { CutAtByte = 700 } });
        using (var response = await door.SendAsync(Body[..^1] + ",\"stream\":true}", until: HttpCompletionOption.ResponseHeadersRead))
        {
            await Should.ThrowAsync<HttpRequestException>(response.Content.ReadAsStringAsync());
        }

        await door.StopAsync();
        var request = (await RecordedAsync(door)).ShouldHaveSingleItem();
        (request.HasFailed, request.ErrorCode).ShouldBe((true, "answer-broken"));
        request.Usage.ShouldBe((await door.Ledger.ReportAsync(new UsageQuery { UserId = "local" })).Total.Usage);
    }

    [Fact]
    public async Task A_budget_that_is_used_up_is_a_refusal_with_its_code()
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { DailyTokenLimit = 10 });
        (await door.SendAsync(Body)).Dispose();
        await door.StopAsync();
        var request = (await RecordedAsync(door)).ShouldHaveSingleItem();
        (request.Status, request.WasRefused, request.ErrorCode).ShouldBe((429, true, "daily-token-limit"));
    }

    [Fact]
    public async Task A_turn_of_a_chat_is_recorded_with_its_memories()
    {
        await using var chat = await ChatFixture.StartAsync();
        chat.Emulator.Respond(_ => Answer);
        (await chat.PostAsync(new JsonObject { ["user_id"] = "ann", ["session_id"] = "s1", ["content"] = "I live in Lisbon, near the river", ["kind"] = "fact" }, "/api/memories")).Status.ShouldBeInRange(200, 201);
        await chat.AskAsync(ChatFixture.Body("Where do I live?"));
        await chat.StreamAsync(ChatFixture.Body("And what is near where I live?"));
        await chat.Service.StopAsync();

        var turns = (await RecordedAsync(chat.Service)).Where(request => request.RequestType == "chat").ToList();
        turns.Count.ShouldBe(2);
        turns.ShouldAllBe(turn => turn.UserId == "ann" && turn.SessionId == "s1" && turn.RetrievalTime > TimeSpan.Zero && turn.MemoriesRetrieved > 0 && turn.MemoriesCreated > 0);
        turns.Sum(turn => turn.Usage.TotalTokens).ShouldBe((await chat.Service.Ledger.ReportAsync(new UsageQuery { UserId = "ann" })).Total.Usage.TotalTokens);
    }

    /// <summary>What was written, the service having stopped: nothing that was answered is lost.</summary>
    private static Task<IReadOnlyList<RequestMetrics>> RecordedAsync(DoorFixture door) =>
        door.Services.GetRequiredService<RequestStore>().RecentAsync(100, default);
}
