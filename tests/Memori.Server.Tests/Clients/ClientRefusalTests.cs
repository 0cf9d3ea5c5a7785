using Anthropic.Exceptions;

namespace Memori.Server.Tests.Clients;

/// <summary>What the door refuses itself, a client understands as if the API had refused it.</summary>
public sealed class ClientRefusalTests
{
    [Theory]
    [InlineData("anthropic.mjs", "AuthenticationError: 401", "PermissionDeniedError: 403")]
    [InlineData("vercel.mjs", "AI_APICallError", "AI_APICallError")]
    [InlineData("sdk", nameof(AnthropicUnauthorizedException), nameof(AnthropicForbiddenException))]
    public async Task A_key_opens_the_door_for_its_user_alone(string client, string unauthorized, string forbidden)
    {
        await using var host = await ClientHost.StartAsync(Way.Door);
        host.ClientKey = await host.MakeKeyAsync(new { role = "admin" });
        var secret = await host.MakeKeyAsync(new { user_id = "alice" });
        host.ClientKey = secret;
        host.Headers["x-user-id"] = "alice";
        (await RunAsync(client, host, "message")).ShouldContain("Plain words.");
        host.Emulator.Requests.ShouldAllBe(request => request.Key == ClientHost.Key && !request.RawBody.Contains(secret, StringComparison.Ordinal) && !request.Headers.Values.Any(value => value.Contains(secret, StringComparison.Ordinal)));

        host.Headers["x-user-id"] = "bob";
        (await RunAsync(client, host, "message")).ShouldContain(forbidden);
        host.Headers["x-user-id"] = "alice";
        host.ClientKey = secret[..^1] + (secret[^1] == 'x' ? 'y' : 'x');
        (await RunAsync(client, host, "message")).ShouldContain(unauthorized);
        host.Emulator.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("anthropic.mjs", "RateLimitError: 429")]
    [InlineData("vercel.mjs", "Daily token limit")]
    [InlineData("sdk", nameof(AnthropicRateLimitException))]
    public async Task A_budget_that_is_used_up_is_a_rate_limit_and_nothing_reaches_the_API(string client, string limited)
    {
        await using var host = await ClientHost.StartAsync(Way.Door, dailyTokens: 400);
        (await RunAsync(client, host, "retry")).ShouldContain(limited);
        host.Emulator.Requests.ShouldBeEmpty();
    }

    private static async Task<string> RunAsync(string client, ClientHost host, string scenario)
    {
        if (client != "sdk")
        {
            NodeClient.Require();
            return (await NodeClient.RunAsync(client, host, scenario)).ToJsonString();
        }

        try
        {
            return (await SdkScenarios.All[scenario](host)).ToJsonString();
        }
        catch (AnthropicApiException refusal)
        {
            return refusal.GetType().Name;
        }
    }
}
