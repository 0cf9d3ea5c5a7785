using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Tests.Generation.Embedded;

public sealed class EmbeddedSqlGeneratorTests(Library library) : IClassFixture<Library>
{
    [Theory]
    [InlineData("How many books are there?", "SELECT count(*) FROM books")]
    [InlineData("List the title and price of all books.", "SELECT title, price FROM books")]
    [InlineData("What is the average price of books?", "SELECT avg(price) FROM books")]
    [InlineData("Show the names of readers older than 30.", "SELECT name FROM readers WHERE age > 30")]
    [InlineData("Which readers live in Paris?", "SELECT name FROM readers WHERE city = 'Paris'")]
    [InlineData("What are the titles of books with price between 10 and 16?", "SELECT title FROM books WHERE price BETWEEN 10 AND 16")]
    [InlineData("What is the title of the most expensive book?", "SELECT title FROM books ORDER BY price DESC LIMIT 1")]
    [InlineData("List the titles of books sorted by pages in descending order.", "SELECT title FROM books ORDER BY pages DESC")]
    [InlineData("Show the genre and the number of books for each genre.", "SELECT genre, count(*) FROM books GROUP BY genre ORDER BY count(*) DESC")]
    [InlineData("What is the first and last name of the oldest author?", "SELECT first_name, last_name FROM authors ORDER BY birth_date LIMIT 1")]
    [InlineData("Find the titles of books whose title contains \"Sea\".", "SELECT title FROM books WHERE title LIKE '%Sea%'")]
    [InlineData("What are the titles of books published after 2004?", "SELECT title FROM books WHERE published_year >= 2005")]
    [InlineData("Which books are cheaper than the average price?", "SELECT title FROM books WHERE price < (SELECT avg(price) FROM books)")]
    [InlineData("Show the names of readers from Paris or Toronto.", "SELECT name FROM readers WHERE city = 'Paris' OR city = 'Toronto'")]
    [InlineData("Show the cities with readers older than 40 and readers younger than 20.", "SELECT city FROM readers WHERE age > 40 INTERSECT SELECT city FROM readers WHERE age < 20")]
    [InlineData("How many readers do not have an email?", "SELECT count(*) FROM readers WHERE email IS NULL")]
    public async Task English_OneTable_ReadsAsMeant(string question, string sql) => await ShouldBeAsync(question, sql);

    [Theory]
    [InlineData("What are the titles of books by French authors?", "The Quiet Sea;Stars at Noon")]
    [InlineData("Show the names of readers without loans.", "Ivy")]
    [InlineData("Which reader has the most loans?", "Lin")]
    [InlineData("Show the names of readers with more than 2 loans.", "Lin")]
    [InlineData("Show the name of each publisher and the number of books it has.", "Blue Lamp|2;North Gate|2")]
    [InlineData("How many readers have loans?", "2")]
    [InlineData("books that were never borrowed", "A Small Fire")]
    [InlineData("List the 2 cheapest books with their prices.", "Maps of Rain|8;The Quiet Sea|12.5")]
    [InlineData("Show each genre with its average price", "novel|16.25;history|15;poetry|8")]
    [InlineData("Show the number of loans for each year.", "2024|1;2025|1;2026|2")]
    [InlineData("How many loans were made last month?", "1")]
    [InlineData("How many loans were there in the last three months?", "2")]
    [InlineData("What are the titles of books from publishers in Canada?", "Maps of Rain;Stars at Noon")]
    public async Task English_Joins_RightRows(string question, string rows) => await ShouldGiveAsync(question, rows);

    [Theory]
    [InlineData("有多少本书？", "4")]
    [InlineData("列出价格最低的2本书籍及其价格", "Maps of Rain|8;The Quiet Sea|12.5")]
    [InlineData("除了书籍最多的1种类型之外，其他类型有哪些书籍？", "Maps of Rain;A Small Fire")]
    [InlineData("2026年的费用比2025年增长了百分之多少？", "250")]
    [InlineData("年龄大于30的读者的姓名", "Lin;Max")]
    [InlineData("书籍的平均价格是多少？", "13.875")]
    [InlineData("价格最高的书籍的标题是什么？", "Stars at Noon")]
    [InlineData("女读者有多少人？", "2")]
    [InlineData("没有借阅的读者", "Ivy")]
    [InlineData("价格最低的2本书籍的标题", "Maps of Rain;The Quiet Sea")]
    [InlineData("出版社在加拿大的书籍的标题", "Maps of Rain;Stars at Noon")]
    [InlineData("没有邮箱的读者有多少人？", "1")]
    [InlineData("比平均年龄大的读者的姓名", "Max")]
    [InlineData("每种类型的书籍数量", "novel|2;history|1;poetry|1")]
    [InlineData("上个月有多少次借阅？", "1")]
    [InlineData("按年龄降序列出读者的姓名", "Max;Lin;Ivy")]
    [InlineData("价格高于平均价格的书籍有多少本？", "2")]
    public async Task Chinese_OverEnglishNames_RightRows(string question, string rows) => await ShouldGiveAsync(question, rows);

    [Theory]
    [InlineData("Show the titles of books with a higher price than some novels.", "A Small Fire;Stars at Noon")]
    [InlineData("Which books have more pages than all books from Blue Lamp?", "Stars at Noon")]
    [InlineData("What are the titles of books published before the year of 2005?", "The Quiet Sea")]
    [InlineData("Show the names of readers who borrowed books more than twice.", "Lin")]
    [InlineData("页数少于小说的最大页数的书籍的标题", "A Small Fire;Maps of Rain;The Quiet Sea")]
    [InlineData("价格不为最高的书籍的标题", "A Small Fire;Maps of Rain;The Quiet Sea")]
    [InlineData("至少借过2次书的读者的姓名", "Lin")]
    [InlineData("价格最低的1本书籍或者页数大于400的书籍的标题", "Maps of Rain;Stars at Noon")]
    [InlineData("叫“林”的读者的年龄", "31")]
    public async Task Comparisons_AndParts_AreAmongTheReadings(string question, string rows)
    {
        var expected = rows.Split(';').Order(StringComparer.Ordinal);

        (await library.AskAsync(question)).ShouldContain(c => library.Rows(c.Sql).Order(StringComparer.Ordinal).SequenceEqual(expected), question);
    }

    [Fact]
    public async Task Candidates_AllParseAndPrepare_WithFallingConfidence()
    {
        foreach (var question in Questions)
        {
            var candidates = await library.AskAsync(question);
            foreach (var candidate in candidates)
            {
                Should.NotThrow(() => SqlParser.Parse(candidate.Sql, SqlDialect.Sqlite), candidate.Sql);
                Should.NotThrow(() => library.Rows(candidate.Sql), candidate.Sql);
                candidate.Confidence.ShouldBeInRange(0, 1);
            }

            candidates.Select(c => c.Confidence).ShouldBeInOrder(SortDirection.Descending);
        }
    }

    [Fact]
    public async Task Postgres_GetsItsOwnDialect()
    {
        var candidates = await library.AskAsync("Find the titles of books whose title contains \"Sea\".", SqlDialect.Postgres);

        candidates[0].Sql.ShouldBe("SELECT title FROM books WHERE title ILIKE '%Sea%'");
        Should.NotThrow(() => SqlParser.Parse(candidates[0].Sql, SqlDialect.Postgres));
    }

    [Fact]
    public async Task Postgres_EveryPlainColumnIsGrouped()
    {
        var candidates = await library.AskAsync("Show the name and city of each reader and the number of loans.", SqlDialect.Postgres);

        WithoutAliases(candidates[0].Sql).ShouldBe("SELECT readers.name, readers.city, count(*) FROM readers JOIN loans ON loans.reader_id = readers.id GROUP BY readers.id ORDER BY count(*) DESC NULLS LAST");
    }

    [Theory]
    [InlineData("?!")]
    [InlineData("hello there")]
    public async Task NothingOfTheDatabase_NoCandidate(string question) => (await library.AskAsync(question)).ShouldBeEmpty();

    [Fact]
    public async Task LongNonsense_EndsSoon()
    {
        var question = string.Concat(Enumerable.Repeat("books readers loans not or most by each 3 Paris ", 60));

        await Should.NotThrowAsync(async () => await library.AskAsync(question).WaitAsync(TimeSpan.FromSeconds(20)));
    }

    // Every pair of a thing and a turn of phrase: whatever comes out must be SQL.
    private static IEnumerable<string> Questions =>
        from thing in (string[])["books", "readers", "authors", "loans", "publishers", "titles of books", "names of readers", "书籍", "读者的姓名"]
        from turn in (string[])["how many {0}", "list {0} without loans", "{0} with the most loans", "top 3 {0} by price", "{0} for each city", "average age of {0} per genre",
            "{0} in 2024 or Paris", "{0} not from France", "{0} sorted by fee descending", "{0} with more than 2 books", "没有借阅的{0}", "价格最高的3个{0}", "每个城市的{0}数量"]
        select string.Format(System.Globalization.CultureInfo.InvariantCulture, turn, thing);

    [Theory]
    [InlineData("How many books are there?", "count(*) AS book_count")]
    [InlineData("What is the average price of books?", "avg(price) AS average_price")]
    public async Task AComputedColumn_HasANameThatReads(string question, string item) => (await library.AskAsync(question))[0].Sql.ShouldContain(item);

    // What computed columns are called is tested by itself.
    private static string WithoutAliases(string sql) => System.Text.RegularExpressions.Regex.Replace(sql, @"\) AS \w+", ")");

    private async Task ShouldBeAsync(string question, string sql)
    {
        var candidates = await library.AskAsync(question);
        candidates.ShouldNotBeEmpty();
        WithoutAliases(candidates[0].Sql).ShouldBe(sql);
    }

    private async Task ShouldGiveAsync(string question, string rows)
    {
        var candidates = await library.AskAsync(question);
        candidates.ShouldNotBeEmpty();
        var sql = candidates[0].Sql;

        // Groups that nobody ordered begin with the greatest: equal ones in any order.
        var ordered = sql.Contains("ORDER BY", StringComparison.Ordinal) && (!sql.Contains("GROUP BY", StringComparison.Ordinal) || sql.Contains("LIMIT", StringComparison.Ordinal));
        IEnumerable<string> got = library.Rows(sql);
        IEnumerable<string> expected = rows.Split(';');
        (ordered ? got : got.Order(StringComparer.Ordinal)).ShouldBe(ordered ? expected : expected.Order(StringComparer.Ordinal), sql);
    }
}
