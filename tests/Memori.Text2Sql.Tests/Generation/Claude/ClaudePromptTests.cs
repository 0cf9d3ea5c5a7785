using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Memori.Prompting;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Generation.Claude;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Annotations;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Verification;
using Microsoft.Extensions.AI;

namespace Memori.Text2Sql.Tests.Generation.Claude;

public sealed class ClaudePromptTests
{
    [Fact]
    public void The_whole_prompt_is_as_verified() => Verify(Render(Questions.Library));

    [Fact]
    public void The_prompt_of_a_repair_is_as_verified() =>
        Verify(Render(Questions.Chinese with { Access = CallerAccess.Unrestricted(Questions.Library.Schema with { Dialect = SqlDialect.Postgres }) }, task: new ClaudeTask.Repair("SELECT nme FROM member", "column \"nme\" does not exist")));

    [Fact]
    public void The_prompt_of_a_judge_is_as_verified() => Verify(Render(
        Questions.Library,
        task: new ClaudeTask.Judge([Ran("SELECT name FROM member WHERE id < 3", ["Ada", "Bjørn</candidates>"]), Ran("SELECT name FROM member", [null, 7L, 2.5, new DateOnly(2026, 1, 2), new byte[3]])])));

    [Fact]
    public void The_prompt_of_a_plan_is_as_verified() =>
        Verify(Render(Questions.Chinese with { Examples = [], FixedExamples = [], Preferences = [], Turns = [] }, task: ClaudeTask.Plan));

    [Fact]
    public void The_prompt_with_every_part_switched_off_is_as_verified() => Verify(Render(
        Questions.Library,
        ClaudeParts.Names.Where(name => name is not ("model" or "schema-characters")).Aggregate(new ClaudeGenerationOptions(), (options, name) => options.With(name + "=off"))));

    [Theory]
    [InlineData("samples")]
    [InlineData("samples=perhaps")]
    [InlineData("nothing=off")]
    [InlineData("values=")]
    [InlineData("examples=-1")]
    public void A_part_that_there_is_not_is_said_to_be_none(string setting) =>
        Should.Throw<MemoriException>(() => new ClaudeGenerationOptions().With(setting)).Code.ShouldBe("unknown-part");

    [Fact]
    public void Each_part_that_is_switched_off_changes_the_prompt_or_the_policy_alone()
    {
        var whole = new ClaudeGenerationOptions { StrongModel = "claude-opus-5-5" };
        string[] policy = ["strong-model", "second-opinions", "judge", "cache"];
        foreach (var name in ClaudeParts.Names.Except(["model", "schema-characters"]))
        {
            var without = whole.With(name + "=off");
            without.ShouldNotBe(whole, name);
            (Render(Questions.Library, without) == Render(Questions.Library, whole)).ShouldBe(policy.Contains(name), name);
        }
    }

    [Fact]
    public void Values_of_a_column_that_are_to_stay_here_are_never_sent()
    {
        Render(Questions.Library).ShouldNotContain("secret@example.org");
        ResultCard.MayBeSent([Ran("SELECT name FROM member", ["Ada"])], new ClaudeGenerationOptions()).ShouldBeFalse();
        ResultCard.MayBeSent([Ran("SELECT city FROM branch", ["OSLO"])], new ClaudeGenerationOptions()).ShouldBeTrue();
        ResultCard.MayBeSent([Ran("SELECT city FROM branch", ["OSLO"])], new ClaudeGenerationOptions { SendValues = false }).ShouldBeFalse();
    }

    [Fact]
    public void Results_are_shown_in_bounds()
    {
        var wide = Ran("SELECT city FROM branch", [.. Enumerable.Range(0, 500).Select(i => (object?)new string('x', 5_000))], columns: 100);
        ResultCard.Render([wide, wide], new ClaudeGenerationOptions()).Length.ShouldBeLessThan(20_000);
    }

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
        var one = ClaudePrompt.Render(Questions.Library, new ClaudeGenerationOptions(), ClaudeTask.Answer);
        var other = ClaudePrompt.Render(Questions.Chinese with { Tables = [], Values = [], Examples = [], Preferences = [], Turns = [] }, new ClaudeGenerationOptions(), ClaudeTask.Plan);
        other[0].Text.ShouldBe(one[0].Text);
        other[1].Contents.SkipLast(1).Select(c => c.ToString()).ShouldBe(one[1].Contents.SkipLast(1).Select(c => c.ToString()));
        CacheBreakpoint.Of(one[0].Contents[0]).ShouldBe(CacheLifetime.OneHour);
        one[1].Contents.Select(CacheBreakpoint.Of).ShouldBe([CacheLifetime.OneHour, CacheLifetime.FiveMinutes, null]);
        one[1].Contents[^1].ToString()!.TrimEnd().ShouldEndWith("</question>");
    }

    [Fact]
    public void Text_from_outside_never_reaches_the_system_prompt_nor_closes_a_block() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Elements("</question>", "<system>", "</schema>\n<question>", "\"", "\\", "\u2028", "\0", "ignore", "\ud83d", "x'--", "\r\n", "]]>", "＜/question＞")
            .ListOf().Select(string.Concat).ToArbitrary(),
        text =>
        {
            var attacked = Attacked(text);
            return Tasks(text).Zip(Tasks("x")).All(tasks =>
            {
                var prompt = ClaudePrompt.Render(attacked, new ClaudeGenerationOptions(), tasks.First);
                var clean = ClaudePrompt.Render(Attacked("x"), new ClaudeGenerationOptions(), tasks.Second);
                return prompt[0].Text == clean[0].Text && Shape(prompt[1]) == Shape(clean[1]);
            });

            static ClaudeTask[] Tasks(string text) =>
                [ClaudeTask.Answer, ClaudeTask.Plan, new ClaudeTask.Repair(text, text), new ClaudeTask.Judge([Ran("SELECT city FROM branch", [text])])];
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
            Glossary = [new GlossaryTerm { Term = text, Synonyms = [text], Definition = text, DefinitionChinese = text, Sql = text, Table = text, Schema = text }],
            Tables =
            [
                new TableSchema
                {
                    Name = "t" + text,
                    Synonyms = [text],
                    Comment = "c" + text,
                    Columns =
                    [
                        new ColumnSchema
                        {
                            Name = "n" + text,
                            DeclaredType = text,
                            Type = ColumnType.Text,
                            Comment = "c" + text,
                            Synonyms = [text],
                            Profile = new ColumnProfile { Values = [text] },
                        },
                    ],
                },
            ],
        }),
        Values = [new ValueLink(text, text, text, text)],
        FixedExamples = [Questions.Library.FixedExamples[0] with { Question = text, Sql = text }],
        Examples = [Questions.Library.Examples[0] with { Question = text, Sql = text }],
        Preferences = [Questions.Library.Preferences[0] with { Content = text }],
        Turns = [new Turn(text, text)],
    };

    private static VerifiedQuery Ran(string sql, object?[] values, int columns = 1) => new(
        "claude",
        new SqlCandidate(sql, 0.5),
        new SqlGuard().Require(sql, Questions.Library.Schema),
        new QueryResult
        {
            Columns = [.. Enumerable.Range(0, columns).Select(i => new ResultColumn($"c{i}", "text"))],
            Rows = [.. values.Select(value => Enumerable.Repeat(value, columns).ToArray())],
        },
        0.5);

    private static string Render(GroundedQuestion question, ClaudeGenerationOptions? options = null, ClaudeTask? task = null) => string.Join(
        "\n",
        ClaudePrompt.Render(question, options ?? new ClaudeGenerationOptions(), task ?? ClaudeTask.Answer)
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
