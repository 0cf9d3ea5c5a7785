using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Limits;
using Memori.Claude.Emulator.Replies;
using Memori.Server.Tests.Chat;

namespace Memori.Server.Tests.Health;

public sealed class ClaudeHealthTests
{
    [Fact]
    public async Task Health_shows_the_circuit_and_the_pace()
    {
        await using var chat = await ChatFixture.StartAsync(claude: options =>
        {
            options.MaxRetries = 0;
            options.BreakerMinimumCalls = 2;
        });
        (await HealthAsync(chat))["circuit"]!.GetValue<string>().ShouldBe("closed");
        var reset = new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);
        chat.Emulator.Enqueue(Reply.Text("OK") with { Headers = RateLimits.Headers("requests", 50, 0, reset) });
        await chat.AskAsync(ChatFixture.Body());
        (await HealthAsync(chat))["paced_until"].ShouldNotBeNull();

        var (status, refused, response) = await chat.PostAsync(ChatFixture.Body());
        status.ShouldBe(503);
        refused["code"]!.GetValue<string>().ShouldBe("claude-rate-limit");
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    private static async Task<JsonNode> HealthAsync(ChatFixture chat) => JsonNode.Parse(await chat.Service.Client.GetStringAsync("/health"))!["claude"]!;
}
