using System.Globalization;
using System.Text.Json;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Evaluation;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Tests.DataSources.Sample;
using Memori.Text2Sql.Tests.Guarding.Corpus;
using Memori.Text2Sql.Tests.Support;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Tests.Generation.Embedded.FollowUps;

/// <summary>The project's own conversations on the sample (evaluation/text2sql/followups), asked turn by turn without a model.</summary>
public sealed class FollowUpEvaluationTests(SampleFixture sample) : IClassFixture<SampleFixture>
{
    private static readonly DateTimeOffset AskedAt = new(SampleFixture.Today.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    [Fact]
    public async Task Conversations_StayRight()
    {
        await using var host = await AskHost.StartAsync();
        var source = await host.RegisterAsync(sample.Path);
        var turns = new List<Outcome>();
        foreach (var (conversation, number) in Conversations().Select((c, i) => (c, i)))
        {
            var stillRight = true;
            foreach (var (turn, at) in conversation.GetProperty("turns").EnumerateArray().Select((t, i) => (t, i)))
            {
                var question = turn.GetProperty("question").GetString()!;
                var answer = await AskAsync(host, source, question, string.Create(CultureInfo.InvariantCulture, $"c{number}"));
                var right = answer.Sql is { } sql && turn.GetProperty("gold").EnumerateArray().Any(g => SameRows(g.GetString()!, sql));
                turns.Add(new Outcome(conversation.GetProperty("language").GetString()!, conversation.GetProperty("held_out").GetBoolean(), at, right, stillRight, answer.Confidence));
                // What is held out is counted and not looked at.
                if (!right && !turns[^1].HeldOut)
                {
                    TestContext.Current.TestOutputHelper!.WriteLine($"c{number} {at}{(stillRight ? "" : " (after a wrong turn)")}: {question} → {answer.Confidence:0.00} {answer.Sql}");
                }

                stillRight &= right;
            }
        }

        foreach (var group in turns.Where(t => t.At > 0).GroupBy(t => (t.Language, t.HeldOut)).OrderBy(g => g.Key))
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"{group.Key.Language}{(group.Key.HeldOut ? " held out" : "")}: {group.Count(t => t.Right)} of {group.Count()} follow-ups right; mean confidence of the right {Mean(group, true):0.00}, of the wrong {Mean(group, false):0.00}");
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"first turns: {turns.Count(t => t.At == 0 && t.Right)} of {turns.Count(t => t.At == 0)}");
        foreach (var language in (string[])["en", "zh"])
        {
            var own = turns.Where(t => t.At > 0 && t.Language == language).ToList();
            own.Count.ShouldBeGreaterThanOrEqualTo(60);
            (own.Count(t => t.Right) / (double)own.Count).ShouldBeGreaterThanOrEqualTo(0.9, language);
        }
    }

    [Fact]
    public async Task AWholeQuestion_IsNotBentByTheTurnsBefore()
    {
        await using var host = await AskHost.StartAsync();
        var source = await host.RegisterAsync(sample.Path);
        var questions = Read("sample", "questions.json").Select(q => q.GetProperty("question").GetString()!).ToList();
        var sql = await Task.WhenAll(
            Task.Run(() => AskAllAsync(i => string.Create(CultureInfo.InvariantCulture, $"alone{i}"), "alone"), TestContext.Current.CancellationToken),
            Task.Run(() => AskAllAsync(_ => "one session", "u"), TestContext.Current.CancellationToken));
        questions.Where((_, i) => sql[0][i] != sql[1][i]).Select(q => $"bent: {q} → {sql[1][questions.IndexOf(q)]}").ShouldBeEmpty();

        async Task<List<string?>> AskAllAsync(Func<int, string> session, string user)
        {
            var answers = new List<string?>();
            foreach (var (question, i) in questions.Select((q, i) => (q, i)))
            {
                answers.Add((await AskAsync(host, source, question, session(i), user)).Sql);
            }

            return answers;
        }
    }

    private static double Mean(IEnumerable<Outcome> outcomes, bool right) => outcomes.Where(o => o.Right == right).Select(o => o.Confidence).DefaultIfEmpty(0).Average();

    private static Task<Answer> AskAsync(AskHost host, DataSource source, string question, string session, string user = "u") => host.AskAsync(new AskRequest
    {
        Scope = Scope.Create(user, session),
        Caller = new Caller(user),
        DataSource = source,
        Text = question,
        AskedAt = AskedAt,
        Generators = new HashSet<string> { "embedded" },
    });

    private bool SameRows(string gold, string sql) =>
        GoldRunner.Run(sample.Path, sql, TestContext.Current.CancellationToken) is { } got
        && ResultComparer.Same(GoldRunner.Run(sample.Path, gold, TestContext.Current.CancellationToken)!, got, gold.Contains("order by", StringComparison.OrdinalIgnoreCase));

    private static JsonElement[] Conversations() => Read("followups", "conversations.json");

    private static JsonElement[] Read(string folder, string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(CorpusFile.Root, "evaluation", "text2sql", folder, file)));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    private sealed record Outcome(string Language, bool HeldOut, int At, bool Right, bool AfterRight, double Confidence);
}
