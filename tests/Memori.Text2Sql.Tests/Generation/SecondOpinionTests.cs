using System.Text.Json.Nodes;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;
using Memori.Text;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.Generation.Claude;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Generation;

/// <summary>How far Claude is asked, and what comes of answers that differ: the whole way of a question, against the emulator.</summary>
public sealed class SecondOpinionTests : IAsyncLifetime
{
    private const string Small = "claude-haiku-5-5";
    private const string Strong = "claude-opus-5-5";
    private const string Question = "How did fulfilment go?";
    private const string Completed = "SELECT COUNT(*) FROM orders WHERE status = 'completed'";
    private const string CompletedToo = "SELECT COUNT(id) FROM orders WHERE status IN ('completed')";
    private const string Shipped = "SELECT COUNT(*) FROM orders WHERE status = 'shipped'";
    private const string All = "SELECT COUNT(*) FROM orders";
    private const string Guessed = "SELECT COUNT(*) FROM orders WHERE status <> 'lost'";

    private static readonly HashSet<string> ClaudeAlone = ["claude"];

    private MessagesEmulator _claude = null!;
    private AskHost _host = null!;

    private IEnumerable<string> Models => _claude.Requests.Select(request => request.Model);

    public async ValueTask InitializeAsync()
    {
        _claude = await MessagesEmulator.StartAsync(new EmulatorOptions { MinCacheTokens = 512 }, TestContext.Current.CancellationToken);
        _host = await AskHost.StartAsync(_claude, new ClaudeGenerationOptions { Model = Small, StrongModel = Strong });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _claude.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_that_nothing_speaks_against_is_taken_from_the_small_model()
    {
        Says(Completed);
        var answer = await AskAsync();
        answer.Sql.ShouldBe(Completed);
        answer.Model.ShouldBe(Small);
        Models.ShouldBe([Small]);
    }

    [Fact]
    public async Task What_the_database_refuses_twice_the_strong_model_answers_afresh()
    {
        Says("SELECT nothing FROM orders", "SELECT no_more FROM orders", Completed);
        var answer = await AskAsync();
        answer.Sql.ShouldBe(Completed);
        answer.Model.ShouldBe(Strong);
        Models.ShouldBe([Small, Small, Strong]);
        _claude.Requests[1].LastText.ShouldContain("<failed_attempt>");
        _claude.Requests[2].LastText.ShouldNotContain("no_more");
        answer.Trace.Count(step => step.Stage == "repair").ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_was_refused_or_cut_off_is_asked_of_the_strong_model()
    {
        _claude.Enqueue(Reply.Refusal(), Reply.Json(AskHost.Written(Completed)));
        (await AskAsync()).Model.ShouldBe(Strong);
        _claude.Enqueue(Reply.Json(AskHost.Written(All)) with { StopReason = "max_tokens" }, Reply.Json(AskHost.Written(Shipped)));
        (await AskAsync("And how did shipment go?")).Sql.ShouldBe(Shipped);
    }

    [Fact]
    public async Task A_guessed_literal_calls_for_a_second_opinion_and_the_same_rows_settle_it()
    {
        Says(Guessed, All);
        var answer = await AskAsync();
        Models.ShouldBe([Small, Strong]);
        answer.Result!.Rows.Count.ShouldBe(1);
        answer.Confidence.ShouldBeGreaterThan(0.75);
        var verified = answer.Trace.First(step => step.Stage == "verify");
        verified.Detail.ShouldContain("lost");
        answer.Trace.ShouldContain(step => step.Stage == "compare" && step.Detail.StartsWith("2 of 2"));
    }

    [Fact]
    public async Task A_third_answer_by_a_query_plan_decides_between_two()
    {
        Says(Guessed, Completed, CompletedToo);
        var answer = await AskAsync();
        Models.ShouldBe([Small, Strong, Strong]);
        _claude.Requests[1].LastText.ShouldNotContain("step by step");
        _claude.Requests[2].LastText.ShouldContain("step by step");
        answer.Sql.ShouldBe(CompletedToo);
    }

    [Fact]
    public async Task Three_results_are_judged_as_a_list()
    {
        Says(Guessed, Completed, Shipped, $" {Shipped} ;");
        var answer = await AskAsync();
        Models.ShouldBe([Small, Strong, Strong, Strong]);
        var judged = _claude.Requests[3].LastText;
        judged.ShouldContain("<candidates>");
        judged.ShouldContain("candidate 3");
        judged.ShouldContain("1 rows, 1 shown");
        answer.Sql.ShouldBe(Shipped);
        answer.Confidence.ShouldBeLessThan(0.75);
        answer.Trace.ShouldContain(step => step.Stage == "choose");
    }

    [Theory]
    [InlineData(null, "more than one way", "where status is “completed”")]
    [InlineData(Language.Chinese, "不止一种理解", "“已完成”")]
    public async Task What_the_judge_can_not_decide_is_asked_back_with_what_differs(Language? language, string question, string option)
    {
        Says(Guessed, Completed, Shipped, "SELECT 1");
        var answer = await AskAsync(language: language);
        answer.Sql.ShouldBeNull();
        answer.Clarification!.Question.ShouldContain(question);
        answer.Clarification.Options.Count.ShouldBe(3);
        answer.Clarification.Options.ShouldAllBe(o => o.StartsWith("How did fulfilment go") && o.EndsWith('?'));
        answer.Clarification.Options.ShouldContain(o => o.Contains(option));
        answer.Usage.CostUsd.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Where_values_stay_here_no_judge_sees_a_row()
    {
        await using var host = await AskHost.StartAsync(_claude, new ClaudeGenerationOptions { Model = Small, StrongModel = Strong, SendValues = false });
        Says(Guessed, Completed, Shipped);
        var answer = await host.AskAsync(Question, generators: ClaudeAlone);
        _claude.Requests.Count.ShouldBe(3);
        answer.Sql.ShouldBeNull();
        answer.Clarification!.Options.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Without_a_strong_model_the_same_one_takes_the_second_way()
    {
        await using var host = await AskHost.StartAsync(_claude, new ClaudeGenerationOptions { Model = Small });
        Says(Guessed, All);
        (await host.AskAsync(Question, generators: ClaudeAlone)).Confidence.ShouldBeGreaterThan(0.7);
        Models.ShouldBe([Small, Small]);
        _claude.Requests[1].LastText.ShouldContain("step by step");
    }

    [Fact]
    public async Task Second_opinions_can_be_switched_off()
    {
        await using var host = await AskHost.StartAsync(_claude, new ClaudeGenerationOptions { Model = Small, StrongModel = Strong }.With("second-opinions=off"));
        Says(Guessed);
        (await host.AskAsync(Question, generators: ClaudeAlone)).Confidence.ShouldBeLessThan(0.75);
        Models.ShouldBe([Small]);
    }

    [Theory]
    [InlineData(529)]
    [InlineData(429)]
    [InlineData(402)]
    public async Task When_the_second_opinion_fails_the_first_answer_counts(int status)
    {
        _claude.Enqueue(Reply.Json(AskHost.Written(Guessed)), Reply.Fault(status));
        var answer = await AskAsync();
        answer.Sql.ShouldBe(Guessed);
        answer.Confidence.ShouldBeLessThan(0.75);
        answer.Usage.CostUsd.ShouldBeGreaterThan(0);
        answer.Trace.ShouldContain(step => step.Detail.StartsWith("failed: claude-"));
    }

    [Fact]
    public async Task What_the_data_does_not_hold_is_asked_once()
    {
        var declined = AskHost.Written("");
        declined["decision"] = "unanswerable";
        _claude.Enqueue(Reply.Json(declined));
        var answer = await AskAsync();
        answer.Sql.ShouldBeNull();
        answer.Clarification.ShouldNotBeNull();
        _claude.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_projection_that_is_not_what_was_meant_is_a_risk()
    {
        var written = AskHost.Written("SELECT status, COUNT(*) FROM orders GROUP BY status");
        written["output_columns"] = new JsonArray(new JsonObject { ["name"] = "n", ["question_phrase"] = "how many" });
        _claude.Enqueue(Reply.Json(written), Reply.Json(AskHost.Written(All)));
        _claude.Respond(_ => Reply.Json(AskHost.Written(All)));
        (await AskAsync()).Sql.ShouldBe(All);
        _claude.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Rungs_of_different_kinds_that_agree_are_surer_than_either()
    {
        var alone = await _host.AskAsync("How many customers are there in Shanghai?", "a", new HashSet<string>(["embedded"]));
        Says(alone.Sql!);
        var claude = await _host.AskAsync("How many customers are there in Shanghai?", "b", ClaudeAlone);
        Says(alone.Sql!);
        var both = await _host.AskAsync("How many customers are there in Shanghai?", "c", new HashSet<string>(["embedded", "claude"]));
        both.Confidence.ShouldBeGreaterThanOrEqualTo(Math.Max(alone.Confidence, alone.Confidence >= 0.75 ? 0 : claude.Confidence));
    }

    [Fact]
    public async Task All_that_stands_before_the_turn_is_the_same_bytes_and_read_from_the_cache()
    {
        Says(Guessed, Completed, Shipped, Shipped, Completed);
        var first = await AskAsync();
        var second = await AskAsync("How many orders were completed?");
        second.Usage.CacheReadInputTokens.ShouldBeGreaterThan(512);
        first.Usage.CacheReadInputTokens.ShouldBeGreaterThan(512);
        _claude.Requests.Select(Stable).Distinct().ShouldHaveSingleItem();

        static string Stable(EmulatedRequest request) =>
            request.Body["system"]!.ToJsonString() + request.Body["output_config"]!.ToJsonString()
            + string.Concat(request.Body["messages"]![0]!["content"]!.AsArray().SkipLast(1).Select(block => block!.ToJsonString()));
    }

    [Fact]
    public async Task The_trace_is_in_the_language_of_the_person()
    {
        Says(Guessed, All);
        var answer = await AskAsync(language: Language.Chinese);
        answer.Trace.Where(step => step.Stage is "verify" or "compare").ShouldAllBe(step => step.Detail.Contains("置信度"));
    }

    private void Says(params string[] queries) => _claude.Enqueue([.. queries.Select(sql => Reply.Json(AskHost.Written(sql)))]);

    private Task<Answer> AskAsync(string question = Question, Language? language = null) => _host.AskAsync(question, generators: ClaudeAlone, language: language);
}
