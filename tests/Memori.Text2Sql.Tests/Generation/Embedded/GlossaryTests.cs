using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Annotations;

namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>Terms and metrics of the glossary: linked, told, and applied without a model.</summary>
public sealed class GlossaryTests(Library library) : IClassFixture<Library>
{
    private static readonly GlossaryTerm Active = new()
    {
        Term = "active reader",
        Synonyms = ["活跃读者", "regular"],
        Definition = "A reader of at least twenty years.",
        DefinitionChinese = "年满二十岁的读者。",
        Table = "readers",
        Sql = "age >= 20",
    };

    private static readonly GlossaryTerm Income = new()
    {
        Term = "lending income",
        Synonyms = ["借阅收入"],
        Definition = "All fees of loans.",
        Kind = GlossaryKind.Metric,
        Table = "loans",
        Sql = "sum(fee)",
    };

    private static readonly GlossaryTerm Word = new() { Term = "classic", Definition = "A book that is much read." };

    private DatabaseSchema Schema => library.Schema with { Glossary = [Active, Income, Word] };

    [Theory]
    [InlineData("How many active readers are there?", "2")]
    [InlineData("How many active readers are in Paris?", "1")]
    [InlineData("How many active Paris readers are there?", "1")]
    [InlineData("Show the names of regulars", "Lin;Max")]
    [InlineData("What are the titles of books borrowed by active readers?", "Maps of Rain;Stars at Noon;The Quiet Sea")]
    [InlineData("活跃读者有多少?", "2")]
    [InlineData("列出活跃读者的名字", "Lin;Max")]
    [InlineData("巴黎的活跃读者有多少?", "1")]
    public async Task Term_WithCondition_Filters(string question, string rows) => (await RowsAsync(question)).ShouldBe(rows.Split(';'), ignoreOrder: true);

    [Theory]
    [InlineData("What is the lending income?", "7.5")]
    [InlineData("借阅收入是多少?", "7.5")]
    [InlineData("What is the lending income of active readers?", "7.5")]
    [InlineData("Show the lending income for each genre", "novel|5.5;poetry|2")]
    public async Task Metric_IsReckonedAsDefined(string question, string rows) => (await RowsAsync(question)).ShouldBe(rows.Split(';'), ignoreOrder: true);

    [Theory]
    [InlineData("How many active readers are there?", "active readers", "active reader")]
    [InlineData("活跃读者有多少?", "活跃读者", "active reader")]
    [InlineData("which classics were never borrowed", "classics", "classic")]
    public void Term_SaidInAnyForm_IsToldWithItsDefinition(string question, string phrase, string term)
    {
        var link = new Linker(DatabaseIndex.Build(Schema)).Link(Library.Ask(question)).Terms.ShouldHaveSingleItem();

        link.Phrase.ShouldBe(phrase);
        link.Term.Term.ShouldBe(term);
        link.Term.Definition.ShouldNotBeNull();
    }

    [Fact]
    public void Term_OfWhatTheCallerMayNotRead_IsNotThere()
    {
        var readers = Schema.Find(null, "readers")!;
        var without = Schema with { Tables = [readers with { Columns = [.. readers.Columns.Where(c => c.Name != "age")] }] };

        new Linker(DatabaseIndex.Build(without)).Link(Library.Ask("active readers and lending income")).Terms.ShouldBeEmpty();
    }

    [Fact]
    public async Task Glossary_SwitchedOff_IsNotUsed()
    {
        var links = new Linker(DatabaseIndex.Build(Schema)).Link(Library.Ask("active readers"), new ContextOptions { IncludeGlossary = false });

        links.Terms.ShouldBeEmpty();
        (await library.AskAsync("How many readers are there?", Schema))[0].Sql.ShouldNotContain("age");
    }

    private async Task<IReadOnlyList<string>> RowsAsync(string question)
    {
        var candidates = await library.AskAsync(question, Schema);
        candidates.ShouldNotBeEmpty();
        return library.Rows(candidates[0].Sql);
    }
}
