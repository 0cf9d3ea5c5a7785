using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Learning;
using Memori.Text2Sql.Schema.Annotations;
using Memori.Text2Sql.Tests.Guarding.Policies;

namespace Memori.Text2Sql.Tests.Grounding;

/// <summary>What rules withhold from a caller is in no part of what is gathered for the caller's questions.</summary>
public sealed class GrounderPolicyTests
{
    private static readonly DateTimeOffset Day = new(2026, 6, 17, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("What is the amount of the salaries of canary-Ann?")]
    [InlineData("How many orders have the note canary-4?")]
    [InlineData("ssn and email of customers in Paris")]
    [InlineData("订单和工资有多少?")]
    public async Task Ground_ForARestrictedCaller_HoldsNothingThatIsWithheld(string question)
    {
        await using var host = await PolicyHost.SqliteAsync(Canaries.Script, Canaries.Policy);
        await PublishAsync(host, "What are the notes of orders?", "SELECT note FROM orders WHERE note = 'canary-4'");
        await PublishAsync(host, "What is the amount of the salaries?", "SELECT sum(amount) FROM salaries");
        await PublishAsync(host, "What is the ssn of customers?", "SELECT ssn FROM customers");
        await PublishAsync(host, "How many orders are there?", "SELECT count(*) FROM orders");

        var grounded = await GroundAsync(host, Canaries.Alice, question);

        var told = Told(grounded);
        told.ShouldNotContain(Canaries.Word);
        told.ShouldNotContain("salaries");
        told.ShouldNotContain("ssn");
        told.ShouldNotContain("order_totals");
        grounded.Examples.Concat(grounded.FixedExamples).ShouldContain(e => e.Sql == "SELECT count(*) FROM orders");
    }

    [Fact]
    public async Task Ground_ForOneWhomNoRuleNarrows_HoldsAll()
    {
        await using var host = await PolicyHost.SqliteAsync(Canaries.Script);
        await PublishAsync(host, "What is the amount of the salaries?", "SELECT sum(amount) FROM salaries");

        var grounded = await GroundAsync(host, Canaries.Admin, "What is the amount of the salaries of canary-Ann?");

        grounded.Tables[0].Name.ShouldBe("salaries");
        grounded.Values.ShouldContain(v => v.Value == "canary-Ann");
        grounded.FixedExamples.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Ground_CallersThatSeeDifferentSchemas_KeepTheSameMemoriesOfTheDatasource()
    {
        await using var host = await PolicyHost.SqliteAsync(Canaries.Script, Canaries.Policy);
        await GroundAsync(host, Canaries.Admin, "How many orders are there?");
        var before = await KeptAsync(host);
        await GroundAsync(host, Canaries.Alice, "How many orders are there?");

        (await KeptAsync(host)).ShouldBe(before);
        before.Count.ShouldBe(4);

        // They are the datasource's: without its grant nobody finds them.
        (await host.Memory.ListAsync(Scope.Create("alice", "s", "schema:1"))).ShouldNotContain(m => m.Kind == MemoryKind.Schema);
    }

    [Fact]
    public async Task Glossary_ForARestrictedCaller_LeavesOutWhatIsAboutWithheldColumns()
    {
        await using var host = await PolicyHost.SqliteAsync(Canaries.Script, Canaries.Policy);
        var full = (await host.AccessAsync(Canaries.Admin)).FullSchema with
        {
            Glossary =
            [
                new GlossaryTerm { Term = "insured customer", Definition = "Has a number.", Table = "customers", Sql = "ssn IS NOT NULL" },
                new GlossaryTerm { Term = "payroll", Definition = "All pay.", Kind = GlossaryKind.Metric, Table = "salaries", Sql = "sum(amount)" },
                new GlossaryTerm { Term = "open order", Definition = "Not paid yet.", Table = "orders", Sql = "status = 'open'" },
            ],
        };
        var policy = AccessPolicyOf(Canaries.Policy);

        var seen = PolicyApplication.Apply(full, new CompiledPolicy(policy, full.Dialect), CallerFacts.Of(Canaries.Alice, policy, new HashSet<string> { "region" })).Schema;

        seen.Glossary.ShouldHaveSingleItem().Term.ShouldBe("open order");
    }

    private static AccessPolicy AccessPolicyOf(string yaml) => PolicyText.Read(yaml).Policy!;

    private static async Task PublishAsync(PolicyHost host, string question, string sql) =>
        await host.Memory.RememberAsync(
            PairScopes.Reading(Scope.Create("curator"), host.Source.Id),
            new NewMemory
            {
                Content = question,
                Kind = MemoryKind.Query,
                Mode = MemoryMode.Auto,
                Owner = PairScopes.Shared(host.Source.Id),
                Metadata = VerifiedPairs.Metadata(host.Source.Id, sql, "embedded", Day, 0.9, new Proof("h", 1, Day, null)),
            });

    private static async Task<IReadOnlyList<string>> KeptAsync(PolicyHost host)
    {
        var owner = PairScopes.Shared(host.Source.Id);
        var kept = await host.Memory.ListAsync(Scope.Create("curator") with { Granted = [owner] }, new MemoryFilter { Owner = owner, Kinds = [MemoryKind.Schema] });
        return [.. kept.Select(m => m.Id).Order(StringComparer.Ordinal)];
    }

    private static async Task<GroundedQuestion> GroundAsync(PolicyHost host, Caller caller, string question) => await host.Grounder.GroundAsync(
        new AskRequest { Scope = Scope.Create(caller.UserId, "s"), Caller = caller, DataSource = host.Source, Text = question },
        QuestionText.Read(question, Day),
        TestContext.Current.CancellationToken);

    // Everything that a prompt or an answer could be made of, but for the question's own words.
    private static string Told(GroundedQuestion grounded) => string.Join('\n',
    [
        .. grounded.Tables.Concat(grounded.Schema.Tables).SelectMany(t => t.Columns.SelectMany(c => c.Profile.Values.Append(c.Profile.Min).Append(c.Profile.Max)).Prepend($"{t.Name}({string.Join(',', t.Columns.Select(c => c.Name))})")),
        .. grounded.Values.Select(v => $"{v.Table}.{v.Column}={v.Value}"),
        .. grounded.Examples.Concat(grounded.FixedExamples).Select(e => e.Sql),
        .. grounded.Turns.Select(t => t.Sql),
    ]);
}
