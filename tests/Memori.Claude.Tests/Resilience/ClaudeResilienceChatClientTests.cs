using Memori.Claude.Emulator.Replies;
using Memori.Claude.Resilience;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Resilience;

public sealed class ClaudeResilienceChatClientTests
{
    [Theory]
    [InlineData(400, typeof(ClaudeRequestException), "claude-invalid-request", FaultKind.Backend)]
    [InlineData(401, typeof(ClaudeAuthenticationException), "claude-authentication", FaultKind.Backend)]
    [InlineData(402, typeof(ClaudeSpendLimitException), "claude-billing", FaultKind.Budget)]
    [InlineData(403, typeof(ClaudeAuthenticationException), "claude-permission", FaultKind.Backend)]
    [InlineData(404, typeof(ClaudeRequestException), "claude-not-found", FaultKind.Backend)]
    [InlineData(413, typeof(ClaudeRequestException), "claude-request-too-large", FaultKind.Backend)]
    public async Task A_fault_of_the_request_is_typed_and_not_retried(int status, Type type, string code, FaultKind kind)
    {
        foreach (var stream in (bool[])[false, true])
        {
            await using var claude = await ClaudeFixture.StartAsync();
            claude.Emulator.Enqueue(Reply.Fault(status));
            var fault = await Should.ThrowAsync<ClaudeException>(stream ? claude.StreamAsync() : claude.AskAsync());
            fault.ShouldBeOfType(type);
            fault.Code.ShouldBe(code);
            fault.Kind.ShouldBe(kind);
            fault.Status.ShouldBe(status);
            fault.RequestId.ShouldNotBeNullOrEmpty();
            fault.Text.Chinese.ShouldNotBeNullOrEmpty();
            claude.Emulator.Requests.Count.ShouldBe(1);
        }
    }

    [Theory]
    [InlineData(409, "claude-conflict", FaultKind.Backend)]
    [InlineData(429, "claude-rate-limit", FaultKind.Unavailable)]
    [InlineData(500, "claude-server-error", FaultKind.Backend)]
    [InlineData(504, "claude-timeout", FaultKind.Timeout)]
    [InlineData(529, "claude-overloaded", FaultKind.Unavailable)]
    public async Task A_passing_fault_is_retried_then_typed(int status, string code, FaultKind kind)
    {
        await using var claude = await ClaudeFixture.StartAsync(Impatient(retries: 2));
        claude.Emulator.Enqueue(Reply.Fault(status), Reply.Fault(status), Reply.Text("at last"));
        (await claude.AskAsync()).Text.ShouldBe("at last");

        claude.Emulator.Enqueue(Reply.Fault(status), Reply.Fault(status), Reply.Fault(status));
        var fault = await Should.ThrowAsync<ClaudeException>(claude.StreamAsync());
        fault.Code.ShouldBe(code);
        fault.Kind.ShouldBe(kind);
        claude.Emulator.Requests.Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_spend_cap_is_not_retried()
    {
        await using var claude = await ClaudeFixture.StartAsync();
        claude.Emulator.Enqueue(FaultReply.SpendCap);
        var fault = await Should.ThrowAsync<ClaudeSpendLimitException>(claude.AskAsync());
        fault.Code.ShouldBe("claude-spend-limit");
        fault.Kind.ShouldBe(FaultKind.Budget);
        claude.Emulator.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_server_says_of_retrying_overrides_the_status()
    {
        await using var claude = await ClaudeFixture.StartAsync(Impatient());
        claude.Emulator.Enqueue(Reply.Fault(500) with { ShouldRetry = false });
        await Should.ThrowAsync<ClaudeUpstreamException>(claude.AskAsync());
        claude.Emulator.Enqueue(Reply.Fault(400) with { ShouldRetry = true }, Reply.Text("yes"));
        (await claude.AskAsync()).Text.ShouldBe("yes");
    }

    [Fact]
    public async Task Retry_after_is_waited_for()
    {
        await using var claude = await ClaudeFixture.StartAsync();
        claude.Emulator.Enqueue(Reply.Fault(429).After(37));
        var answer = claude.AskAsync();
        await claude.Time.WaitedForAsync(TimeSpan.FromSeconds(37));
        claude.Emulator.Requests.Count.ShouldBe(1);
        claude.Time.Advance(TimeSpan.FromSeconds(37));
        (await answer).Text.ShouldBe("OK");
    }

    [Theory]
    [InlineData(61, 300)]
    [InlineData(50, 45)]
    public async Task A_wait_that_is_too_long_or_outlasts_the_deadline_fails_at_once(int retryAfter, int total)
    {
        await using var claude = await ClaudeFixture.StartAsync(options =>
        {
            options.Timeout = TimeSpan.FromSeconds(30);
            options.TotalTimeout = TimeSpan.FromSeconds(total);
        });
        claude.Emulator.Enqueue(Reply.Fault(429).After(retryAfter));
        (await Should.ThrowAsync<ClaudeRateLimitException>(claude.AskAsync())).RetryAfter.ShouldBe(TimeSpan.FromSeconds(retryAfter));
    }

    [Fact]
    public async Task Without_retry_after_the_wait_doubles_up_to_its_limit()
    {
        await using var claude = await ClaudeFixture.StartAsync(options =>
        {
            options.MaxRetries = 3;
            options.RetryDelay = TimeSpan.FromSeconds(2);
            options.MaxRetryDelay = TimeSpan.FromSeconds(7);
        });
        claude.Emulator.Enqueue(Reply.Fault(529), Reply.Fault(529), Reply.Fault(529));
        var answer = claude.AskAsync();
        foreach (var seconds in (int[])[2, 4, 7])
        {
            await claude.Time.WaitedForAsync(TimeSpan.FromSeconds(seconds));
            claude.Time.Advance(TimeSpan.FromSeconds(seconds));
        }

        (await answer).Text.ShouldBe("OK");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_attempt_that_hangs_is_given_up_and_tried_again(bool stream)
    {
        await using var claude = await ClaudeFixture.StartAsync(Impatient(retries: 1));
        claude.Emulator.Enqueue(Reply.Silence(), Reply.Silence());
        var answer = stream ? claude.StreamAsync() : claude.AskAsync();
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            await claude.Emulator.ReceivedAsync(attempt);
            await claude.Time.WaitedForAsync(TimeSpan.FromSeconds(120));
            claude.Time.Advance(TimeSpan.FromSeconds(120));
        }

        (await Should.ThrowAsync<ClaudeTimeoutException>(answer)).Code.ShouldBe("claude-timeout");
    }

    [Fact]
    public async Task The_callers_cancellation_is_not_a_fault()
    {
        await using var claude = await ClaudeFixture.StartAsync();
        claude.Emulator.Enqueue(Reply.Silence());
        using var cancel = new CancellationTokenSource();
        var answer = claude.Client.GetResponseAsync("Hello", cancellationToken: cancel.Token);
        await claude.Emulator.ReceivedAsync(1);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(answer);
    }

    [Fact]
    public async Task After_repeated_outages_the_circuit_opens_and_closes_again()
    {
        await using var claude = await ClaudeFixture.StartAsync(options =>
        {
            options.MaxRetries = 0;
            options.BreakerMinimumCalls = 3;
            options.BreakerPause = TimeSpan.FromSeconds(20);
        });
        for (var i = 0; i < 3; i++)
        {
            claude.Emulator.Enqueue(Reply.Fault(529));
            await Should.ThrowAsync<ClaudeOverloadedException>(claude.AskAsync());
        }

        var resilience = claude.Client.GetService<ClaudeResilienceChatClient>().ShouldNotBeNull();
        resilience.Circuit.ShouldBe(Polly.CircuitBreaker.CircuitState.Open);
        var open = await Should.ThrowAsync<ClaudeOverloadedException>(claude.AskAsync());
        open.Code.ShouldBe("claude-circuit-open");
        claude.Emulator.Requests.Count.ShouldBe(3);

        claude.Time.Advance(TimeSpan.FromSeconds(21));
        (await claude.AskAsync()).Text.ShouldBe("OK");
        resilience.Circuit.ShouldBe(Polly.CircuitBreaker.CircuitState.Closed);
    }

    [Fact]
    public async Task Faults_of_requests_do_not_open_the_circuit()
    {
        await using var claude = await ClaudeFixture.StartAsync(options => options.BreakerMinimumCalls = 2);
        for (var i = 0; i < 5; i++)
        {
            claude.Emulator.Enqueue(Reply.Fault(400));
            await Should.ThrowAsync<ClaudeRequestException>(claude.AskAsync());
        }

        (await claude.AskAsync()).Text.ShouldBe("OK");
    }

    [Fact]
    public async Task A_connection_that_is_refused_or_hung_up_is_unreachable()
    {
        await using var claude = await ClaudeFixture.StartAsync(Impatient(retries: 1));
        claude.Emulator.Enqueue(Reply.HangUp(), Reply.HangUp());
        (await Should.ThrowAsync<ClaudeUpstreamException>(claude.AskAsync())).Code.ShouldBe("claude-unreachable");
        claude.Emulator.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(200, "text/html", "<html>Sign in to the hotel's network</html>", "claude-invalid-response")]
    [InlineData(200, "application/json", "{\"hello\":1}", "claude-invalid-response")]
    [InlineData(502, "text/html", "<html>Bad gateway</html>", "claude-server-error")]
    public async Task An_answer_of_something_in_between_is_typed(int status, string contentType, string body, string code)
    {
        await using var claude = await ClaudeFixture.StartAsync(options => options.MaxRetries = 0);
        claude.Emulator.Enqueue(Reply.Raw(status, contentType, body));
        (await Should.ThrowAsync<ClaudeException>(claude.AskAsync())).Code.ShouldBe(code);
    }

    private static Action<ClaudeOptions> Impatient(int retries = 3) => options =>
    {
        options.MaxRetries = retries;
        options.RetryDelay = TimeSpan.Zero;
        options.BreakerMinimumCalls = 100;
    };
}
