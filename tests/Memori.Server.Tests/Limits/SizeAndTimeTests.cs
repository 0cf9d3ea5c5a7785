using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Emulator.Streaming;
using Memori.Server.Limits;
using Memori.Server.Tests.Chat;
using Memori.Server.Tests.Proxy;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Limits;

/// <summary>How much and how long, from the outside.</summary>
public sealed class SizeAndTimeTests
{
    private const int Megabyte = 1 << 20;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_above_the_limit_is_413_with_a_problem(bool chunked)
    {
        await using var service = await DoorFixture.StartAsync(settings => settings with { MaxBodyMegabytes = 1 });
        (await PostAsync(service, Body((Megabyte / 2) - 200), chunked)).Status.ShouldBe(400, "50,000 characters of one memory are enough, but the body was read");
        var (status, problem) = await PostAsync(service, Body(Megabyte + 10), chunked);
        status.ShouldBe(413);
        ((string)problem["code"]!).ShouldBe("too-large");

        // The door has its own.
        using var door = await service.SendAsync($$"""{"model":"claude-sonnet-5-5","max_tokens":90,"messages":[{"role":"user","content":"{{new string('x', 2 * Megabyte)}}"}]}""");
        door.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_stopped_and_told()
    {
        await using var fixture = await ChatFixture.StartAsync(settings => settings with { RequestTimeoutSeconds = 1 });
        fixture.Emulator.Respond(_ => Reply.Silence());
        var (status, problem, _) = await fixture.PostAsync(ChatFixture.Body());
        (status, (string)problem["code"]!).ShouldBe((504, "request-timeout"));
        (await fixture.Service.StopAsync("ann")).Reserved.ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_waits_in_a_queue_for_longer_than_a_request_may_take_is_told_so()
    {
        await using var service = await DoorFixture.StartAsync(settings => settings with { RequestTimeoutSeconds = 1, MaxConcurrentRequests = 1 });
        var gate = service.Services.GetRequiredService<ConcurrencyGate>();
        using var held = await gate.EnterAsync("somebody", default);
        using var content = new StringContent("""{"user_id":"ann","session_id":"s","datasource_id":1,"query":"How many orders are there?"}""", Encoding.UTF8, "application/json");
        using var response = await service.Client.PostAsync("/api/v2/text2sql/generate", content);
        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        ((string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]!).ShouldBe("request-timeout");
        (gate.Running, gate.Waiting).ShouldBe((1, 0));
    }

    [Theory]
    [InlineData("/api/memories/search")]
    [InlineData(DoorFixture.Messages)]
    public async Task A_body_that_never_comes_is_given_up(string route)
    {
        await using var service = await DoorFixture.StartAsync(settings => settings with { RequestTimeoutSeconds = 1 });
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, service.Client.BaseAddress!.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {route} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"));
        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)))!.ShouldContain(" 504 ");
    }

    [Theory]
    [InlineData(ChatFixture.Route)]
    [InlineData(DoorFixture.Messages)]
    public async Task A_stream_may_take_longer_than_a_request(string route)
    {
        await using var service = await DoorFixture.StartAsync(settings => settings with { RequestTimeoutSeconds = 1 });
        var gate = new StreamGate();
        service.Emulator.Respond(request => request.Stream ? Reply.Text("OK") with { Shape = new StreamShape { Gate = gate } } : Reply.Silence());
        const string body = """{"model":"claude-sonnet-5-5","max_tokens":90,"stream":true,"messages":[{"role":"user","content":"Hi"}]}""";
        (string, string)[] ann = [("X-User-Id", "ann"), ("X-Session-Id", "s")];
        var streaming = service.SendAsync(body, route, headers: ann);
        await service.Emulator.ReceivedAsync(1);

        // One that begins later and is stopped tells that the time is over.
        using var stopped = await service.SendAsync(body.Replace("true", "false", StringComparison.Ordinal), ChatFixture.Route, headers: ann);
        stopped.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        gate.Open();
        using var response = await streaming;
        var answer = await response.Content.ReadAsStringAsync();
        answer.ShouldContain(route == DoorFixture.Messages ? "message_stop" : "event: done");
    }

    private static async Task<(int Status, JsonNode Problem)> PostAsync(DoorFixture service, string body, bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/memories") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-User-Id", "ann");
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await service.Client.SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private static string Body(int length) => $$"""{"content":"{{new string('x', length)}}","kind":"fact"}""";
}
