using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Memori.Server.Access.Keys;
using Memori.Server.Limits;
using Memori.Server.Tests.Proxy;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Limits;

public sealed class KeyAttemptsTests
{
    [Fact]
    public async Task Guessing_keys_is_slow_and_keeps_nobody_out_who_was_in()
    {
        await using var service = await DoorFixture.StartAsync();
        var key = (await service.Services.GetRequiredService<ApiKeys>().CreateAsync(new NewApiKey("test", KeyRole.Service))).Secret;
        (await ListAsync(service, key)).Status.ShouldBe(200);
        var guesses = new List<(int Status, string? Code, TimeSpan? Wait)>();
        for (var i = 0; i < KeyAttempts.PerMinute + 10; i++)
        {
            guesses.Add(await ListAsync(service, KeySecret.New()));
        }

        guesses.Take(KeyAttempts.PerMinute).ShouldAllBe(guess => guess.Status == 401);
        guesses.Count(guess => guess.Status == 429).ShouldBeInRange(5, 10);
        guesses[^1].Code.ShouldBe("too-many-attempts");
        guesses[^1].Wait!.Value.TotalSeconds.ShouldBeInRange(1, 60 / KeyAttempts.PerMinute);
        (await ListAsync(service, key)).Status.ShouldBe(200);

        // Who sends none is told so, as ever.
        (await ListAsync(service, null)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task What_is_refused_behind_the_check_of_the_key_is_no_attempt()
    {
        await using var service = await DoorFixture.StartAsync();
        for (var i = 0; i < KeyAttempts.PerMinute + 10; i++)
        {
            using var response = await service.Client.SendAsync(Request("Bearer of-somebody-else", user: null));
            ((int)response.StatusCode).ShouldBe(401);
        }
    }

    private static async Task<(int Status, string? Code, TimeSpan? Wait)> ListAsync(DoorFixture service, string? key)
    {
        using var response = await service.Client.SendAsync(Request(key is null ? null : "Bearer " + key, "ann"));
        return ((int)response.StatusCode, (string?)(await response.Content.ReadFromJsonAsync<JsonNode>())!["code"], response.Headers.RetryAfter?.Delta);
    }

    private static HttpRequestMessage Request(string? authorization, string? user)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/memories");
        request.Headers.TryAddWithoutValidation("Authorization", authorization is null ? [] : [authorization]);
        request.Headers.TryAddWithoutValidation("X-User-Id", user is null ? [] : [user]);
        return request;
    }
}
