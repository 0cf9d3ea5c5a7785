using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Tests.Sql;

public sealed class SqlRendererTests
{
    private static readonly Expression A = new ColumnName(new("a"));
    private static readonly Expression B = new ColumnName(new("b"));
    private static readonly Expression C = new ColumnName(new("c"));

    [Fact]
    public void Render_WholeQuery_OneLine()
    {
        var query = new Query(new Select(
        [
            new ExpressionItem(new ColumnName(new("name"), new("p"))),
            new ExpressionItem(new FunctionCall(new("sum"), [new ColumnName(new("total"), new("o"))]), new("sales")),
        ])
        {
            From = new Join(JoinKind.Inner, new TableName(new("product"), Alias: new("p")), new TableName(new("order"), Alias: new("o")))
            {
                On = new Binary("=", new ColumnName(new("id"), new("p")), new ColumnName(new("product_id"), new("o"))),
            },
            Where = new Binary("AND", new Binary("OR", A, B), new Like("LIKE", C, new Literal(LiteralKind.Text, "it's%"))),
            GroupBy = [new ColumnName(new("name"), new("p"))],
        })
        {
            OrderBy = [new OrderItem(new ColumnName(new("sales"))) { Descending = true, NullsFirst = false }],
            Limit = new Literal(LiteralKind.Number, "5"),
        };

        SqlRenderer.Render(query, SqlDialect.Sqlite).ShouldBe(
            "SELECT p.name, sum(o.total) AS sales FROM product AS p JOIN \"order\" AS o ON p.id = o.product_id "
            + "WHERE (a OR b) AND c LIKE 'it''s%' GROUP BY p.name ORDER BY sales DESC NULLS LAST LIMIT 5");
        SqlRenderer.Format(query, SqlDialect.Postgres).ShouldBe(
            """
            SELECT p.name, sum(o.total) AS sales
            FROM product AS p
            JOIN "order" AS o ON p.id = o.product_id
            WHERE (a OR b)
              AND c LIKE 'it''s%'
            GROUP BY p.name
            ORDER BY sales DESC NULLS LAST
            LIMIT 5
            """,
            StringCompareShould.IgnoreLineEndings);
    }

    [Theory]
    [InlineData("OrderId", "OrderId", "\"OrderId\"")]
    [InlineData("select", "\"select\"", "\"select\"")]
    [InlineData("user", "user", "\"user\"")]
    [InlineData("first name", "\"first name\"", "\"first name\"")]
    [InlineData("a\"b", "\"a\"\"b\"", "\"a\"\"b\"")]
    [InlineData("2nd", "\"2nd\"", "\"2nd\"")]
    [InlineData("销售额", "销售额", "销售额")]
    [InlineData("date", "date", "date")]
    [InlineData("", "\"\"", "\"\"")]
    public void Quote_Name_OnlyWhereNeeded(string name, string sqlite, string postgres)
    {
        SqlDialect.Sqlite.Quote(name).ShouldBe(sqlite);
        SqlDialect.Postgres.Quote(name).ShouldBe(postgres);
    }

    [Fact]
    public void Render_Precedence_OnlyNeededParentheses()
    {
        Expression[] trees =
        [
            new Binary("*", new Binary("+", A, B), C),
            new Binary("-", A, new Binary("-", B, C)),
            new Binary("-", new Binary("-", A, B), C),
            new Unary("NOT", new Binary("=", A, B)),
            new Binary("=", new Unary("NOT", A), B),
            new Unary("-", new Unary("-", A)),
            new Between(A, new Binary("+", B, C), C, Not: true),
            new IsTest(new Binary("=", A, B), "NULL"),
            new Binary("*", new Binary("||", A, B), C),
            new Binary("<", new Binary("<", A, B), C),
            new Cast(new Unary("-", A), "int", Colons: true),
        ];

        trees.Select(tree => SqlRenderer.Render(tree, SqlDialect.Sqlite)).ShouldBe(
        [
            "(a + b) * c", "a - (b - c)", "a - b - c", "NOT a = b", "(NOT a) = b", "- -a", "a NOT BETWEEN b + c AND c",
            "a = b IS NULL", "a || b * c", "a < b < c", "CAST(-a AS int)",
        ]);
        trees.Select(tree => SqlRenderer.Render(tree, SqlDialect.Postgres)).ShouldBe(
        [
            "(a + b) * c", "a - (b - c)", "a - b - c", "NOT a = b", "(NOT a) = b", "- -a", "a NOT BETWEEN b + c AND c",
            "a = b IS NULL", "(a || b) * c", "(a < b) < c", "(-a)::int",
        ]);
    }

    [Fact]
    public void Render_Text_KeepsItsValueOnOneLine()
    {
        SqlRenderer.Render(new Literal(LiteralKind.Text, "a\\b\n'c'"), SqlDialect.Postgres).ShouldBe(@"E'a\\b\n''c'''");
        SqlRenderer.Render(new Literal(LiteralKind.Text, "a\\'b"), SqlDialect.Sqlite).ShouldBe(@"'a\''b'");
    }
}
