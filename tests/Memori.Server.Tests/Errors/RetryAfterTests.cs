using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;
using Memori.Ledger;
using Memori.Server.Errors;
using Memori.Server.Tests.Chat;
using Memori.Server.Tests.Proxy;

namespace Memori.Server.Tests.Errors;

/// <summary>Whoever is told to come again is told when.</summary>
public sealed class RetryAfterTests
{
    private const string Question = """{"model":"claude-sonnet-5-5","max_tokens":90,"messages":[{"role":"user","content":"Hi"}]}""";

    [Theory]
    [InlineData(429, null, "1")]
    [InlineData(503, null, "1")]
    [InlineData(529, null, "1")]
    [InlineData(429, "30", "30")]
    [InlineData(429, "0", "1")]
    [InlineData(429, "-5", "1")]
    [InlineData(503, "soon", "1")]
    [InlineData(529, "100000", "86400")]
    [InlineData(529, "99999999999999999999", "86400")]
    [InlineData(500, null, null)]
    public async Task A_refusal_that_is_passed_on_says_when_to_come_again_and_nothing_absurd(int status, string? given, string? expected)
    {
        await using var door = await DoorFixture.StartAsync();
        door.Emulator.Respond(_ => Reply.Fault(status) with { RetryAfter = given });
        using var response = await door.SendAsync(Question);
        ((int)response.StatusCode).ShouldBe(status);
        (response.Headers.TryGetValues("Retry-After", out var values) ? values.Single() : null).ShouldBe(expected);
    }

    [Fact]
    public async Task A_spent_budget_says_when_it_is_anew_and_a_request_that_is_too_large_never_comes_at_once()
    {
        await using var fixture = await ChatFixture.StartAsync(settings => settings with { DailyTokenLimit = 1 });
        using var spent = await fixture.Service.SendAsync(Question, headers: ("X-User-Id", "ann"));
        ((int)spent.StatusCode).ShouldBe(429);
        spent.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromHours(11), TimeSpan.FromHours(12));

        await fixture.Service.Ledger.SetLimitsAsync(LedgerSubject.User("bob"), new SubjectLimits(1_000_000, 1));
        using var large = await fixture.Service.SendAsync(Question, headers: ("X-User-Id", "bob"));
        ((int)large.StatusCode).ShouldBe(429);
        ((string)JsonNode.Parse(await large.Content.ReadAsStringAsync())!["error"]!["details"]!["error_code"]!).ShouldBe("request-token-limit");
        large.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(-100, "1")]
    [InlineData(0.2, "1")]
    [InlineData(1.2, "2")]
    [InlineData(1e9, "86400")]
    public void Text_is_whole_seconds_of_a_day_at_most(double seconds, string text) => RetryAfter.Text(TimeSpan.FromSeconds(seconds)).ShouldBe(text);
}
