using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests;

/// <summary>What a person says of an answer, and what it changes in the next one.</summary>
public sealed class FeedbackPipelineTests
{
    private const string Question = "How many customers are in Shanghai?";
    private static readonly Scope User = Scope.Create("u", "s");

    [Fact]
    public async Task A_right_answer_is_used_again_with_confidence()
    {
        await using var host = await AskHost.StartAsync();
        var first = await host.AskAsync(Question);
        var outcome = await host.Feedback.RightAsync(User, Caller.Of(User), first.LearnedMemoryId!, cancellationToken: Token);
        outcome.Confidence.ShouldBeGreaterThanOrEqualTo(0.95);
        var again = await host.AskAsync(Question);
        again.Generator.ShouldBe("remembered");
        again.Confidence.ShouldBeGreaterThanOrEqualTo(0.95);
        again.LearnedMemoryId.ShouldBe(first.LearnedMemoryId);
        (await host.Memory.GetAsync(User, first.LearnedMemoryId!, Token))!.Feedback.ShouldBeGreaterThan(0.5);
    }

    [Theory]
    [InlineData(Question)]
    [InlineData("How many customers are in Beijing?")]
    public async Task A_wrong_answer_is_not_given_again_nor_of_another_value(string next)
    {
        await using var host = await AskHost.StartAsync();
        var first = await host.AskAsync(Question);
        var city = next.Split(' ')[^1].TrimEnd('?');
        await host.Feedback.WrongAsync(User, Caller.Of(User), first.LearnedMemoryId!, cancellationToken: Token);
        for (var i = 0; i < 2; i++)
        {
            (await host.AskAsync(next)).Sql.ShouldNotBe(first.Sql!.Replace("Shanghai", city, StringComparison.Ordinal));
        }

        (await host.Memory.GetAsync(User, first.LearnedMemoryId!, Token))!.Status.ShouldBe(MemoryStatus.Archived);
        (await host.AskAsync(Question, user: "other")).Sql.ShouldBe(first.Sql);
    }

    [Theory]
    [InlineData("How many orders are there?", "called wrong")]
    [InlineData("一共有多少订单?", "评为错误")]
    public async Task When_the_only_answer_was_called_wrong_it_says_so_with_a_way_out(string question, string words)
    {
        await using var host = await AskHost.StartAsync();
        var answer = await host.AskAsync(question);
        var wrong = new List<string>();
        for (; answer.Sql is not null; answer = await host.AskAsync(question))
        {
            wrong.ShouldNotContain(answer.Sql);
            wrong.Add(answer.Sql);
            await host.Feedback.WrongAsync(User, Caller.Of(User), answer.LearnedMemoryId!, cancellationToken: Token);
        }

        answer.Clarification!.Question.ShouldContain(words);
        await host.Feedback.CorrectAsync(User, Caller.Of(User), answer.LearnedMemoryId!, "SELECT COUNT(id) AS n FROM orders", cancellationToken: Token);
        (await host.AskAsync(question)).Sql.ShouldBe("SELECT COUNT(id) AS n FROM orders");
    }

    [Fact]
    public async Task Claude_is_not_shown_a_wrong_answer_and_may_not_give_it_again_in_other_words()
    {
        await using var claude = await MessagesEmulator.StartAsync(cancellationToken: Token);
        HashSet<string> generators = ["remembered", "claude"];
        await using var host = await AskHost.StartAsync(claude);
        const string Asked = "How did fulfilment go?";
        claude.Enqueue(Reply.Json(AskHost.Written("SELECT COUNT(*) AS n FROM orders WHERE status = 'completed'")));
        var first = await host.AskAsync(Asked, generators: generators);
        await host.Feedback.WrongAsync(User, Caller.Of(User), first.LearnedMemoryId!, cancellationToken: Token);

        claude.Enqueue(Reply.Json(AskHost.Written("select count(*) as total\n  from orders where status = 'completed'")));
        var again = await host.AskAsync(Asked, generators: generators);
        again.Sql.ShouldBeNull();
        again.LearnedMemoryId.ShouldBe(first.LearnedMemoryId);
        claude.Requests[^1].Body.ToJsonString().ShouldNotContain("status = 'completed'");

        claude.Enqueue(Reply.Json(AskHost.Written("SELECT AVG(amount) AS mean FROM order_items")));
        (await host.AskAsync(Asked, generators: generators)).Sql!.ShouldContain("AVG");
    }

    [Fact]
    public async Task A_verdict_is_on_the_sql_and_not_on_whatever_answers_the_question_next()
    {
        await using var claude = await MessagesEmulator.StartAsync(cancellationToken: Token);
        HashSet<string> alone = ["claude"];
        await using var host = await AskHost.StartAsync(claude);
        const string Asked = "How did fulfilment go?";
        claude.Enqueue(Reply.Json(AskHost.Written("SELECT COUNT(*) AS n FROM orders WHERE status = 'completed'")));
        var first = await host.AskAsync(Asked, generators: alone);
        claude.Enqueue(Reply.Json(AskHost.Written("SELECT COUNT(*) AS n FROM orders WHERE status = 'shipped'")));
        var second = await host.AskAsync("how did fulfilment  go?", generators: alone);
        second.LearnedMemoryId.ShouldNotBe(first.LearnedMemoryId);

        await host.Feedback.WrongAsync(User, Caller.Of(User), first.LearnedMemoryId!, cancellationToken: Token);
        var third = await host.AskAsync(Asked);
        third.Sql.ShouldBe(second.Sql);
        await host.Feedback.RightAsync(User, Caller.Of(User), second.LearnedMemoryId!, cancellationToken: Token);
        claude.Enqueue(Reply.Json(AskHost.Written("SELECT COUNT(*) AS n FROM orders")));
        (await host.AskAsync(Asked, generators: alone)).LearnedMemoryId.ShouldBeNull();
        (await host.AskAsync(Asked)).Sql.ShouldBe(second.Sql);
    }

    [Fact]
    public async Task A_wrong_verdict_can_be_taken_back()
    {
        await using var host = await AskHost.StartAsync();
        var first = await host.AskAsync(Question);
        await host.Feedback.WrongAsync(User, Caller.Of(User), first.LearnedMemoryId!, cancellationToken: Token);
        await host.Feedback.RightAsync(User, Caller.Of(User), first.LearnedMemoryId!, cancellationToken: Token);
        var again = await host.AskAsync(Question);
        again.Generator.ShouldBe("remembered");
        again.Sql.ShouldBe(first.Sql);
    }

    [Fact]
    public async Task Corrected_sql_is_run_and_answers_from_then_on_also_for_another_value()
    {
        await using var host = await AskHost.StartAsync();
        var first = await host.AskAsync(Question);
        const string Corrected = "SELECT COUNT(*) AS people FROM customers AS c JOIN cities AS t ON t.id = c.city_id WHERE t.name = 'Shanghai' AND c.email IS NOT NULL";
        var outcome = await host.Feedback.CorrectAsync(User, Caller.Of(User), first.LearnedMemoryId!, Corrected, cancellationToken: Token);
        outcome.MemoryId.ShouldNotBe(first.LearnedMemoryId);

        var again = await host.AskAsync(Question);
        again.Sql.ShouldBe(Corrected);
        again.Generator.ShouldBe("remembered");
        again.Result!.Columns[0].Name.ShouldBe("people");
        (await host.AskAsync("How many customers are in Beijing?")).Sql.ShouldBe(Corrected.Replace("Shanghai", "Beijing", StringComparison.Ordinal));
        var kept = (await host.Memory.GetAsync(User, outcome.MemoryId, Token))!;
        kept.Metadata!["proof"]!["row_count"]!.GetValue<int>().ShouldBe(1);
        kept.Provenance.ShouldBe("person");
    }

    [Theory]
    [InlineData("DELETE FROM customers")]
    [InlineData("SELECT nothing FROM customers")]
    public async Task Corrected_sql_that_is_refused_leaves_all_as_it_was(string sql)
    {
        await using var host = await AskHost.StartAsync();
        var first = await host.AskAsync(Question);
        await Should.ThrowAsync<MemoriException>(() => host.Feedback.CorrectAsync(User, Caller.Of(User), first.LearnedMemoryId!, sql, cancellationToken: Token));
        (await host.AskAsync(Question)).LearnedMemoryId.ShouldBe(first.LearnedMemoryId);
    }

    [Fact]
    public async Task Another_users_pair_looks_like_none_and_a_preference_is_no_pair()
    {
        await using var host = await AskHost.StartAsync();
        var first = await host.AskAsync(Question);
        foreach (var id in new[] { first.LearnedMemoryId!, "no-such-memory" })
        {
            (await Should.ThrowAsync<MemoriException>(() => host.Feedback.WrongAsync(Scope.Create("other"), Caller.Of(Scope.Create("other")), id, cancellationToken: Token))).Code.ShouldBe("memory-not-found");
        }

        var preference = await host.Memory.RememberAsync(User, new NewMemory { Content = "Euros.", Kind = MemoryKind.Preference }, Token);
        (await Should.ThrowAsync<MemoriException>(() => host.Feedback.RightAsync(User, Caller.Of(User), preference.Id, cancellationToken: Token))).Code.ShouldBe("no-verified-pair");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
