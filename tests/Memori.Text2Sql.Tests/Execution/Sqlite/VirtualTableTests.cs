using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Execution.Sqlite;

public sealed class VirtualTableTests
{
    /// <summary>A full-text table reads what it indexes by statements of its own, which the query doesn't name.</summary>
    [Theory]
    [InlineData("SELECT body FROM docs_fts WHERE body LIKE 'n%'", "news")]
    [InlineData("SELECT d.title FROM docs_fts f JOIN docs d ON d.id = f.rowid WHERE f.body LIKE 'n%'", "first")]
    public async Task FullTextTable_OverAnotherTable_IsRead(string sql, string expected)
    {
        using var directory = new TemporaryDirectory();
        var source = SqliteFile.Create(
            directory.File("docs.db"),
            """
            CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
            INSERT INTO docs VALUES (1, 'first', 'news'), (2, 'second', 'other');
            CREATE VIRTUAL TABLE docs_fts USING fts5(body, content=docs, content_rowid=id);
            INSERT INTO docs_fts(docs_fts) VALUES ('rebuild');
            """);
        var query = new SqlGuard().Require(sql, await new SchemaReader().ReadAsync(source, cancellationToken: TestContext.Current.CancellationToken));

        var result = await new QueryExecutor().ExecuteAsync(source, query, cancellationToken: TestContext.Current.CancellationToken);

        result.Rows.ShouldHaveSingleItem()[0].ShouldBe(expected);
    }
}
