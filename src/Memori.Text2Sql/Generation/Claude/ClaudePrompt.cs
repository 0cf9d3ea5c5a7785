using System.Globalization;
using System.Text;
using Memori.Prompting;
using Memori.Text2Sql.Grounding;
using Microsoft.Extensions.AI;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>
/// The prompt: what is stable first, so that a provider can cache it, the question last. The same input gives the same bytes.
/// Text of people and databases stands in marked blocks of the user's message only, see <see cref="UntrustedText"/>.
/// </summary>
internal static class ClaudePrompt
{
    /// <summary>The messages for <paramref name="grounded"/>; with <paramref name="failed"/> when the database refused an earlier attempt.</summary>
    public static IReadOnlyList<ChatMessage> Render(GroundedQuestion grounded, ClaudeGenerationOptions options, FailedAttempt? failed = null)
    {
        var system = new TextContent(ClaudeSystemPrompt.For(grounded.Schema.Dialect));
        var schema = new TextContent(Block("schema", SchemaCard.Render(grounded.Schema, grounded.Tables, options)));
        if (options.CachePrompt)
        {
            system.WithCacheBreakpoint(CacheLifetime.OneHour);
            schema.WithCacheBreakpoint(CacheLifetime.OneHour);
        }

        return
        [
            new ChatMessage(ChatRole.System, [system]),
            new ChatMessage(ChatRole.User, [schema, new TextContent(Turn(grounded, options, failed))]),
        ];
    }

    private static string Turn(GroundedQuestion grounded, ClaudeGenerationOptions options, FailedAttempt? failed)
    {
        var turn = new StringBuilder();
        Add("examples", options.Choose(grounded.Examples), example =>
            $"question {UntrustedText.Quote(example.Question)} asked on {Day(example.AskedAt)} sql {UntrustedText.Quote(example.Sql, 8_000)}");
        Add("values", options.SendValues ? grounded.Values : [], value =>
            $"{UntrustedText.Quote(value.Phrase, 200)} may be {UntrustedText.Name(value.Table)}.{UntrustedText.Name(value.Column)} = {UntrustedText.Quote(value.Value, 200)}");
        Add("preferences", grounded.Preferences.Take(options.MaxPreferences), memory => UntrustedText.Quote(memory.Content));
        Add("earlier_turns", grounded.Turns.TakeLast(options.MaxTurns), earlier =>
            $"question {UntrustedText.Quote(earlier.Question)} sql {UntrustedText.Quote(earlier.Sql, 8_000)}");
        if (failed is not null)
        {
            turn.Append(Block("failed_attempt", $"sql {UntrustedText.Quote(failed.Sql, 16_000)}\nerror {UntrustedText.Quote(failed.Error)}\n"));
            turn.Append("The database refused the failed attempt. Mend what the error names and keep the reading of the question.\n");
        }

        var asked = grounded.Question.AskedAt;
        turn.Append(CultureInfo.InvariantCulture, $"Today is {Day(asked)}, {asked:dddd}; the time is {asked:HH:mm zzz}.\n");
        turn.Append(Block("question", UntrustedText.Quote(grounded.Question.Text, 20_000) + "\n"));
        return turn.ToString();

        void Add<T>(string name, IEnumerable<T> items, Func<T, string> render)
        {
            var lines = string.Concat(items.Select(item => $"{render(item)}\n"));
            if (lines.Length > 0)
            {
                turn.Append(Block(name, lines));
            }
        }
    }

    private static string Block(string name, string lines) => $"<{name}>\n{lines}</{name}>\n";

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>SQL that the database refused, and why.</summary>
internal sealed record FailedAttempt(string Sql, string Error);
