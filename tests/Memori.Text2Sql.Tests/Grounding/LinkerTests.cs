using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Tests.Generation.Embedded;

namespace Memori.Text2Sql.Tests.Grounding;

public sealed class LinkerTests(Library library) : IClassFixture<Library>
{
    [Fact]
    public void Tables_NamedByThemselvesColumnsAndValues_BestFirst()
    {
        var link = Link("How many books did readers in Toronto borrow?");

        link.Tables.Select(t => t.Name).ShouldContain("books");
        link.Tables.Select(t => t.Name).ShouldContain("readers");
        link.Tables.Select(t => t.Name).ShouldNotContain("publishers");
    }

    [Theory]
    [InlineData("readers from paris", "readers", "city", "Paris")]
    [InlineData("the book \"maps of rain\"", "books", "title", "Maps of Rain")]
    [InlineData("法国的出版社", "publishers", "country", "France")]
    [InlineData("女读者", "readers", "gender", "F")]
    [InlineData("the book \"Map of Rains\"", "books", "title", "Maps of Rain")]
    public void Values_AnyWriting_LinkedAsStored(string question, string table, string column, string value) =>
        Link(question).Values.ShouldContain(v => v.Table == table && v.Column == column && v.Value == value);

    [Fact]
    public void Values_CommonWord_IsNoValue() => Link("show the books in order").Values.ShouldBeEmpty();

    private LinkResult Link(string question) => new Linker(DatabaseIndex.Build(library.Schema)).Link(Library.Ask(question));
}
