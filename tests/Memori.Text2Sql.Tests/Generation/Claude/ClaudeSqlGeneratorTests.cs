using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Claude;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Generation.Claude;
using Microsoft.Extensions.AI;

namespace Memori.Text2Sql.Tests.Generation.Claude;

/// <summary>Through the real SDK, against the emulator, which is as strict as the API.</summary>
public sealed class ClaudeSqlGeneratorTests : IAsyncLifetime
{
    private const string Sql = "SELECT name FROM member";

    private MessagesEmulator _emulator = null!;
    private IChatClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await MessagesEmulator.StartAsync();
        _client = ClaudeChatClient.Create(new ClaudeOptions { ApiKey = "k", BaseUrl = _emulator.BaseUrl, Model = "claude-sonnet-5-5", MaxRetries = 0 }, new Clock());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    [Theory]
    [InlineData("claude-sonnet-5-5")]
    [InlineData("claude-haiku-5-5")]
    [InlineData("claude-sonnet-4-5-20250929")]
    public async Task An_answer_is_a_candidate_with_its_usage_and_model(string model)
    {
        _emulator.Enqueue(Reply.Json(Answer($"  {Sql};\n")));
        var generated = await GenerateAsync(new ClaudeGenerationOptions { Model = model });

        var candidate = generated.Candidates.ShouldHaveSingleItem();
        candidate.Sql.ShouldBe(Sql);
        candidate.Confidence.ShouldBeGreaterThan(new AskOptions().AcceptConfidence);
        candidate.Note.ShouldBe("Names of members, one row per member.");
        candidate.MemoryIds.ShouldBe(["m-1", "m-2", "m-example", "m-preference"]);
        generated.Clarification.ShouldBeNull();
        generated.Model.ShouldBe(model);
        generated.Usage.InputTokens.ShouldBeGreaterThan(0);
        generated.Usage.CostPicodollars.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_request_holds_the_answer_to_the_schema_in_the_order_of_thought()
    {
        _emulator.Enqueue(Reply.Json(Answer(Sql)));
        await GenerateAsync();
        var sent = _emulator.Requests.Single().Body;
        var schema = sent["output_config"]!["format"]!["schema"]!;
        string[] order = ["interpretation", "output_columns", "ambiguities", "decision", "joins", "filters", "assumptions", "sql"];
        schema["properties"]!.AsObject().Select(property => property.Key).ShouldBe(order);
        schema["required"]!.AsArray().Select(name => (string)name!).ShouldBe(order);
        sent["system"]!.AsArray().Count.ShouldBe(1);
        sent.ContainsKey("tools").ShouldBeFalse();
    }

    [Fact]
    public async Task The_stable_part_is_cached_across_questions_and_repairs()
    {
        await using var emulator = await MessagesEmulator.StartAsync(new EmulatorOptions { MinCacheTokens = 512 }, TestContext.Current.CancellationToken);
        using var client = ClaudeChatClient.Create(new ClaudeOptions { ApiKey = "k", BaseUrl = emulator.BaseUrl, Model = "claude-sonnet-5-5" }, new Clock());
        emulator.Respond(_ => Reply.Json(Answer(Sql)));
        var generator = new ClaudeSqlGenerator(client);

        var first = await generator.GenerateAsync(Questions.Library, TestContext.Current.CancellationToken);
        var second = await generator.GenerateAsync(Questions.Chinese, TestContext.Current.CancellationToken);
        var repair = await generator.RepairAsync(Questions.Chinese, second.Candidates[0], "no such column", TestContext.Current.CancellationToken);

        first.Usage.CacheCreationInputTokens.ShouldBeGreaterThan(512);
        second.Usage.CacheReadInputTokens.ShouldBe(first.Usage.CacheCreationInputTokens);
        repair.Usage.CacheReadInputTokens.ShouldBe(first.Usage.CacheCreationInputTokens);
        second.Usage.InputTokens.ShouldBeLessThan(second.Usage.CacheReadInputTokens);
    }

    [Fact]
    public async Task What_had_to_be_guessed_lowers_the_confidence()
    {
        _emulator.Enqueue(Reply.Json(Answer(Sql, guessed: true)), Reply.Json(Answer(Sql, guessed: true, material: true)));
        var guessed = (await GenerateAsync()).Candidates.Single().Confidence;
        var doubtful = (await GenerateAsync()).Candidates.Single().Confidence;
        guessed.ShouldBeLessThan(new AskOptions().AcceptConfidence);
        doubtful.ShouldBeLessThan(guessed);
        doubtful.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_doubt_is_asked_back_with_whole_questions_to_choose_from()
    {
        _emulator.Enqueue(Reply.Json(Answer("", "clarify", material: true)), Reply.Json(Answer("", "clarify", material: true)));
        var english = await GenerateAsync();
        english.Candidates.ShouldBeEmpty();
        english.Clarification.ShouldNotBeNull().Question.ShouldBe("What do you mean by “members”?");
        english.Clarification.Options.ShouldBe(["Which active members?", "Which members of all time?"]);

        var chinese = await new ClaudeSqlGenerator(_client).GenerateAsync(Questions.Chinese, TestContext.Current.CancellationToken);
        chinese.Clarification.ShouldNotBeNull().Question.ShouldBe("“members”指的是什么?");
    }

    [Fact]
    public async Task What_the_database_does_not_hold_gives_nothing()
    {
        _emulator.Enqueue(Reply.Json(Answer("SELECT 'made up'", "unanswerable")));
        var generated = await GenerateAsync();
        generated.Candidates.ShouldBeEmpty();
        generated.Clarification.ShouldBeNull();
        generated.Usage.TotalTokens.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_repair_shows_the_failed_sql_and_the_databases_error()
    {
        _emulator.Enqueue(Reply.Json(Answer(Sql)), Reply.Json(Answer(Sql)));
        var plain = await GenerateAsync();
        var repaired = await new ClaudeSqlGenerator(_client).RepairAsync(
            Questions.Library, new SqlCandidate("SELECT nme FROM member WHERE id < 3", 0.75), "no such column: nme", TestContext.Current.CancellationToken);
        repaired.Candidates.ShouldHaveSingleItem().Confidence.ShouldBeLessThan(plain.Candidates[0].Confidence);
        var sent = _emulator.Requests[^1];
        sent.LastText.ShouldContain("SELECT nme FROM member WHERE id \\u003c 3");
        sent.LastText.ShouldContain("no such column: nme");
        sent.Body["messages"]!.AsArray().Count.ShouldBe(1);
    }

    public static TheoryData<string> Unreadable =>
    [
        "", "I would rather not.", "{", "[]", "null", "\"text\"", "{}", "{\"decision\":\"answer\"}", "{\"decision\":\"answer\",\"sql\":\"  ; \"}",
        "{\"decision\":\"answer\",\"sql\":7}", "{\"decision\":\"destroy\",\"sql\":\"DROP TABLE member\"}", "{\"decision\":\"clarify\",\"ambiguities\":[null]}",
        "{\"decision\":\"answer\",\"filters\":[null],\"assumptions\":[null],\"sql\":null}",
    ];

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task An_answer_that_is_not_of_the_form_gives_no_candidate_and_no_crash(string text)
    {
        _emulator.Enqueue(text.Length == 0 ? Reply.Text("x") with { Content = [] } : Reply.Text(text));
        var generated = await GenerateAsync();
        generated.Candidates.ShouldBeEmpty();
        generated.Usage.InputTokens.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("refusal")]
    [InlineData("model_context_window_exceeded")]
    public async Task An_answer_that_was_cut_or_refused_gives_no_candidate_even_when_it_parses(string reason)
    {
        _emulator.Enqueue(Reply.Json(Answer(Sql)) with { StopReason = reason });
        var generated = await GenerateAsync();
        generated.Candidates.ShouldBeEmpty();
        generated.Usage.OutputTokens.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Every_prefix_of_an_answer_is_read_without_a_crash()
    {
        var whole = JsonSerializer.Serialize(Answer(Sql, guessed: true, material: true));
        for (var length = 1; length < whole.Length; length++)
        {
            ClaudeAnswer.Parse(whole[..length]).ShouldBeNull();
        }

        ClaudeAnswer.Parse(whole).ShouldNotBeNull();
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData(401, "claude-authentication")]
    [InlineData(429, "claude-rate-limit")]
    [InlineData(529, "claude-overloaded")]
    public async Task The_clients_failures_stay_typed(int status, string code)
    {
        _emulator.Enqueue(Reply.Fault(status));
        (await Should.ThrowAsync<MemoriException>(GenerateAsync())).Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_model_that_is_not_known_is_no_mistake_of_the_person_who_asks()
    {
        var fault = await Should.ThrowAsync<MemoriException>(GenerateAsync(new ClaudeGenerationOptions { Model = "claude-99" }));
        fault.Code.ShouldBe("unknown-model");
        fault.Kind.ShouldBe(FaultKind.Backend);
    }

    [Fact]
    public async Task Without_values_a_repair_keeps_the_databases_quotes_to_itself()
    {
        _emulator.Enqueue(Reply.Json(Answer(Sql)));
        await new ClaudeSqlGenerator(_client, new ClaudeGenerationOptions { SendValues = false }).RepairAsync(
            Questions.Library, new SqlCandidate("SELECT CAST(name AS INTEGER) FROM member", 0.75), "invalid input: \"Ada Lovelace\"", TestContext.Current.CancellationToken);
        _emulator.Requests.Single().LastText.ShouldContain("invalid input: …");
        _emulator.Requests.Single().RawBody.ShouldNotContain("Lovelace");
    }

    [Fact]
    public async Task Any_other_clients_failure_is_typed_too()
    {
        using var sdk = new Anthropic.AnthropicClient { BaseUrl = _emulator.BaseUrl.AbsoluteUri, ApiKey = "k", MaxRetries = 0 };
        _emulator.Enqueue(Reply.Fault(500));
        var fault = await Should.ThrowAsync<MemoriException>(new ClaudeSqlGenerator(sdk.AsIChatClient("claude-sonnet-5-5")).GenerateAsync(Questions.Library, TestContext.Current.CancellationToken));
        fault.Code.ShouldBe("model-failed");
        fault.Kind.ShouldBe(FaultKind.Backend);
    }

    [Fact]
    public async Task Cancellation_is_cancellation()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(new ClaudeSqlGenerator(_client).GenerateAsync(Questions.Library, cancelled.Token));
    }

    private Task<Generated> GenerateAsync(ClaudeGenerationOptions? options = null) =>
        new ClaudeSqlGenerator(_client, options).GenerateAsync(Questions.Library, TestContext.Current.CancellationToken);

    private static JsonObject Answer(string sql, string decision = "answer", bool guessed = false, bool material = false) => new()
    {
        ["interpretation"] = "Names of members, one row per member.",
        ["output_columns"] = new JsonArray(new JsonObject { ["name"] = "name", ["question_phrase"] = "members" }),
        ["ambiguities"] = material
            ? new JsonArray(new JsonObject
            {
                ["phrase"] = "members",
                ["options"] = new JsonArray("Which active members?", " ", "Which members of all time?", "Which active members?"),
                ["chosen"] = "Which active members?",
                ["material"] = true,
            })
            : [],
        ["decision"] = decision,
        ["joins"] = new JsonArray(),
        ["filters"] = new JsonArray(new JsonObject { ["phrase"] = "Oslo", ["column"] = "branch.city", ["literal"] = "OSLO", ["source"] = guessed ? "guessed" : "retrieved" }),
        ["assumptions"] = new JsonArray(),
        ["sql"] = sql,
    };

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    }
}
