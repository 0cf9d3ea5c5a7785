using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Generation.Embedded.FollowUps;

/// <summary>Follow-ups from end to end: what leans on what, and what becomes of it.</summary>
public sealed class FollowUpTests
{
    [Fact]
    public async Task AFollowUp_ChangesTheLastAnswer_AndIsKnownLaterAsAWholeQuestion()
    {
        await using var host = await AskHost.StartAsync();
        await AskAsync(host, "How many customers are in Shanghai?");
        var berlin = await AskAsync(host, "what about Berlin?");
        berlin.Sql!.ShouldContain("'Berlin'");
        berlin.Sql!.ShouldNotContain("Shanghai");
        berlin.Generator.ShouldBe("embedded");

        var whole = await AskAsync(host, "How many customers are in Berlin?", session: "later");
        whole.Generator.ShouldBe("remembered");
        whole.Memories.ShouldHaveSingleItem().Id.ShouldBe(berlin.LearnedMemoryId);
    }

    [Fact]
    public async Task WhatIsOnlyAdded_IsNotRememberedAsAPair()
    {
        await using var host = await AskHost.StartAsync();
        await AskAsync(host, "What are the sales of each category?");
        var year = await AskAsync(host, "only last year");
        year.Sql!.ShouldContain("2024-01-01");
        year.LearnedMemoryId.ShouldBeNull();
    }

    [Theory]
    [InlineData("another", "u")]
    [InlineData("s", "another")]
    public async Task TurnsOfAnotherSessionOrPerson_AreNotLeanedOn(string session, string user)
    {
        await using var host = await AskHost.StartAsync();
        await AskAsync(host, "How many customers are in Shanghai?");
        (await AskAsync(host, "what about Berlin?", session, user)).Sql.ShouldBeNull();
    }

    [Fact]
    public async Task TurnsAboutAnotherDatasource_AreNotLeanedOn()
    {
        await using var host = await AskHost.StartAsync();
        using var folder = new TemporaryDirectory();
        SqliteFile.Create(folder.File("other.db"), "CREATE TABLE towns (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO towns VALUES (1, 'Berlin')");
        await AskAsync(host, "How many customers are in Shanghai?");
        var other = await host.AskAsync(new AskRequest { Scope = Scope.Create("u", "s"), Caller = new Caller("u"), DataSource = await host.RegisterAsync(folder.File("other.db")), Text = "what about Berlin?" });
        (other.Sql ?? "").ShouldNotContain("customers");
    }

    [Fact]
    public async Task AQuestionAskedAgain_IsTheLastTurn()
    {
        await using var host = await AskHost.StartAsync();
        await AskAsync(host, "How many customers are in Shanghai?");
        await AskAsync(host, "How many orders were cancelled?");
        await AskAsync(host, "How many customers are in Shanghai?");
        (await AskAsync(host, "and in Berlin?")).Sql!.ShouldContain("customers");
    }

    [Theory]
    [InlineData("How many customers are in Shanghai?", "also show the email", "follow-up")]
    [InlineData("北京有多少客户？", "带上邮箱", "追问")]
    public async Task WhatCanNotBeChangedSo_IsAskedBackWithWholeQuestions(string first, string followUp, string word)
    {
        await using var host = await AskHost.StartAsync();
        await AskAsync(host, first);
        var answer = await AskAsync(host, followUp);
        answer.Sql.ShouldBeNull();
        answer.Clarification!.Question.ShouldContain(word);
        answer.Clarification.Options.ShouldContain(first);
        answer.Clarification.Options.Count.ShouldBe(2);
    }

    [Fact]
    public async Task AnAnswerThatWasAskedBack_IsNoTurn()
    {
        await using var host = await AskHost.StartAsync();
        await AskAsync(host, "How many customers are in Shanghai?");
        (await AskAsync(host, "blorp zint quaffle?")).Sql.ShouldBeNull();
        (await AskAsync(host, "and in Berlin?")).Sql!.ShouldContain("'Berlin'");
    }

    [Fact]
    public async Task WhatASubjectIsReplacedBy_IsReadAnew()
    {
        await using var host = await AskHost.StartAsync();
        await AskAsync(host, "How many customers are in Shanghai?");
        var employees = await AskAsync(host, "what about employees?");
        employees.Sql!.ShouldContain("employees");
        employees.Sql!.ShouldContain("'Shanghai'");
    }

    [Fact]
    public async Task WithAModel_TheTurnIsShown_TheChangedAnswerAgrees_AndTheBareWordsAreNotRemembered()
    {
        await using var claude = await MessagesEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        claude.Enqueue(Reply.Json(AskHost.Written("SELECT status, count(*) FROM orders WHERE status <> 'cancelled' GROUP BY status")));
        await using var host = await AskHost.StartAsync(claude);
        await AskAsync(host, "Give me the number of orders by status.", generator: "embedded");
        var answer = await AskAsync(host, "without cancelled ones", generator: "claude");
        answer.Generator.ShouldBe("claude");
        answer.LearnedMemoryId.ShouldBeNull();
        claude.Requests[0].LastText.ShouldContain("Give me the number of orders by status.");
    }

    private static async Task<Answer> AskAsync(AskHost host, string question, string session = "s", string user = "u", string? generator = null) => await host.AskAsync(new AskRequest
    {
        Scope = Scope.Create(user, session),
        Caller = new Caller(user),
        DataSource = await host.RegisterAsync("sample"),
        Text = question,
        Generators = generator is null ? null : new HashSet<string> { generator },
    });
}
