using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;

namespace Memori.Text2Sql.Tests.Sql.Binding;

public sealed class ImportedSqlTests
{
    [Theory]
    [InlineData("SELECT \"name\" FROM customers WHERE city = \"Paris\"", "SELECT name FROM customers WHERE city = 'Paris'")]
    [InlineData("SELECT id FROM customers WHERE name LIKE \"it's%\"", "SELECT id FROM customers WHERE name LIKE 'it''s%'")]
    [InlineData("SELECT id AS \"n\" FROM customers ORDER BY \"n\"", "SELECT id AS n FROM customers ORDER BY n")]
    [InlineData("SELECT count(*) FROM (SELECT \"x\" AS y FROM orders WHERE \"total\" > 1)", "SELECT count(*) FROM (SELECT 'x' AS y FROM orders WHERE total > 1)")]
    public void Read_WordThatNamesNothing_IsAString(string sql, string rendered) =>
        SqlRenderer.Render(ImportedSql.Read(sql, SqlBinderTests.Shop(SqlDialect.Sqlite)), SqlDialect.Sqlite).ShouldBe(rendered);

    [Theory]
    [InlineData("SELECT [Paris] FROM customers")]
    [InlineData("SELECT `Paris` FROM customers")]
    [InlineData("SELECT Paris FROM customers")]
    [InlineData("SELECT customers.\"Paris\" FROM customers")]
    public void Read_AnotherNameThatMeansNothing_IsRefused(string sql) =>
        Should.Throw<SqlBindingException>(() => ImportedSql.Read(sql, SqlBinderTests.Shop(SqlDialect.Sqlite))).Rule.ShouldBe("unknown-column");

    [Fact]
    public void Read_Postgres_AWordStaysAName() =>
        Should.Throw<SqlBindingException>(() => ImportedSql.Read("SELECT \"Paris\" FROM customers", SqlBinderTests.Shop(SqlDialect.Postgres)));
}
