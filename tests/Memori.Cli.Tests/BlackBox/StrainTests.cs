namespace Memori.Cli.Tests.BlackBox;

/// <summary>Limits that are reached and an upstream that fails: each has its status, its code, and when to come again.</summary>
[Collection(nameof(StrainedSuite))]
public sealed class StrainTests(StrainedService service) : Suite
{
    [Theory]
    [InlineData("401", 502, "claude-authentication")]
    [InlineData("403", 502, "claude-permission")]
    [InlineData("404", 502, "claude-not-found")]
    [InlineData("500", 502, "claude-server-error")]
    [InlineData("429", 503, "claude-rate-limit")]
    [InlineData("529", 503, "claude-overloaded")]
    [InlineData("nonsense", 502, "claude-invalid-response")]
    public async Task What_fails_behind_it_is_told_as_what_it_is(string upstream, int status, string code)
    {
        await SucceedAsync(upstream);
        var answer = (await ChatAsync("upstream-" + upstream.Replace(' ', '-'), upstream)).Fails(status, code);
        if (status == 503)
        {
            answer.Header("Retry-After").ShouldBe("2");
        }
    }

    [Fact]
    public async Task A_stream_that_breaks_ends_with_an_error_event_that_says_so()
    {
        await SucceedAsync("break");
        var answer = (await service.PostAsync("/api/ai/chat", Turn("streamer", "break", stream: true), ("X-User-Id", "streamer"))).Is(200);
        var (name, data) = ChatRoutesTests.Events(answer.Text)[^1];
        name.ShouldBe("error");
        (data["code"]!.GetValue<string>(), data["status"]!.GetValue<int>()).ShouldBe(("claude-overloaded", 503));
        data["detail"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Whoever_has_as_many_requests_under_way_as_allowed_waits_and_is_told_503()
    {
        await SucceedAsync("silence");
        var before = service.Claude.Requests.Count;
        var first = ChatAsync("greedy", "silence");
        await service.Claude.ReceivedAsync(before + 1);
        var question = new { user_id = "greedy", session_id = "s", datasource_id = 1, query = "How many orders are there?" };
        var second = (await service.PostAsync("/api/v2/text2sql/generate", question)).Fails(503, "busy");
        second.Word("detail").ShouldBe("Service is busy. Please try again later.");
        (await service.PostAsync("/api/v2/text2sql/generate", question with { user_id = "modest" })).Is(200);

        // Nobody answers the first one: it ends with the time that a request has.
        (await first).Fails(504, "request-timeout");
    }

    [Fact]
    public async Task More_requests_than_a_minute_has_are_429_with_when_to_come_again()
    {
        Answer answer;
        var made = 0;
        do
        {
            answer = await service.GetAsync("/api/memories?user_id=flooder");
        }
        while (answer.Status == 200 && ++made < 100);
        answer.Fails(429, "rate-limited");
        made.ShouldBeInRange(20, 25);
        answer.Header("RateLimit-Remaining").ShouldBe("0");
        (await service.PostAsync("/v1/messages", "{}", ("X-User-Id", "flooder"))).FailsAsAnthropic(429, "rate_limit_error", "rate-limited");
        (await service.GetAsync("/api/memories?user_id=bystander")).Is(200);
        (await service.GetAsync("/health")).Is(200);
    }

    [Fact]
    public async Task A_day_s_tokens_that_are_used_up_are_429_until_midnight()
    {
        (await service.PostAsync("/api/usage/record", new { user_id = "spent", input_tokens = 60_000 })).Is(200);
        (await service.PostAsync("/api/usage/check", new { user_id = "spent", estimated_tokens = 1 })).Is(200)["allowed"].GetValue<bool>().ShouldBeFalse();
        (await ChatAsync("spent", "x")).Fails(429, "daily-token-limit");
        (await service.PostAsync("/v1/messages", new { model = "claude-haiku-4-5", max_tokens = 9, messages = new[] { new { role = "user", content = "x" } } }, ("X-User-Id", "spent"), ("X-Session-Id", "s"), ("anthropic-version", "2023-06-01")))
            .FailsAsAnthropic(429, "rate_limit_error", "daily-token-limit");

        // What needs no tokens goes on: the SQL is made by rules.
        (await service.PostAsync("/api/text2sql/generate", new { user_id = "spent", session_id = "s", datasource_id = 1, query = "How many orders are there?" })).Is(200)["usage"]["total_tokens"]!.GetValue<long>().ShouldBe(0);
        (await service.PostAsync("/api/text2sql/execute", new { user_id = "spent", session_id = "s", datasource_id = 1, sql = "SELECT 1 AS one" })).Is(200);
    }

    [Fact]
    public async Task A_request_that_is_larger_than_one_may_be_is_429_and_a_smaller_one_is_not()
    {
        (await service.PutAsync("/api/usage/limits/user/thrifty", new { tokens_per_request = 200 })).Is(200).Number("request_limit").ShouldBe(200);
        (await ChatAsync("thrifty", string.Join(' ', Enumerable.Repeat("word", 1000)))).Fails(429, "request-token-limit");
        (await ChatAsync("thrifty", "x")).Is(200);
        (await service.DeleteAsync("/api/usage/limits/user/thrifty")).Is(204);
    }

    // Failures are to be the lesser part of what the circuit breaker sees: it is another test's.
    private async Task SucceedAsync(string before)
    {
        for (var call = 1; call <= 2; call++)
        {
            (await ChatAsync($"steady-{before}-{call}", "x")).Is(200);
        }
    }

    private static object Turn(string user, string text, bool stream = false) => new { user_id = user, session_id = "s", stream, max_tokens = 50, messages = new[] { new { role = "user", content = text } } };

    private Task<Answer> ChatAsync(string user, string text) => service.PostAsync("/api/ai/chat", Turn(user, text), ("X-User-Id", user));
}
