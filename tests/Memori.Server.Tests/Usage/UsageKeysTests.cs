using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Memori.Ledger;
using Memori.Server.Access.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Usage;

/// <summary>A server of its own for each test: a key closes it for good.</summary>
public sealed class UsageKeysTests : IAsyncLifetime
{
    private readonly ServerFixture _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Keys_SeeAndAreChargedWhatIsTheirs()
    {
        var keys = _server.Services.GetRequiredService<ApiKeys>();
        var admin = await keys.CreateAsync(new NewApiKey("", KeyRole.Admin));
        var alice = await keys.CreateAsync(new NewApiKey("", KeyRole.User, "alice"));
        var service = await keys.CreateAsync(new NewApiKey("", KeyRole.Service));
        (await _server.PostAsync("/api/usage/record", new { input_tokens = 30 }, ("x-api-key", alice.Secret))).Status.ShouldBe(200);
        (await _server.PostAsync("/api/usage/record", new { input_tokens = 5, user_id = "bob" }, ("x-api-key", service.Secret))).Status.ShouldBe(200);
        (await _server.PostAsync("/api/usage/record", new { input_tokens = 5, user_id = "bob" }, ("x-api-key", alice.Secret))).Status.ShouldBe(403);

        (await TotalAsync("/api/usage", alice)).ShouldBe(30);
        (await TotalAsync("/api/usage", service)).ShouldBe(5);
        (await TotalAsync("/api/usage", admin)).ShouldBe(35);
        (await TotalAsync($"/api/usage?key_id={service.Key.Id}", admin)).ShouldBe(5);
        (await TotalAsync($"/api/usage?key_id={service.Key.Id}", alice)).ShouldBe(0);
        (await SendAsync(HttpMethod.Get, $"/api/usage?key_id={alice.Key.Id}", service)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(HttpMethod.Get, "/api/usage?user_id=bob", alice)).Status.ShouldBe(HttpStatusCode.Forbidden);

        var limits = $"/api/usage/limits/key/{service.Key.Prefix}";
        (await SendAsync(HttpMethod.Put, limits, service, new { daily_tokens = 9 })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(HttpMethod.Put, limits, admin, new { daily_tokens = 9 })).Status.ShouldBe(HttpStatusCode.OK);
        var (_, check) = await _server.PostAsync("/api/usage/check", new { user_id = "carol", estimated_tokens = 5 }, ("x-api-key", service.Secret));
        ((string?)check["code"], (long)check["current_usage"]!, (long)check["daily_limit"]!).ShouldBe(("key-daily-token-limit", 5, 9));
        (await _server.Services.GetRequiredService<UsageLedger>().LimitsAsync(LedgerSubject.Key(service.Key.Id))).ShouldBe(new SubjectLimits(9, null));
    }

    private async Task<long> TotalAsync(string route, CreatedApiKey key)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, route, key);
        status.ShouldBe(HttpStatusCode.OK);
        return (long)body["total_tokens"]!;
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string route, CreatedApiKey key, object? body = null)
    {
        using var request = new HttpRequestMessage(method, route) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("x-api-key", key.Secret);
        using var response = await _server.Client.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
