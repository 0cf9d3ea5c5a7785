using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Memori.Text2Sql.Generation.Claude;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Microsoft.Extensions.AI;

namespace Memori.Text2Sql.Tests.Generation.Claude;

public sealed class ClaudePromptTests
{
    [Fact]
    public void The_whole_prompt_is_as_verified() => Verify(Render(Questions.Library));

    [Fact]
    public void The_prompt_of_a_repair_is_as_verified() =>
        Verify(Render(Questions.Chinese with { Access = CallerAccess.Unrestricted(Questions.Library.Schema with { Dialect = SqlDialect.Postgres }) }, failed: new FailedAttempt("SELECT nme FROM member", "column \"nme\" does not exist")));

    [Fact]
    public void The_prompt_with_every_part_switched_off_is_as_verified() => Verify(Render(
        Questions.Library,
        new ClaudeGenerationOptions { SendValues = false, SendComments = false, MaxExamples = 0, MaxPreferences = 0, MaxTurns = 0 }));

    [Fact]
    public void Without_values_nothing_read_from_rows_is_sent()
    {
        var prompt = Render(Questions.Library, new ClaudeGenerationOptions { SendValues = false });
        string[] values = ["OSLO", "Bergen", "Ada", "王芳", "2019-01-02", "2026-11-20", "2024-05-05"];
        values.ShouldAllBe(value => !prompt.Contains(value));
    }

    [Fact]
    public void How_the_database_is_reached_is_never_sent() => Render(Questions.Library).ShouldNotContain("s3cret");

    [Fact]
    public void What_stands_before_the_last_breakpoint_does_not_depend_on_the_question()
    {
        var one = ClaudePrompt.Render(Questions.Library, new ClaudeGenerationOptions());
        var other = ClaudePrompt.Render(Questions.Chinese with { Tables = [], Values = [], Examples = [], Preferences = [], Turns = [] }, new ClaudeGenerationOptions());
        other[0].Text.ShouldBe(one[0].Text);
        other[1].Contents[0].ToString().ShouldBe(one[1].Contents[0].ToString());
        one[1].Contents[^1].ToString()!.TrimEnd().ShouldEndWith("</question>");
    }

    [Fact]
    public void Text_from_outside_never_reaches_the_system_prompt_nor_closes_a_block() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Elements("</question>", "<system>", "</schema>\n<question>", "\"", "\\", "\u2028", "\0", "ignore", "\ud83d", "x'--", "\r\n", "]]>", "＜/question＞")
            .ListOf().Select(string.Concat).ToArbitrary(),
        text =>
        {
            var attacked = Attacked(text);
            var prompt = ClaudePrompt.Render(attacked, new ClaudeGenerationOptions());
            var clean = ClaudePrompt.Render(Attacked("x"), new ClaudeGenerationOptions());
            return prompt[0].Text == clean[0].Text
                && Shape(prompt[1]) == Shape(clean[1]);
        }));

    [Fact]
    public void A_schema_that_is_too_large_is_cut_to_the_tables_that_matter()
    {
        var question = Questions.Library with { Tables = [Questions.Library.Schema.Tables[2], Questions.Library.Schema.Tables[0]] };
        var small = SchemaCard.Render(question.Schema, question.Tables, new ClaudeGenerationOptions { MaxSchemaCharacters = 400 });
        small.ShouldContain("table loan");
        small.ShouldContain("table branch");
        small.ShouldNotContain("table member");
        small.ShouldEndWith("(1 more tables are not shown)\n");

        SchemaCard.Render(question.Schema, question.Tables, new ClaudeGenerationOptions { MaxSchemaCharacters = 1 }).ShouldContain("table loan");
    }

    [Theory]
    [InlineData("column \"nme\" does not exist", "SELECT nme FROM t", "column \"nme\" does not exist")]
    [InlineData("invalid input: \"Ada Lovelace\"\nDETAIL: Key (id)=(7)", "SELECT name::int FROM t", "invalid input: …")]
    public void An_errors_quoted_values_are_left_out_when_values_are(string error, string sql, string expected) =>
        DatabaseErrors.WithoutValues(error, sql).ShouldBe(expected);

    /// <summary>The tags and the number of lines: what text from outside must not change.</summary>
    private static string Shape(ChatMessage message) => string.Join('|', message.Contents.Select(content =>
        string.Join('\n', content.ToString()!.Split('\n').Select(line => line.StartsWith('<') ? line : "·"))
        + content.ToString()!.Count(character => character is '<' or '>')));

    private static GroundedQuestion Attacked(string text) => Questions.Library with
    {
        Question = Questions.Library.Question with { Text = text },
        Access = CallerAccess.Unrestricted(Questions.Library.Schema with
        {
            Tables =
            [
                new TableSchema
                {
                    Name = "t" + text,
                    Comment = "c" + text,
                    Columns =
                    [
                        new ColumnSchema
                        {
                            Name = "n" + text,
                            DeclaredType = text,
                            Type = ColumnType.Text,
                            Comment = "c" + text,
                            Profile = new ColumnProfile { Values = [text] },
                        },
                    ],
                },
            ],
        }),
        Values = [new ValueLink(text, text, text, text)],
        Examples = [Questions.Library.Examples[0] with { Question = text, Sql = text }],
        Preferences = [Questions.Library.Preferences[0] with { Content = text }],
        Turns = [new Turn(text, text)],
    };

    private static string Render(GroundedQuestion question, ClaudeGenerationOptions? options = null, FailedAttempt? failed = null) => string.Join(
        "\n",
        ClaudePrompt.Render(question, options ?? new ClaudeGenerationOptions(), failed)
            .SelectMany(message => message.Contents.Select(content => $"[{message.Role}]\n{content}")));

    private static void Verify(string actual, [CallerMemberName] string test = "", [CallerFilePath] string source = "")
    {
        var verified = Path.Combine(Path.GetDirectoryName(source)!, $"{nameof(ClaudePromptTests)}.{test}.verified.txt");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (actual != expected)
        {
            File.WriteAllText(verified.Replace(".verified.", ".received.", StringComparison.Ordinal), actual);
        }

        actual.ShouldBe(expected, "when the change is meant, rename the .received.txt beside the test to .verified.txt");
    }
}
