namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>What people say in passing: bounds behind a number, alternatives, what is shared, what never was, each of two.</summary>
public sealed class EverydayReadingTests(Library library) : IClassFixture<Library>
{
    [Theory]
    [InlineData("How many books were published in 2005 or after?", "3")]
    [InlineData("How many books were published in the year 2005 or before?", "2")]
    [InlineData("What are the titles of books published in 1999 or 2012?", "The Quiet Sea;Stars at Noon")]
    [InlineData("Show the names of readers of age either 19 or 45.", "Max;Ivy")]
    [InlineData("Show the names of readers above age 30.", "Lin;Max")]
    [InlineData("Show the names of readers in the same city as Ivy.", "Lin;Ivy")]
    [InlineData("Show all cities without a reader older than 40.", "Paris")]
    [InlineData("What is the average age of female and male readers?", "F|25;M|45")]
    [InlineData("Show the names of readers who do not have loans with a fee above 1.2.", "Max;Ivy")]
    [InlineData("What are the most expensive books, ordered from most to least expensive?", "Stars at Noon|20;A Small Fire|15;The Quiet Sea|12.5;Maps of Rain|8")]
    [InlineData("Which genres have an average price above the average price of all books?", "novel;history")]
    [InlineData("Show the names of readers older than at least one reader from Paris.", "Lin;Max")]
    [InlineData("Tell me the highest, lowest and average price of the books.", "20|8|13.875")]
    [InlineData("How many readers have more than 1 loan?", "1")]
    [InlineData("Show the names of readers aged 20 to 40.", "Lin")]
    [InlineData("List the titles of all books in the alphabetical order.", "A Small Fire;Maps of Rain;Stars at Noon;The Quiet Sea")]
    public async Task English(string question, string rows) => await ShouldGiveAsync(question, rows);

    [Theory]
    [InlineData("和Ivy同一个城市的读者的姓名", "Lin;Ivy")]
    [InlineData("除Paris以外的读者的姓名", "Max")]
    [InlineData("没有任何借阅的读者的姓名是什么？", "Ivy")]
    [InlineData("没有借阅的读者的姓名和城市", "Ivy|Paris")]
    [InlineData("年龄最大的读者叫什么名字？", "Max")]
    [InlineData("作者的姓氏和编号是什么？", "Stone|1;Rivers|2;Field|3")]
    public async Task Chinese(string question, string rows) => await ShouldGiveAsync(question, rows);

    [Theory]
    [InlineData("Which two books are most often borrowed together by readers?")]
    [InlineData("读者最常一起借阅的两本书籍是哪些？")]
    public async Task Pairs(string question)
    {
        var sql = (await library.AskAsync(question))[0].Sql;
        sql.ShouldContain("b.book_id > a.book_id");
        library.Rows(sql).Count.ShouldBe(1, sql);
    }

    [Theory]
    [InlineData("Which readers borrowed books in 2024 but not in 2025?", "Lin")]
    [InlineData("2024年有借阅但2025年没有借阅的读者", "Lin")]
    public async Task OnceAndNotSince(string question, string rows)
    {
        var sql = (await library.AskAsync(question))[0].Sql;
        string.Join(';', library.Rows(sql)).ShouldBe(rows, sql);
    }

    private async Task ShouldGiveAsync(string question, string rows)
    {
        var candidates = await library.AskAsync(question);
        candidates.ShouldNotBeEmpty();
        library.Rows(candidates[0].Sql).Order(StringComparer.Ordinal).ShouldBe(rows.Split(';').Order(StringComparer.Ordinal), candidates[0].Sql);
    }
}
