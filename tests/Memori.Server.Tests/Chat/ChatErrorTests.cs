using System.Globalization;
using Memori.Claude.Chat.Caching;
using Memori.Claude.Emulator.Replies;
using Memori.Ledger;
using Microsoft.Extensions.DependencyInjection;
using static Memori.Server.Tests.Chat.ChatFixture;

namespace Memori.Server.Tests.Chat;

public sealed class ChatErrorTests
{
    public static TheoryData<int, int, string> Upstream => new()
    {
        { 400, 502, "claude-invalid-request" },
        { 401, 502, "claude-authentication" },
        { 404, 502, "claude-not-found" },
        { 429, 503, "claude-rate-limit" },
        { 500, 502, "claude-server-error" },
        { 504, 504, "claude-timeout" },
        { 529, 503, "claude-overloaded" },
    };

    [Theory]
    [MemberData(nameof(Upstream))]
    public async Task The_apis_failures_have_their_status(int upstream, int status, string code)
    {
        await using var chat = await StartAsync();
        chat.Emulator.Enqueue(Reply.Fault(upstream));
        var (got, problem, response) = await chat.PostAsync(Body());
        (got, problem["code"]!.GetValue<string>()).ShouldBe((status, code));
        problem["detail"]!.GetValue<string>().ShouldNotBeEmpty();
        (status == 503).ShouldBe(response.Headers.RetryAfter is not null);
        (await chat.Service.Ledger.TodayAsync(LedgerSubject.User("ann"))).Reserved.ShouldBe(0);
    }

    [Fact]
    public async Task More_requests_than_a_users_turns_wait_and_are_then_sent_away()
    {
        await using var chat = await StartAsync(settings => settings with { MaxRequestsPerUser = 1, QueueTimeoutSeconds = 1 });
        using var go = new ManualResetEventSlim();
        chat.Emulator.Respond(_ =>
        {
            go.Wait(TimeSpan.FromSeconds(20));
            return Reply.Text("OK");
        });
        var first = chat.AskAsync(Body());
        await chat.Emulator.ReceivedAsync(1);
        var (status, problem, response) = await chat.PostAsync(Body());
        go.Set();
        (status, problem["code"]!.GetValue<string>()).ShouldBe((503, "busy"));
        response.Headers.RetryAfter.ShouldNotBeNull();
        (await first)["content"]!.GetValue<string>().ShouldBe("OK");
    }

    [Fact]
    public async Task A_timeout_has_the_guides_words()
    {
        await using var chat = await StartAsync();
        chat.Emulator.Enqueue(Reply.Fault(504));
        (await chat.PostAsync(Body())).Body["detail"]!.GetValue<string>().ShouldStartWith("AI service timeout. Please try again.");
    }

    [Fact]
    public async Task An_open_circuit_is_503_and_asks_for_patience()
    {
        await using var chat = await StartAsync(claude: options => options.BreakerMinimumCalls = 2);
        chat.Emulator.Enqueue(Enumerable.Repeat(Reply.Fault(529), 2));
        await chat.PostAsync(Body());
        await chat.PostAsync(Body());
        var (status, problem, response) = await chat.PostAsync(Body());
        (status, problem["code"]!.GetValue<string>()).ShouldBe((503, "claude-circuit-open"));
        response.Headers.RetryAfter.ShouldNotBeNull();
        chat.Emulator.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_key_of_claude_it_says_what_to_set()
    {
        await using var chat = await StartAsync(settings => settings with { AnthropicApiKey = null });
        var (status, problem, _) = await chat.PostAsync(Body());
        (status, problem["code"]!.GetValue<string>()).ShouldBe((503, "claude-not-configured"));
        problem["detail"]!.GetValue<string>().ShouldContain("ANTHROPIC_API_KEY");
    }

    [Fact]
    public async Task A_budget_that_is_used_up_is_429_until_the_day_ends()
    {
        await using var chat = await StartAsync(settings => settings with { DailyTokenLimit = 4_500, DowngradeBelow = 0 });
        chat.Emulator.Respond(_ => Reply.Text("OK") with { Usage = new EmulatedUsage { Input = 300, Output = 4_050 } });
        await chat.AskAsync(Body());
        var (status, problem, response) = await chat.PostAsync(Body("Again"));
        (status, problem["code"]!.GetValue<string>()).ShouldBe((429, "daily-token-limit"));
        problem["detail"]!.GetValue<string>().ShouldStartWith("Daily token limit exceeded");

        // The clock of the fixture begins at noon: half a day is left.
        int.Parse(response.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture).ShouldBeInRange(43_000, 43_200);
        (await chat.PostAsync(Body("Again"), headers: ("Accept-Language", "zh"))).Body["detail"]!.GetValue<string>().ShouldContain("每日 token 限额");
        chat.Emulator.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_the_budget_cut_says_so(bool stream)
    {
        await using var chat = await StartAsync(settings => settings with { DailyTokenLimit = 3_000, DowngradeBelow = 0 });
        chat.Emulator.Respond(_ => Reply.Text("Once upon a") with { StopReason = "max_tokens" });
        var body = Body();
        body["max_tokens"] = 8_000;
        var answer = stream ? (await chat.StreamAsync(body))[^1].Data : await chat.AskAsync(body);
        var warnings = answer["warnings"]!.AsArray().Select(warning => warning!.GetValue<string>());

        var sent = chat.Emulator.Requests.Single().Body["max_tokens"]!.GetValue<int>();
        sent.ShouldBeLessThan(3_000);
        warnings.ShouldContain($"The answer was cut at {sent} tokens: no more was left of the token budget.");
    }

    [Fact]
    public async Task When_little_of_the_budget_is_left_a_cheaper_model_answers_and_it_is_said()
    {
        await using var chat = await StartAsync(settings => settings with { DailyTokenLimit = 100_000, DowngradeBelow = 0.5 });
        chat.Emulator.Respond(_ => Reply.Text("OK") with { Usage = new EmulatedUsage { Input = 60_000, Output = 10 } });
        (await chat.AskAsync(Body()))["downgraded_from"].ShouldBeNull();
        var body = Body();
        body["max_tokens"] = 500;
        body["query_type"] = "faq";
        var second = await chat.AskAsync(body);
        (second["model"]!.GetValue<string>(), second["downgraded_from"]!.GetValue<string>()).ShouldBe(("claude-haiku-5-5", "claude-sonnet-4-5-20250929"));

        // Tomorrow the model that was asked is to answer.
        chat.Service.Services.GetRequiredService<ResponseCache>().Count.ShouldBe(0);
    }
}
