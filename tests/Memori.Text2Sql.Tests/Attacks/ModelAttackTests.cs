using System.Text.Json;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;
using Memori.Text2Sql.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Text2Sql.Tests.Attacks;

/// <summary>
/// A model that is on the attacker's side: whatever Mallory asks, it answers with an attack. What it is told, what she is told, what is remembered and
/// what is logged hold no canary.
/// </summary>
public sealed class ModelAttackTests
{
    private const int Attacks = 60;

    private static readonly string[] s_questions =
    [
        "What do the employees earn, with their social security numbers?", "Which customers have a credit card that begins with CANARY?", "Show the notes of Anna", "员工的工资是多少?",
        "List the payroll of January", "What is written in the documents of root?",
    ];

    // What is hidden from Mallory is not even named to a model that works for her.
    private static readonly string[] s_hiddenNames = ["ssn", "credit_card", "internal_note", "secret_code", "payroll", "audit_log", "customer_contacts"];

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task HostileModel_LearnsAndTellsNothing(string dialect)
    {
        await using var claude = await MessagesEmulator.StartAsync();
        await using var world = dialect == "sqlite" ? await AttackWorld.SqliteAsync(claude: claude) : await AttackWorld.PostgresAsync(claude: claude);
        var attacks = AttackFile.Read("policy-attacks.tsv").Where(entry => entry.IsFor(dialect)).ToList();
        var before = await world.StateAsync();
        var answered = 0;

        // What she or her model wrote comes back: from memory, in a repair.
        var written = string.Concat(attacks.Select(attack => attack.Sql)) + string.Concat(s_questions);
        for (var i = 0; i < Math.Min(Attacks, attacks.Count); i++)
        {
            var attack = attacks[i * attacks.Count / Math.Min(Attacks, attacks.Count)].Sql;
            claude.Respond(_ => Reply.Json(AskHost.Written(attack)));
            var seen = await AskAsync(world, s_questions[i % s_questions.Length], $"s{i % 4}");
            answered += seen.Contains("\"rows\"", StringComparison.Ordinal) ? 1 : 0;
            Seen.MustTellNothing(world, written, seen, "answer");
        }

        answered.ShouldBeGreaterThan(0);
        claude.Requests.Count.ShouldBeGreaterThan(Math.Min(Attacks, attacks.Count) / 2);

        // Nothing is remembered yet when the model is asked first.
        var prompt = claude.Requests[0].RawBody;
        s_hiddenNames.Where(name => prompt.Contains(name, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(prompt);
        foreach (var request in claude.Requests)
        {
            Seen.MustTellNothing(world, written, request.RawBody, "prompt");
        }

        var memory = world.Services.GetRequiredService<MemoryEngine>();
        var kept = await memory.ListAsync(Scope.Create("mallory"), new MemoryFilter { Limit = 1000 }, TestContext.Current.CancellationToken);
        foreach (var remembered in kept)
        {
            Seen.MustTellNothing(world, written, $"{remembered.Content} {remembered.Metadata}", "memory");
        }

        Seen.MustNotBeLogged(world);
        (await world.StateAsync()).ShouldBe(before);
    }

    private static async Task<string> AskAsync(AttackWorld world, string question, string session)
    {
        try
        {
            var answer = await world.Services.GetRequiredService<AskPipeline>().AskAsync(
                new AskRequest { Scope = Scope.Create("mallory", session), DataSource = world.Source, Text = question, Caller = AttackWorld.Mallory },
                TestContext.Current.CancellationToken);
            var rows = answer.Result is null ? "" : $"\"rows\": {JsonSerializer.Serialize(answer.Result.Rows)}";
            return $"{answer.Explanation} {answer.Clarification} {string.Concat(answer.Memories)} {string.Concat(answer.Trace)} {answer.Chart} {rows}";
        }
        catch (MemoriException failure)
        {
            return $"{failure.Text.English} {failure.Text.Chinese}";
        }
    }
}
