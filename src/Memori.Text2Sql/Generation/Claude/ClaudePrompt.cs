using System.Globalization;
using System.Text;
using Memori.Prompting;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Schema;
using Microsoft.Extensions.AI;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>
/// The prompt: what is stable first, so that a provider can cache it, the question last. The same input gives the same bytes.
/// Text of people and databases stands in marked blocks of the user's message only, see <see cref="UntrustedText"/>.
/// </summary>
internal static class ClaudePrompt
{
    private const string PlanInstruction = """
        Work out first, in interpretation, how a database would compute the answer, step by step: which rows are read and filtered, joined (how many rows match each key), grouped, and ordered. Then write the SQL of that plan.

        """;

    private const string RepairInstruction = """
        The failed attempt was refused. Mend what the error names and keep the reading of the question.

        """;

    private const string JudgeInstruction = """
        The candidates ran and gave different results. Judge all of them by these criteria, in this order: conditions and their literals; what is grouped and what one row stands for; joins that repeat rows; the columns asked for; order and ties. That a result is larger, or looks more plausible, is no criterion.
        Decide "answer" with the sql of the one right candidate, copied exactly; "clarify" when it depends on what the person means, with each reading as an option.

        """;

    /// <summary>The messages for <paramref name="grounded"/>.</summary>
    public static IReadOnlyList<ChatMessage> Render(GroundedQuestion grounded, ClaudeGenerationOptions options, ClaudeTask task)
    {
        var system = new TextContent(ClaudeSystemPrompt.For(grounded.Schema.Dialect, options));
        var database = new TextContent(
            (grounded.Context.IncludeSchema ? Block("schema", SchemaCard.Render(grounded.Schema, grounded.Tables, options)) : "")
            + (options.SendDefinitions && grounded.Context.IncludeGlossary && DefinitionCard.Render(grounded) is { Length: > 0 } definitions ? Block("definitions", definitions) : ""));
        var stable = new List<AIContent> { database };
        if (string.Concat(options.ChooseFixed(grounded.FixedExamples).Select(Example)) is { Length: > 0 } examples)
        {
            stable.Add(new TextContent(Block("verified_examples", examples)));
        }

        if (options.CachePrompt)
        {
            // Longer-lived breakpoints must come first; examples change more often than the database.
            system.WithCacheBreakpoint(CacheLifetime.OneHour);
            database.WithCacheBreakpoint(CacheLifetime.OneHour);
            stable[^1].WithCacheBreakpoint(stable.Count > 1 ? CacheLifetime.FiveMinutes : CacheLifetime.OneHour);
        }

        return
        [
            new ChatMessage(ChatRole.System, [system]),
            new ChatMessage(ChatRole.User, [.. stable, new TextContent(Turn(grounded, options, task))]),
        ];
    }

    private static string Turn(GroundedQuestion grounded, ClaudeGenerationOptions options, ClaudeTask task)
    {
        var turn = new StringBuilder();
        Add("similar_examples", options.Choose(grounded), Example);
        Add("values", options is { SendValues: true, SendMatchedValues: true } ? grounded.Values.Where(value => MayBeSent(value, grounded.Schema)) : [], value =>
            $"{UntrustedText.Quote(value.Phrase, 200)} may be {UntrustedText.Name(value.Table)}.{UntrustedText.Name(value.Column)} = {UntrustedText.Quote(value.Value, 200)}\n");
        Add("preferences", grounded.Preferences.Take(options.MaxPreferences), memory => $"{UntrustedText.Quote(memory.Content)}\n");
        Add("earlier_turns", grounded.Turns.TakeLast(options.MaxTurns), earlier =>
            $"question {UntrustedText.Quote(earlier.Question)} sql {UntrustedText.Quote(earlier.Sql, 8_000)}\n");
        turn.Append(task switch
        {
            ClaudeTask.Repair failed => Block("failed_attempt", $"sql {UntrustedText.Quote(failed.Sql, 16_000)}\nerror {UntrustedText.Quote(failed.Error)}\n") + RepairInstruction,
            ClaudeTask.Judge judge => Block("candidates", ResultCard.Render(judge.Candidates, options)) + JudgeInstruction,
            ClaudeTask.Planning => PlanInstruction,
            _ => "",
        });

        var asked = grounded.Question.AskedAt;
        turn.Append(CultureInfo.InvariantCulture, $"Today is {Day(asked)}, {asked:dddd}; the time is {asked:HH:mm}, UTC{asked:zzz}.\n");
        turn.Append(Block("question", UntrustedText.Quote(grounded.Question.Text, 20_000) + "\n"));
        return turn.ToString().ReplaceLineEndings("\n");

        void Add<T>(string name, IEnumerable<T> items, Func<T, string> render)
        {
            if (string.Concat(items.Select(render)) is { Length: > 0 } lines)
            {
                turn.Append(Block(name, lines));
            }
        }
    }

    private static string Example(VerifiedPair example) =>
        $"question {UntrustedText.Quote(example.Question)} asked on {Day(example.AskedAt)} sql {UntrustedText.Quote(example.Sql, 8_000)}\n";

    private static bool MayBeSent(ValueLink value, DatabaseSchema schema) => schema.Tables
        .Where(table => table.Name == value.Table)
        .SelectMany(table => table.Columns)
        .Where(column => column.Name == value.Column)
        .All(column => column.Values == ValueVisibility.Full);

    private static string Block(string name, string lines) => $"<{name}>\n{lines}</{name}>\n";

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
