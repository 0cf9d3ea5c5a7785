using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Emulator.Streaming;
using Memori.Server.Limits;
using Memori.Server.Proxy;
using Memori.Server.Tests.Chat;
using Memori.Server.Tests.Proxy;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Limits;

/// <summary>The queues of requests, from the outside.</summary>
public sealed class QueueTests
{
    private readonly ConcurrentQueue<StreamGate> _answers = new();
    private int _asked;

    [Theory]
    [InlineData(ChatFixture.Route)]
    [InlineData(DoorFixture.Messages)]
    public async Task A_user_who_floods_a_route_delays_another_by_one_answer_at_most(string route)
    {
        await using var service = await DoorFixture.StartAsync(settings => settings with
        {
            MaxConcurrentRequests = 2,
            MaxRequestsPerUser = 2,
            ProxyMaxConcurrent = 2,
        });
        service.Emulator.Respond(_ => Held());
        var gate = route == DoorFixture.Messages
            ? service.Services.GetRequiredKeyedService<ConcurrencyGate>(Door.Slots) : service.Services.GetRequiredService<ConcurrencyGate>();
        var flood = Enumerable.Range(0, 60).Select(_ => SendAsync(service, route, "flood")).ToArray();
        await Until(() => gate is { Running: 2, Waiting: 58 });
        var other = SendAsync(service, route, "other");
        await Until(() => gate.Waiting == 59);

        await Until(() => _asked == 2);
        for (var served = 2; !IsFromOther(service.Emulator.Requests[^1].Body); served++)
        {
            served.ShouldBeLessThan(4);
            _answers.TryDequeue(out var answer).ShouldBeTrue();
            answer!.Open();
            await Until(() => _asked == served + 1);
        }

        service.Emulator.Respond(_ => Reply.Text("OK"));
        foreach (var answer in _answers)
        {
            answer.Open();
        }

        (await Task.WhenAll([.. flood, other])).ShouldAllBe(status => status == HttpStatusCode.OK);
        await Until(() => gate is { Running: 0, Waiting: 0, Users: 0 });
    }

    [Theory]
    [InlineData(ChatFixture.Route, 503)]
    [InlineData("/api/v2/text2sql/generate", 503)]
    [InlineData("/api/text2sql/execute", 503)]
    [InlineData(DoorFixture.Messages, 529)]
    public async Task Who_waited_too_long_is_told_that_the_service_is_busy(string route, int expected)
    {
        await using var service = await DoorFixture.StartAsync(settings => settings with { MaxConcurrentRequests = 1, ProxyMaxConcurrent = 1, QueueTimeoutSeconds = 1 });
        using var own = await service.Services.GetRequiredService<ConcurrencyGate>().EnterAsync("somebody", default);
        using var door = await service.Services.GetRequiredKeyedService<ConcurrencyGate>(Door.Slots).EnterAsync("somebody", default);

        using var response = await service.Client.SendAsync(Request(route, "ann", stream: false));

        ((int)response.StatusCode).ShouldBe(expected);
        response.Headers.RetryAfter!.Delta!.Value.ShouldBe(TimeSpan.FromSeconds(1));
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((string?)error["code"] ?? (string?)error["error"]!["details"]!["error_code"]).ShouldBe("busy");
    }

    [Fact]
    public async Task Who_hangs_up_in_the_queue_or_at_work_gives_the_place_back()
    {
        await using var service = await DoorFixture.StartAsync(settings => settings with { ProxyMaxConcurrent = 1 });
        service.Emulator.Respond(_ => Held());
        var gate = service.Services.GetRequiredKeyedService<ConcurrencyGate>(Door.Slots);
        using var hangUp = new CancellationTokenSource();
        var calls = Enumerable.Range(0, 5).Select(_ => service.Client.SendAsync(Request(DoorFixture.Messages, "ann", stream: true), hangUp.Token)).ToArray();
        await Until(() => gate is { Running: 1, Waiting: 4 });
        await Until(() => _asked == 1);

        await hangUp.CancelAsync();
        foreach (var call in calls)
        {
            await Should.ThrowAsync<OperationCanceledException>(call);
        }

        await Until(() => gate is { Running: 1, Waiting: 0 });
        _answers.Single().Open();
        await Until(() => gate is { Running: 0, Users: 0 });
        service.Emulator.Requests.Count.ShouldBe(1);
    }

    private static async Task<HttpStatusCode> SendAsync(DoorFixture service, string route, string user)
    {
        using var response = await service.Client.SendAsync(Request(route, user, stream: true));
        return response.StatusCode;
    }

    private static HttpRequestMessage Request(string route, string user, bool stream)
    {
        var body = new JsonObject
        {
            ["model"] = "claude-sonnet-5-5",
            ["max_tokens"] = 90,
            ["stream"] = stream,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = $"I am {user}." }),
        };
        if (route != DoorFixture.Messages)
        {
            body["user_id"] = user;
            body["session_id"] = "s1";
        }

        if (route.Contains("text2sql", StringComparison.Ordinal))
        {
            body = new JsonObject { ["user_id"] = user, ["session_id"] = "s1", ["datasource_id"] = 1, ["query"] = "How many orders are there?", ["sql"] = "SELECT 1" };
        }

        var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-User-Id", user);
        request.Headers.Add("anthropic-version", "2023-06-01");
        return request;
    }

    private static bool IsFromOther(JsonNode body) => body.ToJsonString().Contains("I am other.", StringComparison.Ordinal);

    private static async Task Until(Func<bool> holds)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private MessageReply Held()
    {
        var gate = new StreamGate();
        _answers.Enqueue(gate);
        Interlocked.Increment(ref _asked);
        return Reply.Text("OK") with { Shape = new StreamShape { Gate = gate } };
    }
}
