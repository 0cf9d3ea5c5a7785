using System.Text.Json.Nodes;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;
using Memori.Storage;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Text2Sql.Tests.Generation.Claude;

/// <summary>The whole way of a question with Claude on the ladder: real store, real database, real SDK.</summary>
public sealed class ClaudeAskTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private MessagesEmulator _emulator = null!;
    private ServiceProvider _services = null!;
    private DataSource _source = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await MessagesEmulator.StartAsync();
        SqliteFile.Create(_directory.File("library.db"), """
            CREATE TABLE member (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT);
            INSERT INTO member VALUES (1, 'Ada', 'OSLO'), (2, 'Bjørn', 'Bergen'), (3, '王芳', 'OSLO');
            """);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new FixedTime());
        services.AddMemori().AddSqliteStore(_directory.File("memori.db"));
        services.AddClaude(options =>
        {
            options.ApiKey = "k";
            options.BaseUrl = _emulator.BaseUrl;
            options.Model = "claude-haiku-5-5";
            options.MaxRetries = 0;
        });
        services.AddText2Sql().AddClaudeGenerator();
        _services = services.BuildServiceProvider();
        await _services.GetRequiredService<IDatabase>().MigrateAsync(typeof(DataSourceCatalog).Assembly);
        _source = await _services.GetRequiredService<DataSourceCatalog>().RegisterAsync(_directory.File("library.db"));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _emulator.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_verified_answer_carries_model_and_cost()
    {
        _emulator.Enqueue(Says("SELECT name FROM member WHERE city = 'OSLO' ORDER BY id"));
        var answer = await AskAsync();
        answer.Generator.ShouldBe("claude");
        answer.Model.ShouldBe("claude-haiku-5-5");
        answer.Result!.Rows.Select(row => row[0]).ShouldBe(["Ada", "王芳"]);
        answer.Usage.CostUsd.ShouldBeGreaterThan(0);
        _emulator.Requests.Single().LastText.ShouldContain("\"OSLO\"");
    }

    [Fact]
    public async Task The_databases_refusal_is_repaired_once_and_both_calls_are_paid()
    {
        _emulator.Enqueue(Says("SELECT nme FROM member"), Says("SELECT name FROM member WHERE city = 'OSLO'"));
        var answer = await AskAsync();
        answer.Sql.ShouldBe("SELECT name FROM member WHERE city = 'OSLO'");
        answer.Result!.Rows.Count.ShouldBe(2);
        _emulator.Requests.Count.ShouldBe(2);
        _emulator.Requests[1].LastText.ShouldContain("nme");
        answer.Usage.InputTokens.ShouldBeGreaterThan(_emulator.Requests[0].LastText.Length / 4);
    }

    [Theory]
    [InlineData("DROP TABLE member")]
    [InlineData("DELETE FROM member RETURNING name")]
    [InlineData("SELECT 1; DELETE FROM member")]
    [InlineData("SELECT load_extension('/tmp/x')")]
    [InlineData("ATTACH DATABASE '/tmp/x' AS y")]
    public async Task A_model_that_turns_bad_gets_nothing_done(string sql)
    {
        _emulator.Respond(_ => Says(sql));
        Answer? answer = null;
        try
        {
            answer = await AskAsync();
        }
        catch (MemoriException)
        {
            // A typed refusal is as good as no answer.
        }

        answer?.Sql.ShouldBeNull();
        _emulator.Respond(_ => Says("SELECT COUNT(*) FROM member"));
        (await AskAsync("Count the members of all cities")).Result!.Rows[0][0].ShouldBe(3L);
    }

    [Fact]
    public async Task A_doubt_of_the_model_comes_back_as_a_question()
    {
        _emulator.Enqueue(Says("", "clarify"));
        var answer = await AskAsync();
        answer.Sql.ShouldBeNull();
        answer.Clarification.ShouldNotBeNull().Options.ShouldBe(["Who lives in Oslo?", "Who was born in Oslo?"]);
    }

    private Task<Answer> AskAsync(string text = "Who is in Oslo?") => _services.GetRequiredService<AskPipeline>().AskAsync(
        new AskRequest
        {
            Scope = Scope.Create("u", "s"),
            Caller = new Caller("u"),
            DataSource = _source,
            Text = text,
            Generators = new HashSet<string>(["claude"]),
            AskedAt = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero),
        },
        TestContext.Current.CancellationToken);

    private static MessageReply Says(string sql, string decision = "answer") => Reply.Json(new JsonObject
    {
        ["interpretation"] = "Members, one row each.",
        ["output_columns"] = new JsonArray(),
        ["ambiguities"] = new JsonArray(new JsonObject
        {
            ["phrase"] = "in",
            ["options"] = new JsonArray("Who lives in Oslo?", "Who was born in Oslo?"),
            ["chosen"] = "Who lives in Oslo?",
            ["material"] = decision == "clarify",
        }),
        ["decision"] = decision,
        ["joins"] = new JsonArray(),
        ["filters"] = new JsonArray(),
        ["assumptions"] = new JsonArray(),
        ["sql"] = sql,
    });
}
