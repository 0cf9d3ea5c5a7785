using Memori.Claude.Budgets;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Models;
using Memori.Claude.Resilience;
using Memori.Claude.Tokens;
using Memori.Ledger;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Budgets;

public sealed class BudgetChatClientTests
{
    private static readonly EmulatedUsage Usage = new() { Input = 11, Output = 22, CacheWrite5m = 300, CacheWrite1h = 40, CacheRead = 5_000 };

    // claude-sonnet-5-5 on 2026-11-22: 2 / 10 USD per million, writes 2.50 (5 min) and 4 (1 h), reads 0.10; in picodollars per token.
    private const long Cost = (11 * 2_000_000L) + (22 * 10_000_000L) + (300 * 2_500_000L) + (40 * 4_000_000L) + (5_000 * 100_000L);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_is_settled_as_reported_to_the_picodollar(bool stream)
    {
        await using var claude = await BudgetFixture.StartAsync();
        claude.Emulator.Enqueue(Reply.Text("Hello to you") with { Usage = Usage });
        (await (stream ? claude.StreamAsync() : claude.AskAsync())).Text.ShouldBe("Hello to you");
        (await claude.EntryAsync()).ShouldBe(new Entry("settled", BudgetFixture.User, "claude-sonnet-5-5", new TokenUsage
        {
            InputTokens = 11,
            OutputTokens = 22,
            CacheCreationInputTokens = 340,
            CacheReadInputTokens = 5_000,
            CostPicodollars = Cost,
        }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_of_the_model_is_paid_for(bool stream)
    {
        await using var claude = await BudgetFixture.StartAsync();
        claude.Emulator.Enqueue(Reply.Refusal() with { Usage = new EmulatedUsage { Input = 9, Output = 1 } });
        (await (stream ? claude.StreamAsync() : claude.AskAsync())).FinishReason.ShouldBe(ChatFinishReason.ContentFilter);
        (await claude.EntryAsync()).Usage.TotalTokens.ShouldBe(10);
    }

    [Fact]
    public async Task Each_attempt_has_an_entry_of_its_own()
    {
        await using var claude = await BudgetFixture.StartAsync();
        claude.Emulator.Enqueue(Reply.Fault(529), Reply.HangUp(), Reply.Text("OK") with { Usage = new EmulatedUsage { Input = 5, Output = 6 } });
        await claude.AskAsync();
        var entries = await claude.EntriesAsync();
        entries.Select(entry => entry.Kind).ShouldBe(["released", "estimated", "settled"], ignoreOrder: true);
        entries.Single(entry => entry.Kind == "estimated").Usage.OutputTokens.ShouldBe(1_000);
    }

    [Fact]
    public async Task A_call_without_a_payer_is_charged_to_nobody_in_particular()
    {
        await using var claude = await BudgetFixture.StartAsync();
        await claude.Client.GetResponseAsync("Hello");
        (await claude.EntryAsync()).User.ShouldBe(Payer.Unattributed.UserId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_spent_budget_refuses_before_anything_is_asked_and_says_nothing_of_the_api(bool stream)
    {
        await using var claude = await BudgetFixture.StartAsync(options => options.BreakerMinimumCalls = 2, new UsageLimits { DailyTokens = 200 });
        for (var i = 0; i < 5; i++)
        {
            var fault = await Should.ThrowAsync<BudgetExceededException>(stream ? claude.StreamAsync() : claude.AskAsync());
            fault.Kind.ShouldBe(FaultKind.Budget);
            fault.Budget.Reason.ShouldBe(BudgetReason.DailyLimit);
        }

        claude.Emulator.Requests.ShouldBeEmpty();
        (await claude.EntriesAsync()).ShouldBeEmpty();
        claude.Upstream.Health.Circuit.ShouldBe("closed");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.5f)]
    public async Task What_is_left_of_a_budget_bounds_max_tokens(float? temperature)
    {
        await using var claude = await BudgetFixture.StartAsync(limits: new UsageLimits { DailyTokens = 700 });
        await claude.AskAsync("Hello", new ChatOptions { ModelId = "claude-haiku-4-5-20251001", Temperature = temperature });
        var asked = (int)claude.Emulator.Requests.Single().Body["max_tokens"]!;
        asked.ShouldBeInRange(256, 699);
        claude.Emulator.Requests[0].Body.ContainsKey("temperature").ShouldBe(temperature is not null);
        (await claude.EntryAsync()).Kind.ShouldBe("settled");
    }

    [Fact]
    public async Task A_request_that_asks_for_little_needs_no_more()
    {
        await using var claude = await BudgetFixture.StartAsync(limits: new UsageLimits { DailyTokens = 200 });
        (await claude.AskAsync("Hello", new ChatOptions { MaxOutputTokens = 50 })).Text.ShouldBe("OK");
        ((int)claude.Emulator.Requests.Single().Body["max_tokens"]!).ShouldBe(50);
    }

    [Fact]
    public async Task Of_many_parallel_calls_only_as_many_are_made_as_the_budget_holds()
    {
        await using var claude = await BudgetFixture.StartAsync(limits: new UsageLimits { DailyTokens = 10_000 });
        claude.Emulator.Respond(_ => Reply.Text("OK") with { Usage = new EmulatedUsage { Input = 100, Output = 900 } });
        var made = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 100), new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (_, _) =>
        {
            try
            {
                await claude.AskAsync("Hello", new ChatOptions { MaxOutputTokens = 900 });
                Interlocked.Increment(ref made);
            }
            catch (BudgetExceededException)
            {
            }
        });
        var entries = await claude.EntriesAsync();
        entries.Count.ShouldBe(made);
        made.ShouldBe(claude.Emulator.Requests.Count);
        made.ShouldBeInRange(9, 11);
        entries.Sum(entry => entry.Usage.TotalTokens).ShouldBeInRange(9_000, 11_000);
    }

    [Fact]
    public async Task A_reader_who_stops_early_pays_for_what_arrived()
    {
        await using var claude = await BudgetFixture.StartAsync();
        claude.Emulator.Respond(_ => Reply.Text(string.Concat(Enumerable.Repeat("several words more ", 20))) with { Usage = Usage });
        using (Payer.Use(new Payer { UserId = BudgetFixture.User }))
        {
            await foreach (var update in claude.Client.GetStreamingResponseAsync("Hello"))
            {
                if (update.Text.Contains("words", StringComparison.Ordinal))
                {
                    break;
                }
            }
        }

        var entry = await claude.EntryAsync();
        entry.Kind.ShouldBe("estimated");
        (entry.Usage.InputTokens, entry.Usage.CacheCreationInputTokens, entry.Usage.CacheReadInputTokens).ShouldBe((11, 340, 5_000));
        entry.Usage.OutputTokens.ShouldBeInRange(2, 21);
        entry.Usage.CostPicodollars.ShouldBe(Cost - ((22 - entry.Usage.OutputTokens) * 10_000_000L));
    }

    [Fact]
    public async Task A_reader_who_stops_at_the_very_end_has_the_whole_answer()
    {
        await using var claude = await BudgetFixture.StartAsync();
        claude.Emulator.Enqueue(Reply.Text("Hello") with { Usage = Usage });
        using (Payer.Use(new Payer { UserId = BudgetFixture.User }))
        {
            await foreach (var update in claude.Client.GetStreamingResponseAsync("Hello"))
            {
                if (update.Contents.OfType<UsageContent>().Any())
                {
                    break;
                }
            }
        }

        (await claude.EntryAsync()).ShouldBe(new Entry("settled", BudgetFixture.User, "claude-sonnet-5-5", new TokenUsage
        {
            InputTokens = 11,
            OutputTokens = 22,
            CacheCreationInputTokens = 340,
            CacheReadInputTokens = 5_000,
            CostPicodollars = Cost,
        }));
    }

    [Fact]
    public async Task A_stream_that_nobody_reads_is_not_asked_for()
    {
        await using var claude = await BudgetFixture.StartAsync();
        _ = claude.Client.GetStreamingResponseAsync("Hello");
        await using (claude.Client.GetStreamingResponseAsync("Hello").GetAsyncEnumerator())
        {
        }

        (await claude.EntriesAsync()).ShouldBeEmpty();
        claude.Emulator.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_who_hangs_up_before_anything_came_pays_the_worst_case(bool stream)
    {
        await using var claude = await BudgetFixture.StartAsync();
        claude.Emulator.Enqueue(Reply.Silence());
        using var cancel = new CancellationTokenSource();
        using (Payer.Use(new Payer { UserId = BudgetFixture.User }))
        {
            var answer = stream
                ? claude.Client.GetStreamingResponseAsync("Hello", cancellationToken: cancel.Token).ToChatResponseAsync()
                : claude.Client.GetResponseAsync("Hello", cancellationToken: cancel.Token);
            await claude.Emulator.ReceivedAsync(1);
            await cancel.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(answer);
        }

        var entry = await claude.EntryAsync();
        (entry.Kind, entry.Usage.OutputTokens).ShouldBe(("estimated", 1_000));
        entry.Usage.InputTokens.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_circuit_that_is_open_costs_nothing()
    {
        await using var claude = await BudgetFixture.StartAsync(options =>
        {
            options.MaxRetries = 0;
            options.BreakerMinimumCalls = 2;
        });
        claude.Emulator.Enqueue(Reply.Fault(500), Reply.Fault(500));
        for (var i = 0; i < 5; i++)
        {
            await Should.ThrowAsync<ClaudeException>(claude.AskAsync());
        }

        claude.Emulator.Requests.Count.ShouldBe(2);
        (await claude.EntriesAsync()).ShouldAllBe(entry => entry.Kind == "released" && entry.Usage == default);
    }

    [Fact]
    public async Task What_answers_report_teaches_the_estimator()
    {
        await using var claude = await BudgetFixture.StartAsync();
        var estimator = new TokenEstimator();
        var prompt = PromptFeatures.Of([new ChatMessage(ChatRole.User, Text)], null);
        var before = estimator.Estimate("claude-sonnet-5-5", prompt);
        var actual = before * 3 / 2;
        claude.Emulator.Respond(_ => Reply.Text("OK") with { Usage = new EmulatedUsage { Input = actual, Output = 1 } });
        using var client = ClaudeChatClient.Create(
            claude.Upstream,
            new ClaudeOptions { ApiKey = "k", BaseUrl = claude.Emulator.BaseUrl, Model = "claude-sonnet-5-5" },
            ModelCatalog.BuiltIn,
            new ClaudeBudgets { Ledger = claude.Ledger, Estimator = estimator },
            claude.Time);
        for (var i = 0; i < 20; i++)
        {
            await client.GetResponseAsync(Text);
        }

        estimator.Estimate("claude-sonnet-5-5", prompt).ShouldBeInRange(actual * 9 / 10, actual * 11 / 10);
    }

    [Fact]
    public async Task Any_client_can_have_a_budget()
    {
        await using var claude = await BudgetFixture.StartAsync();
        var catalog = ModelCatalog.BuiltIn;
        using var client = new Parrot().UseBudget(claude.Ledger, catalog, new ClaudeOptions { Model = "claude-haiku-5-5", MaxOutputTokens = 100 }, time: claude.Time);
        (await client.GetResponseAsync(Text)).Text.ShouldBe(Text);
        (await client.GetStreamingResponseAsync(Text).ToChatResponseAsync()).Text.ShouldBe(Text);
        await Should.ThrowAsync<ArgumentException>(client.GetResponseAsync(""));

        var entries = await claude.EntriesAsync();
        entries.Count.ShouldBe(3);
        entries.Count(entry => entry.Kind == "released").ShouldBe(1);
        foreach (var entry in entries.Where(entry => entry.Kind == "estimated"))
        {
            entry.Usage.InputTokens.ShouldBeGreaterThan(5);
            entry.Usage.OutputTokens.ShouldBeGreaterThan(5);
            entry.Usage.CostPicodollars.ShouldBe((entry.Usage.InputTokens * 100_000) + (entry.Usage.OutputTokens * 500_000));
        }
    }

    private const string Text = "A text of a dozen words or so, that anybody might say.";

    /// <summary>A client that reports no usage.</summary>
    private sealed class Parrot : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            var text = messages.Last().Text;
            return text.Length == 0
                ? throw new ArgumentException("Nothing to say.", nameof(messages))
                : Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, text)));
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            {
                yield return update;
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
