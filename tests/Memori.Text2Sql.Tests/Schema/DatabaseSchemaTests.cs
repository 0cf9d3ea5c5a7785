using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Tests.Schema;

public sealed class DatabaseSchemaTests
{
    [Theory]
    [InlineData("sqlite", null, "ORDERS", "Orders")]
    [InlineData("sqlite", "main", "orders", "Orders")]
    [InlineData("sqlite", "temp", "orders", null)]
    [InlineData("sqlite", null, "ÜBER", null)]
    [InlineData("postgres", null, "orders", null)]
    [InlineData("postgres", null, "Orders", "Orders")]
    [InlineData("postgres", "public", "Orders", "Orders")]
    [InlineData("postgres", "sales", "Orders", null)]
    public void Find_Name_ByTheRulesOfTheDialect(string dialect, string? schema, string name, string? found) =>
        (Of(dialect, "Orders", "über").Find(schema, name)?.Name).ShouldBe(found);

    [Fact]
    public void Find_AfterWith_SeesTheNewTables()
    {
        var schema = Of("sqlite", "a");
        schema.Find(null, "a").ShouldNotBeNull();
        var other = schema with { Tables = Of("sqlite", "b").Tables };
        other.Find(null, "a").ShouldBeNull();
        other.Find(null, "b").ShouldNotBeNull();
    }

    [Fact]
    public void Equals_AfterFind_IsAsBefore()
    {
        var schema = Of("sqlite", "a");
        var copy = schema with { };
        schema.Find(null, "a");
        copy.ShouldBe(schema);
        copy.GetHashCode().ShouldBe(schema.GetHashCode());
    }

    [Fact]
    public void FindColumn_Name_ByTheRulesOfTheDialect()
    {
        var table = Of("sqlite", "a").Tables[0];
        table.FindColumn("ID", SqlDialect.Sqlite)!.Name.ShouldBe("id");
        table.FindColumn("ID", SqlDialect.Postgres).ShouldBeNull();
        (table with { Columns = [] }).FindColumn("id", SqlDialect.Sqlite).ShouldBeNull();
    }

    private static DatabaseSchema Of(string dialect, params string[] tables) => new()
    {
        Dialect = dialect == "sqlite" ? SqlDialect.Sqlite : SqlDialect.Postgres,
        Hash = "",
        Tables = [.. tables.Select(name => new TableSchema { Name = name, Columns = [new ColumnSchema { Name = "id", DeclaredType = "", Type = ColumnType.Text }] })],
    };
}
