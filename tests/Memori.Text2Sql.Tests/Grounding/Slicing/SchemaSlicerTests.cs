using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Grounding.Slicing;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Tests.Generation.Embedded;

namespace Memori.Text2Sql.Tests.Grounding.Slicing;

public sealed class SchemaSlicerTests(Library library) : IClassFixture<Library>
{
    [Fact]
    public void Slice_TablesThatJoinTheNamedOnes_ComeLast()
    {
        var slice = Slice("titles of books and names of readers", new ContextOptions { MaxSchemaTables = 2 });

        slice.Select(t => t.Name).ShouldBe(["books", "readers", "loans"], ignoreOrder: true);
        slice[^1].Name.ShouldBe("loans");
    }

    [Fact]
    public void Slice_NothingNamed_IsTheSchemaAsFarAsItFits() =>
        Slice("what is going on", new ContextOptions { MaxSchemaTables = 3 }).Select(t => t.Name).ShouldBe(library.Schema.Tables.Take(3).Select(t => t.Name));

    [Fact]
    public void Slice_WideTable_KeepsKeysAndWhatIsNamed()
    {
        var slice = Slice("What is the price of books?", new ContextOptions { MaxTableColumns = 5 });
        var books = slice.Single(t => t.Name == "books");

        books.Columns.Select(c => c.Name).ShouldBe(["id", "title", "author_id", "publisher_id", "price"]);
        books.ForeignKeys.Count.ShouldBe(2);
    }

    [Fact]
    public void Slice_NarrowTables_AreTheSchemasOwn() =>
        Slice("all readers", new ContextOptions()).ShouldAllBe(t => library.Schema.Tables.Contains(t));

    [Fact]
    public void Slice_WithHints_PutsThemFirst()
    {
        var index = DatabaseIndex.Build(library.Schema);
        var hints = new Dictionary<TableNode, double> { [index.Find(null, "publishers")!] = 1 };

        SchemaSlicer.Slice(index, new Linker(index).Link(Library.Ask("only those of last year")), new ContextOptions { MaxSchemaTables = 1 }, hints)
            .ShouldHaveSingleItem().Name.ShouldBe("publishers");
    }

    private IReadOnlyList<TableSchema> Slice(string question, ContextOptions options)
    {
        var index = DatabaseIndex.Build(library.Schema);
        return SchemaSlicer.Slice(index, new Linker(index).Link(Library.Ask(question), options), options, new Dictionary<TableNode, double>());
    }
}
