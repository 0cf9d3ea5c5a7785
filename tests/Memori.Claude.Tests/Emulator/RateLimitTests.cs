using System.Net;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Limits;
using Memori.Claude.Emulator.Replies;

namespace Memori.Claude.Tests.Emulator;

public sealed class RateLimitTests
{
    [Fact]
    public async Task The_requests_of_a_minute_are_limited_for_each_key_and_fill_evenly()
    {
        var time = new FakeTime(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        await using var emulator = await MessagesEmulator.StartAsync(new EmulatorOptions { Time = time, Limits = new RateLimits { Requests = 2 } });
        using var http = new HttpClient();
        Header(await SendAsync(http, emulator), "requests-remaining").ShouldBe("1");
        Header(await SendAsync(http, emulator), "requests-reset").ShouldBe("2026-11-22T12:01:00Z");
        var refused = await SendAsync(http, emulator);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        Header(refused, "requests-limit").ShouldBe("2");
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(30));
        (await SendAsync(http, emulator, "other")).StatusCode.ShouldBe(HttpStatusCode.OK);

        time.Advance(TimeSpan.FromSeconds(30));
        (await SendAsync(http, emulator)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(http, emulator)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Output_is_taken_after_the_answer_and_refuses_the_next_request()
    {
        await using var emulator = await MessagesEmulator.StartAsync(new EmulatorOptions { Limits = new RateLimits { InputTokens = 100_000, OutputTokens = 50 } });
        emulator.Enqueue(Reply.Text("long") with { Usage = new EmulatedUsage { Output = 80 } });
        using var http = new HttpClient();
        var first = await SendAsync(http, emulator);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        int.Parse(Header(first, "input-tokens-remaining"), System.Globalization.CultureInfo.InvariantCulture).ShouldBeLessThan(100_000);
        (await SendAsync(http, emulator)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Headers_of_limits_can_be_scripted()
    {
        await using var emulator = await MessagesEmulator.StartAsync();
        var headers = RateLimits.Headers("tokens", 1_000, 0, new DateTimeOffset(2026, 11, 22, 12, 1, 0, TimeSpan.Zero));
        emulator.Enqueue(Reply.Text("a") with { Headers = headers }, Reply.Fault(429) with { Headers = headers });
        using var http = new HttpClient();
        Header(await SendAsync(http, emulator), "tokens-remaining").ShouldBe("0");
        Header(await SendAsync(http, emulator), "tokens-reset").ShouldBe("2026-11-22T12:01:00Z");
    }

    [Fact]
    public async Task The_place_asked_for_is_told_in_the_usage()
    {
        await using var emulator = await MessagesEmulator.StartAsync();
        using var http = new HttpClient();
        var body = JsonNode.Parse(EmulatorCall.Body)!;
        (await EmulatorCall.PostAsync(http, emulator, body)).Answer["usage"]!.AsObject().ContainsKey("inference_geo").ShouldBeFalse();
        body["inference_geo"] = "us";
        ((string?)(await EmulatorCall.PostAsync(http, emulator, body)).Answer["usage"]!["inference_geo"]).ShouldBe("us");
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, MessagesEmulator emulator, string key = "k")
    {
        using var request = EmulatorCall.Request(emulator, EmulatorCall.Body, key);
        return await http.SendAsync(request);
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues($"anthropic-ratelimit-{name}").Single();
}
