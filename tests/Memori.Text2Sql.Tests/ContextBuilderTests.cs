using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests;

public sealed class ContextBuilderTests
{
    private const string Question = "How many customers are in Berlin?";

    [Fact]
    public async Task Build_HasTheGuidesParts_EachOfWhichCanBeSwitchedOff()
    {
        await using var host = await AskHost.StartAsync();
        await host.Memory.RememberAsync(Scope.Create("u"), new NewMemory { Kind = MemoryKind.Rule, Content = "Customers are those who ordered once." }, Token);
        (await host.AskAsync(Question)).LearnedMemoryId.ShouldNotBeNull();
        var request = await host.RequestAsync(Question);

        var text = await host.Get<ContextBuilder>().BuildAsync(request, cancellationToken: Token);

        text.ShouldStartWith("## Database Schema\n");
        text.ShouldContain("table customers");
        text.ShouldContain("\n\n## Relevant Context\n1. ");
        text.ShouldContain(". Customers are those who ordered once. (relevance: ");
        text.ShouldContain($"\n\n## SQL Examples\n-- {Question}\nSELECT ");
        text.ShouldNotContain(" such as ");
        (await host.Get<ContextBuilder>().BuildAsync(request, includeValues: true, Token)).ShouldContain("such as \"Beijing\"");

        var off = request with { UseMemory = false, Context = new ContextOptions { IncludeSchema = false } };
        (await host.Get<ContextBuilder>().BuildAsync(off, cancellationToken: Token)).ShouldBeEmpty();
        (await host.Get<ContextBuilder>().BuildAsync(request with { Context = new ContextOptions { IncludeExamples = false } }, cancellationToken: Token)).ShouldNotContain("## SQL Examples");
    }

    [Fact]
    public async Task Build_ForSomebodyWhomRulesNarrow_NamesNothingHidden()
    {
        await using var host = await AskHost.StartAsync();
        var request = await host.RequestAsync(Question);
        await host.Get<AccessPolicies>().SetAsync(request.DataSource, "version: 1\nrules: [{table: customers, hide: [email]}, {table: payments, deny: true}]", "admin", cancellationToken: Token);

        var text = await host.Get<ContextBuilder>().BuildAsync(request, cancellationToken: Token);

        text.ShouldContain("table customers");
        text.ShouldNotContain("email");
        text.ShouldNotContain("payments");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
