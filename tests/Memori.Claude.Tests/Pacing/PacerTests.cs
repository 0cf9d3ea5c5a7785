using System.Globalization;
using System.Net;
using Memori.Claude.Pacing;
using Memori.Claude.Resilience;

namespace Memori.Claude.Tests.Pacing;

public sealed class PacerTests : IDisposable
{
    private readonly FakeTime _time = new();
    private readonly ClaudeOptions _options = new();
    private Pacer? _pacer;

    private Pacer Pacer => _pacer ??= new Pacer(_options, _time);

    public void Dispose() => _pacer?.Dispose();

    [Fact]
    public async Task Without_limits_everybody_goes_at_once()
    {
        for (var i = 0; i < 1_000; i++)
        {
            (await GoAsync()).Dispose();
        }

        (Pacer.Waiting, Pacer.Until).ShouldBe((0, null));
    }

    [Theory]
    [InlineData("requests")]
    [InlineData("tokens")]
    [InlineData("input-tokens")]
    [InlineData("output-tokens")]
    public async Task A_limit_that_is_used_up_holds_calls_until_its_reset(string kind)
    {
        await AnswerAsync((kind, 50, 0, 20));
        var next = Enter();
        next.IsCompleted.ShouldBeFalse();
        Pacer.Until.ShouldBe(_time.GetUtcNow().AddSeconds(20));
        Pacer.Waiting.ShouldBe(1);

        _time.Advance(TimeSpan.FromSeconds(19));
        next.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        (await next).Dispose();
        (Pacer.Waiting, Pacer.Until).ShouldBe((0, null));
    }

    [Fact]
    public async Task A_clock_that_goes_wrong_holds_nobody_for_long()
    {
        await AnswerAsync(("requests", 50, 0, 1_000_000));
        Pacer.Until.ShouldBe(_time.GetUtcNow().AddMinutes(2));
    }

    [Fact]
    public async Task Calls_under_way_count_against_what_was_left()
    {
        await AnswerAsync(("requests", 50, 2, 20));
        var first = await GoAsync();
        var second = await GoAsync();
        var third = Enter();
        third.IsCompleted.ShouldBeFalse();

        // The first is answered and reports that two more would go: one is under way.
        Answer(first, HttpStatusCode.OK, ("requests", 50, 2, 20));
        (await third).Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task Tokens_under_way_count_too_but_an_estimate_alone_holds_nobody()
    {
        await AnswerAsync(("input-tokens", 50_000, 10_000, 20));
        var first = await GoAsync(tokens: 8_000);
        var second = Enter(tokens: 8_000);
        second.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await second).Dispose();
        (await GoAsync(tokens: 400_000)).Dispose();
    }

    [Fact]
    public async Task Families_of_models_have_limits_of_their_own_and_so_have_credentials()
    {
        await AnswerAsync(("requests", 50, 0, 20));
        (await GoAsync(model: "claude-haiku-5-5")).Dispose();
        (await GoAsync(account: "another")).Dispose();
        Enter(model: "claude-sonnet-5").IsCompleted.ShouldBeFalse();
        (await GoAsync(model: "claude-sonnet-4-6")).Dispose();
    }

    [Fact]
    public async Task After_a_429_all_calls_of_the_credential_wait_as_long_as_it_says()
    {
        var turn = await GoAsync();
        Refuse(turn, retryAfter: 12);
        var calls = new[] { Enter(), Enter(model: "claude-haiku-5-5") };
        (await GoAsync(account: "another")).Dispose();
        _time.Advance(TimeSpan.FromSeconds(11));
        calls.ShouldAllBe(call => !call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        foreach (var call in calls)
        {
            (await call).Dispose();
        }
    }

    [Fact]
    public async Task A_wait_that_is_known_to_be_too_long_is_refused_at_once()
    {
        Refuse(await GoAsync(), retryAfter: 31);
        var fault = await Should.ThrowAsync<ClaudeRateLimitException>(() => Enter());
        fault.Code.ShouldBe("claude-rate-limit");
        fault.Kind.ShouldBe(FaultKind.Unavailable);
        fault.RetryAfter.ShouldBe(TimeSpan.FromSeconds(31));
        Pacer.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Who_waited_as_long_as_allowed_is_refused()
    {
        await AnswerAsync(("requests", 50, 1, 25));
        var underway = await GoAsync();
        var waiting = Enter();
        await _time.WaitedForAsync(_options.MaxPacingWait);
        _time.Advance(TimeSpan.FromSeconds(20));
        Answer(underway, HttpStatusCode.OK, ("requests", 50, 0, 25));
        _time.Advance(TimeSpan.FromSeconds(10));
        (await Should.ThrowAsync<ClaudeRateLimitException>(waiting)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(15));
        Pacer.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_queue()
    {
        await AnswerAsync(("requests", 50, 0, 20));
        using var cancel = new CancellationTokenSource();
        var gone = Enter(cancellationToken: cancel.Token);
        var stays = Enter();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(gone);
        Pacer.Waiting.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(20));
        (await stays).Dispose();
    }

    [Fact]
    public async Task Requests_per_minute_hold_in_any_sixty_seconds()
    {
        _options.RequestsPerMinute = 3;
        _options.MaxPacingWait = TimeSpan.FromMinutes(10);
        var calls = Enumerable.Range(0, 10).Select(_ => Enter()).ToList();
        List<(int Second, int Waiting)> changes = [(0, Pacer.Waiting)];
        for (var second = 1; second <= 200; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            if (Pacer.Waiting < changes[^1].Waiting)
            {
                changes.Add((second, Pacer.Waiting));
            }
        }

        changes.ShouldBe([(0, 7), (60, 4), (120, 1), (180, 0)]);
        foreach (var call in calls)
        {
            (await call).Dispose();
        }
    }

    [Fact]
    public async Task A_user_who_floods_waits_behind_those_who_ask_little()
    {
        _options.RequestsPerMinute = 1;
        _options.MaxPacingWait = TimeSpan.FromMinutes(30);
        (await GoAsync()).Dispose();
        var calls = new List<(string User, Task<Turn> Turn)>();
        calls.AddRange(Enumerable.Range(0, 5).Select(i => ($"flood{i}", Enter("flood"))));
        calls.Add(("alice", Enter("alice")));
        calls.Add(("bob", Enter("bob")));
        calls.Add(("alice2", Enter("alice")));

        List<string> order = [];
        while (order.Count < calls.Count)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            var gone = await Task.WhenAny(calls.Where(call => !order.Contains(call.User)).Select(call => call.Turn));
            order.Add(calls.Single(call => call.Turn == gone).User);
            (await gone).Dispose();
        }

        order.ShouldBe(["flood0", "alice", "bob", "flood1", "alice2", "flood2", "flood3", "flood4"]);
    }

    [Fact]
    public async Task A_full_queue_drops_the_last_of_who_has_most_in_it()
    {
        _options.MaxPacingQueue = 3;
        await AnswerAsync(("requests", 50, 0, 20));
        var flood = Enumerable.Range(0, 3).Select(_ => Enter("flood")).ToList();
        await Should.ThrowAsync<ClaudeRateLimitException>(() => Enter("flood"));

        var alice = Enter("alice");
        await Should.ThrowAsync<ClaudeRateLimitException>(flood[2]);
        var bob = Enter("bob");
        await Should.ThrowAsync<ClaudeRateLimitException>(flood[1]);
        await Should.ThrowAsync<ClaudeRateLimitException>(() => Enter("carol"));
        Pacer.Waiting.ShouldBe(3);

        _time.Advance(TimeSpan.FromSeconds(20));
        foreach (var call in (Task<Turn>[])[flood[0], alice, bob])
        {
            (await call).Dispose();
        }
    }

    [Theory]
    [InlineData("claude-sonnet-5-5", "sonnet-5")]
    [InlineData("claude-opus-5", "opus-5")]
    [InlineData("claude-sonnet-4-5-20250929", "sonnet-4")]
    [InlineData("claude-3-5-sonnet-20241022", "sonnet-3")]
    [InlineData("claude-3-haiku-20240307", "haiku-3")]
    [InlineData("gpt-99", "other")]
    [InlineData("claude-", "other")]
    public void A_model_belongs_to_its_line_and_generation(string model, string family) => ModelFamily.Of(model).ShouldBe(family);

    [Fact]
    public async Task Credentials_without_calls_are_forgotten()
    {
        for (var i = 0; i < 5_000; i++)
        {
            (await GoAsync(account: $"account {i}", model: $"claude-model{(char)('a' + (i % 26))}-{i % 90}")).Dispose();
        }

        Pacer.Accounts.ShouldBeLessThan(1_100);
    }

    private Task<Turn> Enter(string user = "alice", string model = "claude-sonnet-5-5", long tokens = 10, string account = "", CancellationToken cancellationToken = default) =>
        Pacer.EnterAsync(new CallTerms { Model = model, User = user, InputTokens = tokens, Account = account }, cancellationToken).AsTask();

    private Task<Turn> GoAsync(string model = "claude-sonnet-5-5", long tokens = 10, string account = "")
    {
        var turn = Enter(model: model, tokens: tokens, account: account);
        turn.IsCompleted.ShouldBeTrue();
        return turn;
    }

    private async Task AnswerAsync(params (string Kind, long Limit, long Remaining, int Seconds)[] limits) => Answer(await GoAsync(), HttpStatusCode.OK, limits);

    private void Answer(Turn turn, HttpStatusCode status, params (string Kind, long Limit, long Remaining, int Seconds)[] limits)
    {
        using var response = new HttpResponseMessage(status);
        foreach (var (kind, limit, remaining, seconds) in limits)
        {
            response.Headers.Add($"anthropic-ratelimit-{kind}-limit", limit.ToString(CultureInfo.InvariantCulture));
            response.Headers.Add($"anthropic-ratelimit-{kind}-remaining", remaining.ToString(CultureInfo.InvariantCulture));
            response.Headers.Add($"anthropic-ratelimit-{kind}-reset", _time.GetUtcNow().AddSeconds(seconds).ToString("O", CultureInfo.InvariantCulture));
        }

        turn.Report(response);
        turn.Dispose();
    }

    private static void Refuse(Turn turn, int retryAfter)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.Add("retry-after", retryAfter.ToString(CultureInfo.InvariantCulture));
        turn.Report(response);
        turn.Dispose();
    }
}
