using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests;

/// <summary>The way of a question from end to end, on a real database and a real store.</summary>
public sealed class AskPipelineTests
{
    private static readonly HashSet<string> ClaudeAlone = ["remembered", "claude"];

    [Fact]
    public async Task A_question_asked_again_is_remembered_at_no_more_confidence_than_before()
    {
        await using var host = await AskHost.StartAsync();
        var first = await host.AskAsync("How many orders are there?");
        var second = await host.AskAsync("how many orders are there");
        first.Generator.ShouldBe("embedded");
        second.Generator.ShouldBe("remembered");
        second.Confidence.ShouldBeLessThanOrEqualTo(first.Confidence);
        second.Memories.ShouldHaveSingleItem().Content.ShouldBe("How many orders are there?");
        second.Result!.Rows.ShouldBe(first.Result!.Rows);
    }

    [Theory]
    [InlineData("How many orders were placed in the last 30 days?")]
    [InlineData("最近30天有多少订单?")]
    public async Task A_relative_period_is_bound_to_the_day_of_asking(string question)
    {
        await using var host = await AskHost.StartAsync();
        var first = await host.AskAsync(question);
        first.Sql!.ShouldContain("2025-05-16");
        host.Time.Advance(TimeSpan.FromDays(10));
        var later = await host.AskAsync(question);
        later.Generator.ShouldBe("remembered");
        later.Sql!.ShouldContain("2025-05-26");
        later.Sql!.ShouldNotContain("2025-05-16");
    }

    [Fact]
    public async Task A_verified_question_is_bound_to_another_value()
    {
        await using var host = await AskHost.StartAsync();
        await host.AskAsync("How many customers are in Shanghai?");
        var other = await host.AskAsync("How many customers are in Beijing?");
        other.Generator.ShouldBe("remembered");
        other.Sql!.ShouldContain("Beijing");
        other.Sql!.ShouldNotContain("Shanghai");
    }

    [Theory]
    [InlineData("which customers never ordered?")]
    [InlineData("哪些客户从未下过单?")]
    public async Task A_negation_is_read_or_nothing_is_claimed(string question)
    {
        await using var host = await AskHost.StartAsync();
        (await host.AskAsync(question)).Sql!.ShouldContain("NOT IN (SELECT customer_id FROM orders)");
        (await host.AskAsync("Which products have never been unboxed?")).Sql.ShouldBeNull();
    }

    [Fact]
    public async Task What_one_user_taught_another_never_meets()
    {
        await using var host = await AskHost.StartAsync();
        await host.AskAsync("How many orders are there?", "alice");
        (await host.AskAsync("How many orders are there?", "bob")).Generator.ShouldBe("embedded");
    }

    [Fact]
    public async Task Claude_answers_what_the_cheaper_rungs_do_not_and_is_metered_once()
    {
        await using var claude = await MessagesEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        claude.Enqueue(Reply.Json(AskHost.Written("SELECT COUNT(*) AS n FROM orders WHERE status = 'completed'")));
        await using var host = await AskHost.StartAsync(claude);
        const string Question = "How did fulfilment go?";
        var first = await host.AskAsync(Question, generators: ClaudeAlone);
        first.Generator.ShouldBe("claude");
        first.Model.ShouldBe("claude-sonnet-5-5");
        first.Usage.InputTokens.ShouldBeGreaterThan(0);
        first.Usage.CostUsd.ShouldBeGreaterThan(0);

        var second = await host.AskAsync(Question, generators: ClaudeAlone);
        second.Generator.ShouldBe("remembered");
        second.Usage.TotalTokens.ShouldBe(0);
        claude.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task With_Claude_down_the_embedded_answer_still_counts()
    {
        await using var claude = await MessagesEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        claude.Respond(_ => Reply.Fault(529));
        await using var host = await AskHost.StartAsync(claude);
        (await host.AskAsync("How many orders are there?")).Generator.ShouldBe("embedded");
    }

    [Fact]
    public async Task With_Claude_down_and_no_other_answer_the_failure_is_said()
    {
        await using var claude = await MessagesEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        claude.Respond(_ => Reply.Fault(529));
        await using var host = await AskHost.StartAsync(claude);
        (await Should.ThrowAsync<MemoriException>(() => host.AskAsync("How did fulfilment go?", generators: ClaudeAlone))).Kind.ShouldBe(FaultKind.Unavailable);
    }

    [Fact]
    public async Task Standing_preferences_reach_Claude_whatever_the_question_the_most_important_first()
    {
        await using var claude = await MessagesEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        claude.Enqueue(Reply.Json(AskHost.Written("SELECT COUNT(*) AS n FROM orders")));
        await using var host = await AskHost.StartAsync(claude);
        await Keep(Scope.Create("u", "s"), "金额一律保留两位小数", MemoryKind.Preference, 0.6);
        await Keep(Scope.Create("u", "another"), "Cancelled orders never count.", MemoryKind.Rule, 0.9);
        await Keep(Scope.Create("u", "s", "datasource:77"), "A rule of another database.", MemoryKind.Rule, 0.9);
        await Keep(Scope.Create("stranger", "s"), "A stranger's rule.", MemoryKind.Rule, 0.9);

        var answer = await host.AskAsync("How did fulfilment go?", generators: ClaudeAlone);
        answer.Memories.Select(m => m.Content).ShouldBe(["Cancelled orders never count.", "金额一律保留两位小数"]);

        Task<Memory> Keep(Scope scope, string content, MemoryKind kind, double importance) => host.Memory.RememberAsync(
            scope, new NewMemory { Content = content, Kind = kind, Importance = importance }, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("blorp zint quaffle?", "tables")]
    [InlineData("呃呃呃嗯嗯", "表")]
    public async Task A_question_about_nothing_in_the_data_is_asked_back(string question, string word)
    {
        await using var host = await AskHost.StartAsync();
        var answer = await host.AskAsync(question);
        answer.Sql.ShouldBeNull();
        answer.Clarification!.Question.ShouldContain(word);
        answer.Clarification.Options.ShouldNotBeEmpty();
    }
}
