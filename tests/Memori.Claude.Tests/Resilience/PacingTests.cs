using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Limits;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Resilience;
using Memori.Claude.Tests.Upstream;

namespace Memori.Claude.Tests.Resilience;

/// <summary>Pacing against an emulator that enforces its limits: nothing is refused that could have waited.</summary>
public sealed class PacingTests
{
    [Fact]
    public async Task Calls_wait_before_they_would_be_refused()
    {
        await using var api = await UpstreamFixture.StartAsync(emulator: new EmulatorOptions { Limits = new RateLimits { Requests = 4 } });
        for (var i = 0; i < 4; i++)
        {
            (await api.SendAsync()).EnsureSuccessStatusCode().Dispose();
        }

        api.Upstream.Health.PacedUntil.ShouldBe(api.Time.GetUtcNow().AddSeconds(60));
        (await Should.ThrowAsync<ClaudeRateLimitException>(() => api.SendAsync())).RetryAfter.ShouldBe(TimeSpan.FromSeconds(60));

        api.Time.Advance(TimeSpan.FromSeconds(31));
        var waiting = api.SendAsync();
        api.Upstream.Health.Waiting.ShouldBe(1);
        api.Time.Advance(TimeSpan.FromSeconds(29));
        (await waiting).EnsureSuccessStatusCode().Dispose();
        (api.Emulator.Requests.Count, api.Attempted).ShouldBe((5, 5));
    }

    [Fact]
    public async Task What_the_chat_client_hears_of_limits_holds_for_the_proxy()
    {
        await using var api = await UpstreamFixture.StartAsync(emulator: new EmulatorOptions { Limits = new RateLimits { Requests = 1 } });
        using var client = ClaudeChatClient.Create(
            api.Upstream, new ClaudeOptions { ApiKey = "k", BaseUrl = api.Emulator.BaseUrl, Model = "claude-sonnet-5-5" }, Memori.Claude.Models.ModelCatalog.BuiltIn, time: api.Time);
        await Microsoft.Extensions.AI.ChatClientExtensions.GetResponseAsync(client, "Hi");
        await Should.ThrowAsync<ClaudeRateLimitException>(() => api.SendAsync());
        api.Emulator.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task While_one_waits_for_retry_after_the_others_do_too()
    {
        await using var api = await UpstreamFixture.StartAsync();
        api.Emulator.Enqueue(Reply.Fault(429).After(20));
        var first = api.SendAsync();
        await api.Time.WaitedForAsync(TimeSpan.FromSeconds(20));
        var second = api.SendAsync();
        api.Upstream.Health.Waiting.ShouldBe(1);
        api.Emulator.Requests.Count.ShouldBe(1);
        api.Time.Advance(TimeSpan.FromSeconds(20));
        (await first).EnsureSuccessStatusCode().Dispose();
        (await second).EnsureSuccessStatusCode().Dispose();
        api.Emulator.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_wait_is_part_of_the_total_deadline_not_of_the_attempt()
    {
        await using var api = await UpstreamFixture.StartAsync(options =>
        {
            options.Timeout = TimeSpan.FromSeconds(5);
            options.TotalTimeout = TimeSpan.FromSeconds(15);
        });
        api.Emulator.Enqueue(Reply.Text("a") with { Headers = RateLimits.Headers("requests", 50, 0, api.Time.GetUtcNow().AddSeconds(10)) });
        (await api.SendAsync()).Dispose();
        var waiting = api.SendAsync();
        api.Time.Advance(TimeSpan.FromSeconds(10));
        (await waiting).EnsureSuccessStatusCode().Dispose();

        api.Emulator.Enqueue(Reply.Text("a") with { Headers = RateLimits.Headers("requests", 50, 0, api.Time.GetUtcNow().AddSeconds(25)) });
        (await api.SendAsync()).Dispose();
        waiting = api.SendAsync();
        api.Time.Advance(TimeSpan.FromSeconds(15));
        (await Should.ThrowAsync<ClaudeTimeoutException>(waiting)).Code.ShouldBe("claude-timeout");
        (api.Emulator.Requests.Count, api.Upstream.Health.Waiting).ShouldBe((3, 0));
    }
}
