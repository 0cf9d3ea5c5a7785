using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Learning;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Grounding;

/// <summary>What is gathered for a question, part by part.</summary>
public sealed class GrounderTests
{
    private const string Ask = "How many customers are in Berlin?";

    [Fact]
    public async Task Ground_EveryPart_CanBeSwitchedOffByItself()
    {
        await using var host = await StockedAsync();
        var all = await GroundAsync(host, new ContextOptions());
        all.Tables.ShouldNotBeEmpty();
        all.Values.ShouldNotBeEmpty();
        all.Examples.ShouldNotBeEmpty();
        all.Turns.ShouldNotBeEmpty();
        all.Preferences.Select(p => p.Kind).Distinct().ShouldBe([MemoryKind.Preference, MemoryKind.Rule], ignoreOrder: true);

        (await GroundAsync(host, new ContextOptions { IncludeSchema = false })).Tables.ShouldBeEmpty();
        (await GroundAsync(host, new ContextOptions { IncludeValues = false })).Values.ShouldBeEmpty();
        (await GroundAsync(host, new ContextOptions { IncludeExamples = false })).Examples.ShouldBeEmpty();
        (await GroundAsync(host, new ContextOptions { IncludeHistory = false })).Turns.ShouldBeEmpty();
        (await GroundAsync(host, new ContextOptions { IncludePreferences = false })).Preferences.ShouldHaveSingleItem().Kind.ShouldBe(MemoryKind.Rule);
        (await GroundAsync(host, new ContextOptions { IncludeRules = false })).Preferences.ShouldHaveSingleItem().Kind.ShouldBe(MemoryKind.Preference);
    }

    [Fact]
    public async Task Ground_EveryPart_IsBounded()
    {
        await using var host = await StockedAsync();
        for (var i = 0; i < 30; i++)
        {
            await RememberAsync(host, MemoryKind.Preference, $"I prefer colour number {i} for charts about topic {i * 7}.");
            await host.AskAsync($"How many customers were there in {1990 + i}?");
        }

        var grounded = await GroundAsync(host, new ContextOptions { MaxSchemaTables = 2, MaxValues = 1, MaxExamples = 2, MaxPreferences = 3, MaxHistoryTurns = 2 });

        grounded.Tables.Count.ShouldBeLessThanOrEqualTo(6);
        grounded.Values.Count.ShouldBe(1);
        grounded.Examples.Count.ShouldBe(2);
        grounded.Preferences.Count.ShouldBe(3);
        grounded.Turns.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Ground_SqlOnTablesOrColumnsThatTheCallerHasNot_IsLeftOut()
    {
        await using var host = await StockedAsync();
        await RememberPairAsync(host, "How many customers are in Berlin and rich?", "SELECT count(*) FROM customers WHERE hidden_salary > 5");
        await RememberPairAsync(host, "How many customers of Berlin are secret?", "SELECT count(*) FROM secret_customers");
        await RememberPairAsync(host, "How many customers in Berlin by subquery?", "SELECT count(*) FROM customers WHERE id IN (SELECT customer_id FROM secret_orders)");

        var grounded = await GroundAsync(host, new ContextOptions { MaxExamples = 20 });

        grounded.Examples.ShouldNotBeEmpty();
        grounded.Examples.ShouldNotContain(e => e.Sql.Contains("hidden", StringComparison.Ordinal) || e.Sql.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ground_TheSameQuestionTwice_GivesTheSameSlice()
    {
        await using var host = await StockedAsync();
        var one = await GroundAsync(host, new ContextOptions());
        var two = await GroundAsync(host, new ContextOptions());

        two.Tables.Select(t => t.Name).ShouldBe(one.Tables.Select(t => t.Name));
        two.Values.ShouldBe(one.Values);
        two.Examples.Select(e => e.MemoryId).ShouldBe(one.Examples.Select(e => e.MemoryId));
    }

    [Fact]
    public async Task Ground_AnotherUser_SeesNothingOfTheFirst()
    {
        await using var host = await StockedAsync();
        var other = await host.Grounder.GroundAsync(await host.RequestAsync(Ask, "other"), QuestionText.Read(Ask, host.Time.GetUtcNow()), default);

        other.Examples.ShouldBeEmpty();
        other.Turns.ShouldBeEmpty();
        other.Preferences.ShouldBeEmpty();
    }

    private static async Task<AskHost> StockedAsync()
    {
        var host = await AskHost.StartAsync();
        (await host.AskAsync("How many customers are in Paris?")).Sql.ShouldNotBeNull();
        await RememberPairAsync(host, "How many customers are in Madrid?", "SELECT count(*) FROM customers WHERE city = 'Madrid'");
        await RememberAsync(host, MemoryKind.Preference, "I prefer short tables.");
        await RememberAsync(host, MemoryKind.Rule, "Always leave out cancelled orders.");
        return host;
    }

    private static async Task RememberAsync(AskHost host, MemoryKind kind, string content) =>
        await host.Memory.RememberAsync(Scope.Create("u"), new NewMemory { Content = content, Kind = kind });

    private static async Task RememberPairAsync(AskHost host, string question, string sql)
    {
        var source = (await host.RequestAsync(question)).DataSource;
        await host.Memory.RememberAsync(Scope.Create("u", "s", VerifiedPairs.Namespace(source.Id)), new NewMemory
        {
            Content = question,
            Kind = MemoryKind.Query,
            Metadata = VerifiedPairs.Metadata(source.Id, sql, "embedded", host.Time.GetUtcNow(), 0.9, new Proof("h", 1, host.Time.GetUtcNow(), null)),
        });
    }

    private static async Task<GroundedQuestion> GroundAsync(AskHost host, ContextOptions options) =>
        await host.Grounder.GroundAsync(await host.RequestAsync(Ask) with { Context = options }, QuestionText.Read(Ask, host.Time.GetUtcNow()), default);
}
