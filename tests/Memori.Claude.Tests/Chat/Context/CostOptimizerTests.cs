using FsCheck;
using FsCheck.Fluent;
using Memori.Claude.Chat.Context;
using Memori.Claude.Emulator.Replies;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Chat.Context;

public sealed class CostOptimizerTests
{
    private static readonly ContextStrategy[] s_strategies = Enum.GetValues<ContextStrategy>();

    [Fact]
    public void What_is_left_is_always_as_the_api_demands() => ForAll(shortened =>
        ApiRules.Broken(shortened.Kept) is { } broken ? throw new InvalidOperationException(broken) : true);

    [Fact]
    public void Nothing_is_rewritten() => ForAll(shortened =>
    {
        var from = 0;
        foreach (var kept in shortened.Kept)
        {
            var index = IndexOf(shortened.Whole, kept, from);
            if (index < 0)
            {
                return false;
            }

            from = index + 1;
        }

        return true;
    });

    [Fact]
    public void The_system_prompt_pins_and_the_newest_turn_stay() => ForAll(shortened =>
    {
        var lastUser = shortened.Whole.ToList().FindLastIndex(message => message.Role == ChatRole.User);
        return shortened.Whole
            .Where((message, index) => index >= lastUser || message.Role == ChatRole.System || message.IsPinned())
            .All(shortened.Kept.Contains);
    });

    /// <summary>The newest models refuse thinking whose history is not exactly the one it was done on.</summary>
    [Fact]
    public void Thinking_that_is_sent_stands_where_it_was_thought() => ForAll(
        shortened =>
        {
            for (var i = 0; i < shortened.Kept.Count; i++)
            {
                if (shortened.Kept[i].Contents.OfType<TextReasoningContent>().Any())
                {
                    var before = CostOptimizer.OptimizeContext([.. shortened.Whole.TakeWhile(message => message != shortened.Kept[i])], shortened.Strategy, shortened.Limit);
                    if (ApiRules.Text(shortened.Kept.Take(i)) != ApiRules.Text(before))
                    {
                        return false;
                    }
                }
            }

            return true;
        });

    [Fact]
    public void Between_two_cuts_each_request_begins_with_the_one_before()
    {
        var rounds = Enumerable.Range(0, 200).Select(_ => new Conversations.RoundPlan(1, 200, false, false, true, [1])).ToList();
        foreach (var (strategy, most) in new[] { (ContextStrategy.Balanced, 30), (ContextStrategy.Conservative, 40) })
        {
            var cuts = 0;
            var before = "";
            for (var count = 1; count <= rounds.Count; count++)
            {
                var sent = ApiRules.Text(CostOptimizer.OptimizeContext(Conversations.Build(rounds[..count]), strategy, 5_000));
                cuts += sent.StartsWith(before, StringComparison.Ordinal) ? 0 : 1;
                before = sent;
            }

            cuts.ShouldBeInRange(3, most);
        }
    }

    [Fact]
    public void Aggressive_keeps_the_last_three_rounds() =>
        Questions(Shorten(ContextStrategy.Aggressive, rounds: 9, limit: 100_000)).ShouldBe(["Question 6.0", "Question 7.0", "Question 8.0"]);

    [Fact]
    public void Balanced_keeps_all_that_fits_its_share() => Questions(Shorten(ContextStrategy.Balanced, rounds: 40, limit: 1_000_000)).Count.ShouldBe(40);

    [Fact]
    public void Balanced_keeps_five_rounds_that_do_not_fit_its_step() =>
        // A round takes about 100 tokens: seven fit 60 % of 1,200, three fit 30 %.
        Enumerable.Range(20, 10).Min(rounds => Questions(Shorten(ContextStrategy.Balanced, rounds, 1_200)).Count).ShouldBe(5);

    [Fact]
    public void Conservative_keeps_more_than_balanced() =>
        Questions(Shorten(ContextStrategy.Conservative, 40, 4_000)).Count.ShouldBeGreaterThan(Questions(Shorten(ContextStrategy.Balanced, 40, 4_000)).Count);

    [Fact]
    public void A_newest_turn_larger_than_the_limit_is_left_alone()
    {
        var messages = new List<ChatMessage> { new(ChatRole.User, "a"), new(ChatRole.Assistant, "b"), new(ChatRole.User, new string('x', 10_000)) };
        CostOptimizer.OptimizeContext(messages, ContextStrategy.Balanced, 100).ShouldBe([messages[2]]);
    }

    [Fact]
    public void Nothing_of_nothing_is_nothing() => CostOptimizer.OptimizeContext([], ContextStrategy.Aggressive, 100).ShouldBeEmpty();

    [Fact]
    public async Task The_emulator_accepts_all_of_it()
    {
        await using var claude = await ClaudeFixture.StartAsync();
        var options = new ChatOptions { ModelId = "claude-sonnet-4-6", Tools = [AIFunctionFactory.CreateDeclaration("look", "Looks.", System.Text.Json.JsonElement.Parse("""{"type":"object"}"""))] };
        foreach (var messages in Conversations.All.Sample(150))
        {
            foreach (var strategy in s_strategies)
            {
                var kept = CostOptimizer.OptimizeContext(messages, strategy, 1_000);
                if (kept[^1].Role != ChatRole.Assistant)
                {
                    (await claude.Client.GetResponseAsync(kept, options)).Text.ShouldBe("OK");
                }
            }
        }
    }

    /// <summary>The newest models check that thinking comes back behind the history that it was done on; the emulator signs and checks it alike.</summary>
    [Theory]
    [InlineData(ContextStrategy.Aggressive)]
    [InlineData(ContextStrategy.Balanced)]
    [InlineData(ContextStrategy.Conservative)]
    public async Task A_model_that_binds_its_thinking_goes_along_with_every_cut(ContextStrategy strategy)
    {
        await using var claude = await ClaudeFixture.StartAsync();
        var calls = 0;
        claude.Emulator.Respond(request => Reply.Thinking("Hm.", request.Body["messages"]!.AsArray()[^1]!["content"]!.ToJsonString().Contains("tool_result", StringComparison.Ordinal)
            ? Reply.Text("Seen.")
            : Reply.ToolUse("look", [], $"toolu_{++calls}")));
        var options = new ChatOptions
        {
            ModelId = "claude-opus-5-5",
            Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low },
            Tools = [AIFunctionFactory.CreateDeclaration("look", "Looks.", System.Text.Json.JsonElement.Parse("""{"type":"object"}"""))],
        };
        var history = new List<ChatMessage> { new(ChatRole.System, "You are terse.") };
        for (var round = 0; round < 25; round++)
        {
            history.Add(new ChatMessage(ChatRole.User, $"Question {round} {new string('x', 200)}"));
            var call = await claude.Client.GetResponseAsync(CostOptimizer.OptimizeContext(history, strategy, 1_500), options);
            history.AddRange(call.Messages);
            history.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent($"toolu_{calls}", "A cat.")]));
            var answer = await claude.Client.GetResponseAsync(CostOptimizer.OptimizeContext(history, strategy, 1_500), options);
            answer.Text.ShouldBe("Seen.");
            history.AddRange(answer.Messages);
        }

        claude.Emulator.Requests[^1].Body["messages"]!.AsArray().Count.ShouldBeLessThan(60);
        claude.Emulator.Requests[^1].Body["messages"]!.ToJsonString().ShouldContain("signature");
    }

    private static List<string> Questions(IEnumerable<ChatMessage> messages) =>
        [.. messages.Where(message => message.Role == ChatRole.User).Select(message => message.Text.Split(' ')[0] + " " + message.Text.Split(' ')[1])];

    private static IReadOnlyList<ChatMessage> Shorten(ContextStrategy strategy, int rounds, long limit) => CostOptimizer.OptimizeContext(
        Conversations.Build([.. Enumerable.Range(0, rounds).Select(_ => new Conversations.RoundPlan(1, 200, false, false, false, []))]), strategy, limit);

    private static int IndexOf(IReadOnlyList<ChatMessage> whole, ChatMessage kept, int from)
    {
        for (var i = from; i < whole.Count; i++)
        {
            var rest = whole[i].Contents.Where(content => content is not TextReasoningContent);
            if (ReferenceEquals(whole[i], kept) || (whole[i].Role == kept.Role && kept.Contents.SequenceEqual(rest, ReferenceEqualityComparer.Instance)))
            {
                return i;
            }
        }

        return -1;
    }

    private static void ForAll(Func<Shortened, bool> holds)
    {
        var all =
            from messages in Conversations.All
            from strategy in Gen.Elements(s_strategies)
            from limit in Gen.Choose(1, 3_000)
            select new Shortened(messages, strategy, limit, CostOptimizer.OptimizeContext(messages, strategy, limit));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(600), Prop.ForAll(all.ToArbitrary(), holds));
    }

    private sealed record Shortened(IReadOnlyList<ChatMessage> Whole, ContextStrategy Strategy, long Limit, IReadOnlyList<ChatMessage> Kept)
    {
        public override string ToString() => $"{Strategy} {Limit}{ApiRules.Text(Whole)}\n--- kept ---{ApiRules.Text(Kept)}";
    }
}
