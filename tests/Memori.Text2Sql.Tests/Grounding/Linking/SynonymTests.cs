using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Tests.Generation.Embedded;

namespace Memori.Text2Sql.Tests.Grounding.Linking;

/// <summary>Other names that people gave to tables and columns.</summary>
public sealed class SynonymTests(Library library) : IClassFixture<Library>
{
    private DatabaseSchema Schema => library.Schema with
    {
        Tables = [.. library.Schema.Tables.Select(t => t.Name switch
        {
            "readers" => t with { Synonyms = ["patrons", "借书人"] },
            "loans" => t with { Columns = [.. t.Columns.Select(c => c.Name == "fee" ? c with { Synonyms = ["lending charge", "手续费"] } : c)] },
            _ => t,
        })],
    };

    [Theory]
    [InlineData("How many patrons are in Paris?", "2")]
    [InlineData("巴黎的借书人有多少?", "2")]
    [InlineData("What is the total lending charge?", "7.5")]
    [InlineData("手续费的总和是多少?", "7.5")]
    public async Task Synonyms_AreAsGoodAsTheNames(string question, string rows)
    {
        var candidates = await library.AskAsync(question, Schema);

        candidates.ShouldNotBeEmpty();
        library.Rows(candidates[0].Sql).ShouldBe([rows]);
    }

    [Fact]
    public void HugeTexts_OfComments_Synonyms_AndQuestions_AreReadInBounds()
    {
        var huge = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"word{i}, 名字{i} / ("));
        var schema = Schema with { Tables = [.. Schema.Tables.Select(t => t with { Comment = huge, Synonyms = [huge], Columns = [.. t.Columns.Select(c => c with { Comment = huge, Synonyms = [huge] })] })] };
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var linker = new Linker(DatabaseIndex.Build(schema));
        foreach (var question in (string[])[huge[..QuestionText.MaxLength], new string('(', QuestionText.MaxLength), new string('a', QuestionText.MaxLength), string.Concat(Enumerable.Repeat("的", QuestionText.MaxLength)), string.Concat(Enumerable.Repeat("\"", QuestionText.MaxLength))])
        {
            linker.Link(Library.Ask(question)).ShouldNotBeNull();
        }

        // Far more than it takes, and far less than what is not linear would.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }
}
