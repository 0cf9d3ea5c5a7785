using Memori.Text2Sql.Answering.Explaining;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>What analysts ask for: rows that are right, SQL that every dialect admits, words that say it.</summary>
public sealed class AnalysisTests(Library library) : IClassFixture<Library>
{
    public static TheoryData<string, string, string> Questions => new()
    {
        { "What percentage of the readers live in Paris?", "66.66666666666667", "as a percentage of the number of readers" },
        { "What is the share of each genre in the total number of books?", "history|0.25;novel|0.5;poetry|0.25", "for each genre" },
        { "What is the median price of the books?", "13.75", "the median of price" },
        { "What is the median price of each genre?", "history|15;novel|16.25;poetry|8", "genre and the median of price" },
        { "What is the 75th percentile of the price of books?", "15", "the 75th percentile of price" },
        { "For each genre, which book has the highest price?", "history|A Small Fire|15;novel|Stars at Noon|20;poetry|Maps of Rain|8", "for each genre only the first by price from highest to lowest" },
        { "Show the running total of fees by month.", "2024-02|3;2025-12|4;2026-05|6;2026-06|7.5", "running value" },
        { "Show the 3-month moving average of fees by month.", "2024-02|3|3;2025-12|1|2;2026-05|2|2;2026-06|1.5|1.5", "over each row and the 2 before it" },
        { "What was the month-over-month growth of fees?", "2024-02|3|;2025-12|1|-66.66666666666667;2026-05|2|100;2026-06|1.5|-25", "in percent" },
        { "How many days lie between the first and the last loan?", "850", "the days from the earliest loan date to the latest loan date" },
        { "What is the average number of loans per month?", "1", "divided by" },
        { "What is the ratio of readers in Paris to readers in Toronto?", "2", "divided by" },
        { "What is the ratio of price to pages for each book?", "A Small Fire|0.06;Maps of Rain|0.08888888888888889;Stars at Noon|0.04878048780487805;The Quiet Sea|0.0390625", "divided by" },
        { "Which genres occur more than once?", "novel|2", "keeping groups" },
        { "How many loans were there in each quarter?", "2024-Q1|1;2025-Q4|1;2026-Q2|2", "quarter of loan date" },
        { "How many loans were there in each week?", "2024-01-29|1;2025-12-22|1;2026-05-18|1;2026-06-01|1", "week of loan date" },
        { "How many tables are there in this database?", "5", "schema of the database" },
        { "Which tables have a book id?", "books;loans", "schema of the database" },
        { "What does gender mean?", "readers|gender|Gender / 性别: F=女, M=男", "schema of the database" },
        { "巴黎的读者占百分之多少？", "66.66666666666667", "百分比" },
        { "书籍价格的中位数是多少？", "13.75", "中位数" },
        { "每种类型价格最高的书籍是哪本？", "history|A Small Fire|15;novel|Stars at Noon|20;poetry|Maps of Rain|8", "只取按" },
        { "有哪些表？", "authors;books;loans;publishers;readers", "数据库结构" },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Rows_AndWords(string question, string rows, string words)
    {
        var candidates = await library.AskAsync(question);
        candidates.ShouldNotBeEmpty();
        var sql = candidates[0].Sql;
        library.Rows(sql).Order(StringComparer.Ordinal).ShouldBe(rows.Split(';').Order(StringComparer.Ordinal), sql);
        Explainer.Explain(SqlParser.Parse(sql, SqlDialect.Sqlite), SqlDialect.Sqlite, Library.Ask(question).Language, library.Schema).ShouldContain(words);
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Postgres_IsAdmitted_AndSaidAlike(string question, string rows, string words)
    {
        var schema = library.Schema with { Dialect = SqlDialect.Postgres };
        var candidates = await library.AskAsync(question, schema);
        candidates.ShouldNotBeEmpty();
        var outcome = new SqlGuard().Admit(candidates[0].Sql, schema);
        outcome.Refusal.ShouldBeNull(candidates[0].Sql);
        Explainer.Explain(SqlParser.Parse(candidates[0].Sql, SqlDialect.Postgres), SqlDialect.Postgres, Library.Ask(question).Language, schema).ShouldContain(words, customMessage: rows);
    }

    [Fact]
    public async Task WhatACallerMayNotSee_IsNotToldByTheSchemaEither()
    {
        var seen = library.Schema with { Tables = [.. library.Schema.Tables.Where(t => t.Name != "readers").Select(t => t.Name == "loans" ? t with { Columns = [.. t.Columns.Where(c => c.Name != "reader_id")], ForeignKeys = [] } : t)] };
        (await library.AskAsync("Which tables have a reader id?", seen)).ShouldNotContain(c => c.Sql.Contains("readers", StringComparison.Ordinal));
        (await library.AskAsync("How many tables are there in this database?", seen))[0].Sql.ShouldContain("4");
    }

    [Theory]
    [InlineData("Which reader sat at which table?")]
    [InlineData("What is the type of the book with the id 3?")]
    [InlineData("哪些表演者来自巴黎？")]
    public async Task WhatOnlySoundsLikeTheSchema_IsNoQuestionOnIt(string question) =>
        (await library.AskAsync(question)).ShouldNotContain(c => c.Sql.Contains("table_name", StringComparison.Ordinal));
}
