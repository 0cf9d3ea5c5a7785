using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Memori.Server.Access.Keys;
using Memori.Server.Limits;
using Memori.Server.Tests.Proxy;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Limits;

/// <summary>How often, from the outside.</summary>
public sealed class RateLimitTests : IAsyncLifetime
{
    private const int PerMinute = 5;
    private const string Question = """{"model":"claude-sonnet-5-5","max_tokens":90,"messages":[{"role":"user","content":"Hi"}]}""";

    private DoorFixture _service = null!;

    public async ValueTask InitializeAsync() => _service = await DoorFixture.StartAsync(settings => settings with { RateLimitPerMinute = PerMinute });

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_key_is_refused_above_its_rate_whatever_user_it_names_and_others_are_not()
    {
        var (ours, theirs) = (await KeyAsync(KeyRole.Service), await KeyAsync(KeyRole.Service));
        for (var i = 0; i < PerMinute; i++)
        {
            using var served = await ListAsync(ours, $"user {i}");
            served.StatusCode.ShouldBe(HttpStatusCode.OK);
            Header(served, "RateLimit-Limit").ShouldBe(PerMinute);
            Header(served, "RateLimit-Remaining").ShouldBeInRange(PerMinute - 1 - i, PerMinute - i);
        }

        using var refused = await ListAsync(ours, "another");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        Code(await refused.Content.ReadAsStringAsync()).ShouldBe("rate-limited");
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60 / PerMinute);
        Header(refused, "RateLimit-Remaining").ShouldBe(0);
        using var other = await ListAsync(theirs, "another");
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var health = await _service.Client.GetAsync("/health");
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_keys_users_are_counted_and_else_addresses()
    {
        for (var i = 0; i < PerMinute; i++)
        {
            (await StatusAsync("ann")).ShouldBe(200);
            (await StatusAsync(null)).ShouldBe(401);
        }

        (await StatusAsync("ann")).ShouldBe(429);
        (await StatusAsync(null)).ShouldBe(429);
        (await StatusAsync("bob")).ShouldBe(200);
    }

    [Fact]
    public async Task The_door_is_counted_too_and_refuses_in_the_form_of_the_API()
    {
        for (var i = 0; i < PerMinute; i++)
        {
            using var served = await _service.SendAsync(Question, headers: ("X-User-Id", "ann"));
            served.StatusCode.ShouldBe(HttpStatusCode.OK);
            served.Headers.Contains("RateLimit-Limit").ShouldBeFalse();
        }

        using var refused = await _service.SendAsync(Question, headers: ("X-User-Id", "ann"));
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        var error = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["error"]!;
        ((string)error["type"]!, (string)error["details"]!["error_code"]!).ShouldBe(("rate_limit_error", "rate-limited"));
        _service.Emulator.Requests.Count.ShouldBe(PerMinute);
    }

    private async Task<string> KeyAsync(KeyRole role) =>
        (await _service.Services.GetRequiredService<ApiKeys>().CreateAsync(new NewApiKey("test", role))).Secret;

    private async Task<int> StatusAsync(string? user, string? key = null)
    {
        using var response = await ListAsync(key, user);
        return (int)response.StatusCode;
    }

    private async Task<HttpResponseMessage> ListAsync(string? key, string? user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/memories");
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

        if (user is not null)
        {
            request.Headers.Add("X-User-Id", user);
        }

        return await _service.Client.SendAsync(request);
    }

    private static int Header(HttpResponseMessage response, string name) => int.Parse(response.Headers.GetValues(name).Single(), System.Globalization.CultureInfo.InvariantCulture);

    private static string Code(string problem) => (string)JsonNode.Parse(problem)!["code"]!;
}
