using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Learning.Pairs;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Learning;

/// <summary>Verified pairs obey the rules of whoever asks now, whoever taught them and whatever was allowed then.</summary>
public sealed class RestrictedPairsTests
{
    private const string Policy =
        """
        version: 1
        rules:
          - table: employees
            except: [curator]
            deny: true
          - table: customers
            except: [curator]
            hide: [email]
        """;

    private static readonly HashSet<string> Memory = ["remembered"];

    [Theory]
    [InlineData("Who works here?", "SELECT name FROM employees")]
    [InlineData("Whom can we write to?", "SELECT name, email FROM customers")]
    [InlineData("How many may we write to?", "SELECT COUNT(*) AS n FROM customers WHERE email IS NOT NULL")]
    public async Task A_published_pair_is_not_there_for_those_who_may_not_read_what_it_reads(string question, string sql)
    {
        await using var host = await AskHost.StartAsync();
        var (library, source) = (host.Get<PairLibrary>(), await host.Get<DataSourceCatalog>().RegisterAsync("sample", Token));
        await host.Get<AccessPolicies>().SetAsync(source, Policy, "admin", cancellationToken: Token);
        var curator = Scope.Create("curator");
        var report = await library.ImportAsync(curator, Caller.Of(curator), source, [new PairRecord { Question = question, Sql = sql }], cancellationToken: Token);
        var published = await library.PublishAsync(curator, Caller.Of(curator), report.Pairs[0].MemoryId!, cancellationToken: Token);

        (await host.AskAsync(question, "curator", Memory)).Sql.ShouldBe(sql);
        var answer = await host.AskAsync(question, "clerk", Memory);
        answer.Sql.ShouldBeNull();
        (answer.Clarification!.Question + string.Concat(answer.Clarification.Options)).ShouldNotContain("email");
        (await library.ListAsync(Scope.Create("clerk"), Caller.Of(Scope.Create("clerk")), source, cancellationToken: Token)).ShouldBeEmpty();
        (await Should.ThrowAsync<MemoriException>(() => host.Feedback.RightAsync(Scope.Create("clerk"), Caller.Of(Scope.Create("clerk")), published.MemoryId, cancellationToken: Token))).Code.ShouldBe("memory-not-found");
        (await Should.ThrowAsync<MemoriException>(() => library.WithdrawAsync(Scope.Create("clerk"), Caller.Of(Scope.Create("clerk")), published.MemoryId, cancellationToken: Token))).Code.ShouldBe("memory-not-found");
        (await library.ImportAsync(Scope.Create("clerk"), Caller.Of(Scope.Create("clerk")), source, [new PairRecord { Question = question, Sql = sql }], cancellationToken: Token)).Pairs[0].Outcome.ShouldBe(PairOutcome.Refused);
    }

    [Fact]
    public async Task A_rule_that_comes_later_puts_no_pair_aside_and_holds_at_once()
    {
        await using var host = await AskHost.StartAsync();
        var (library, source) = (host.Get<PairLibrary>(), await host.Get<DataSourceCatalog>().RegisterAsync("sample", Token));
        const string Question = "Whom can we write to?";
        await library.ImportAsync(Scope.Create("clerk"), Caller.Of(Scope.Create("clerk")), source, [new PairRecord { Question = Question, Sql = "SELECT name, email FROM customers" }], cancellationToken: Token);
        await host.Get<AccessPolicies>().SetAsync(source, Policy, "admin", cancellationToken: Token);
        (await host.AskAsync(Question, "clerk", Memory)).Sql.ShouldBeNull();
        await host.Jobs.RunDueAsync(Token);
        (await library.ListAsync(Scope.Create("clerk"), Caller.Of(Scope.Create("clerk")), source, cancellationToken: Token)).ShouldBeEmpty();
        await host.Get<AccessPolicies>().RemoveAsync(source.Id, "admin", cancellationToken: Token);
        (await library.ListAsync(Scope.Create("clerk"), Caller.Of(Scope.Create("clerk")), source, cancellationToken: Token)).ShouldHaveSingleItem().Active.ShouldBeTrue();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
