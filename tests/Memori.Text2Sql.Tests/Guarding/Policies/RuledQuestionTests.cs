using System.Text.Json;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Text2Sql.Tests.Guarding.Policies;

/// <summary>Questions of callers whom rules narrow: answered under today's rules, remembered without them.</summary>
public sealed class RuledQuestionTests
{
    private const string Question = "How many orders are there?";

    [Fact]
    public async Task Question_IsAnsweredUnderTodaysRules_AndRememberedWithoutThem()
    {
        await using var host = await PolicyHost.SqliteAsync(Canaries.Script, Canaries.Policy);

        var answer = await AskAsync(host);
        answer.Result!.Rows[0][0].ShouldBe(3L);
        answer.Sql!.ShouldNotContain("LIMIT -1");
        JsonSerializer.Serialize(answer.Trace).ShouldNotContain("secret");

        var remembered = await host.Memory.ListAsync(Scope.Create("alice", "s"), new MemoryFilter(), TestContext.Current.CancellationToken);
        remembered.ShouldNotBeEmpty();
        string.Concat(remembered.Select(m => m.Content + m.Metadata?.ToJsonString())).ShouldSatisfyAllConditions(
            text => text.ShouldNotContain("LIMIT -1"), text => text.ShouldNotContain("secret"), text => text.ShouldNotContain(Canaries.Word));

        await host.Policies.RemoveAsync(host.Source.Id, "admin", cancellationToken: TestContext.Current.CancellationToken);
        (await AskAsync(host)).Result!.Rows[0][0].ShouldBe(6L);

        await host.SetAsync("version: 1\nrules: [{table: orders, for: [alice], rows: id = 1}]");
        (await AskAsync(host)).Result!.Rows[0][0].ShouldBe(1L);

        await host.SetAsync("version: 1\nrules: [{table: orders, for: [alice], deny: true}]");
        (await AskAsync(host)).Sql.ShouldBeNull();
    }

    [Fact]
    public async Task Values_OfForbiddenRows_AreNotLinked()
    {
        await using var host = await PolicyHost.SqliteAsync(Canaries.Script, Canaries.Policy);

        var answer = await AskAsync(host, "How many customers are in Paris?");
        JsonSerializer.Serialize((answer.Sql, answer.Result?.Rows)).ShouldNotContain("'Paris'", Case.Sensitive);
        (await AskAsync(host, "How many customers are in Berlin?")).Result!.Rows[0][0].ShouldBe(2L);
    }

    private static Task<Answer> AskAsync(PolicyHost host, string question = Question) => host.Asking.AskAsync(
        new AskRequest { Scope = Scope.Create("alice", "s"), Caller = new Caller("alice"), DataSource = host.Source, Text = question }, TestContext.Current.CancellationToken);
}
