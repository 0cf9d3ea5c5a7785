using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Tests.Sql;

namespace Memori.Text2Sql.Tests.Guarding;

public sealed class SqlGuardTests
{
    private static readonly SqlGuard s_guard = new();

    public static TheoryData<string, string, string> Rules => [.. TestData.Lines("Guarding/Corpus", "rules.tsv").Select(line => line.Split('\t')).Select(cells => (cells[0], cells[1], cells[2]))];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Admit_AgainstARule_RefusedByThatRule(string dialects, string rule, string sql)
    {
        foreach (var dialect in SqlParserTests.Dialects(dialects))
        {
            var outcome = s_guard.Admit(sql, ShopSchema.Of(dialect));
            outcome.Refusal.ShouldNotBeNull($"{dialect.Name}: {sql}").Rule.ShouldBe(rule, $"{dialect.Name}: {sql}");
            outcome.Refusal.Position.ShouldBeInRange(0, sql.Length);
            outcome.Refusal.Message.Chinese.ShouldNotBeNullOrWhiteSpace();
            outcome.Query.ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("both", "SELECT id FROM orders", "SELECT id FROM orders LIMIT 11")]
    [InlineData("both", "SELECT id FROM orders LIMIT 5", "SELECT id FROM orders LIMIT 5")]
    [InlineData("both", "SELECT id FROM orders LIMIT 10", "SELECT id FROM orders LIMIT 10")]
    [InlineData("both", "SELECT id FROM orders LIMIT 11", "SELECT id FROM orders LIMIT 11")]
    [InlineData("both", "SELECT id FROM orders LIMIT 100000000000000000000", "SELECT id FROM orders LIMIT LEAST")]
    [InlineData("both", "SELECT id FROM orders LIMIT -1", "SELECT id FROM orders LIMIT 11")]
    [InlineData("both", "SELECT id FROM orders LIMIT NULL", "SELECT id FROM orders LIMIT 11")]
    [InlineData("both", "SELECT id FROM orders LIMIT 5 OFFSET 20", "SELECT id FROM orders LIMIT 5 OFFSET 20")]
    [InlineData("both", "SELECT id FROM orders UNION SELECT id FROM customers ORDER BY 1", "SELECT id FROM orders UNION SELECT id FROM customers ORDER BY 1 LIMIT 11")]
    [InlineData("sqlite", "SELECT id FROM orders LIMIT 2 + 3", "SELECT id FROM orders LIMIT min(max(2 + 3, 0), 11)")]
    [InlineData("sqlite", "SELECT id FROM orders LIMIT 3, 50", "SELECT id FROM orders LIMIT 11 OFFSET 3")]
    [InlineData("sqlite", "VALUES (1), (2)", "SELECT * FROM (VALUES (1), (2)) LIMIT 11")]
    [InlineData("postgres", "SELECT id FROM orders LIMIT ALL", "SELECT id FROM orders LIMIT 11")]
    [InlineData("postgres", "SELECT id FROM orders OFFSET 3", "SELECT id FROM orders LIMIT 11 OFFSET 3")]
    [InlineData("postgres", "SELECT id FROM orders LIMIT 2 + 3", "SELECT id FROM orders LIMIT least(2 + 3, 11)")]
    [InlineData("postgres", "SELECT id FROM orders FETCH FIRST 50 ROWS ONLY", "SELECT id FROM orders LIMIT 11")]
    [InlineData("postgres", "SELECT id FROM orders ORDER BY id FETCH FIRST 3 ROWS WITH TIES", "SELECT * FROM (SELECT id FROM orders ORDER BY id FETCH FIRST 3 ROWS WITH TIES) AS ties LIMIT 11")]
    [InlineData("postgres", "(SELECT id FROM orders LIMIT 100) UNION ALL SELECT 1", "(SELECT id FROM orders LIMIT 100) UNION ALL SELECT 1 LIMIT 11")]
    [InlineData("postgres", "(SELECT id FROM orders LIMIT 100)", "SELECT id FROM orders LIMIT 11")]
    [InlineData("postgres", "VALUES (1), (2)", "VALUES (1), (2) LIMIT 11")]
    public void Admit_Limit_OneMoreThanTheCallerGets(string dialects, string sql, string expected)
    {
        foreach (var dialect in SqlParserTests.Dialects(dialects))
        {
            var query = s_guard.Require(sql, ShopSchema.Of(dialect), rowLimit: 10);
            query.RowLimit.ShouldBe(10);
            var least = dialect == SqlDialect.Sqlite ? "min(max(100000000000000000000, 0), 11)" : "least(100000000000000000000, 11)";
            query.Sql.ShouldBe(expected.Replace("LEAST", least, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Admit_Query_TellsWhatItReadsAndCalls()
    {
        var query = s_guard.Require(
            "WITH t AS (SELECT Upper(name) AS n FROM Products WHERE name LIKE 'x%') SELECT n, count(*), CURRENT_DATE FROM t, main.orders o, orders p LIMIT 1+1",
            ShopSchema.Of(SqlDialect.Sqlite));
        query.Tables.Select(table => table.Name).ShouldBe(["products", "orders"], ignoreOrder: true);
        query.Functions.ShouldBe(["upper", "like", "count", "current_date", "min", "max"], ignoreOrder: true);
    }

    [Fact]
    public void Admit_QualifiedTable_OnlyInItsSchema()
    {
        var schema = new DatabaseSchema
        {
            Dialect = SqlDialect.Postgres,
            Hash = "",
            Tables =
            [
                new TableSchema { Name = "a", Columns = [] },
                new TableSchema { Name = "b", Schema = "sales", Columns = [] },
                new TableSchema { Name = "Mixed", Schema = "public", Columns = [] },
            ],
        };
        foreach (var sql in new[] { "SELECT 1 FROM a", "SELECT 1 FROM public.a", "SELECT 1 FROM sales.b", "SELECT 1 FROM \"Mixed\"", "SELECT 1 FROM A" })
        {
            s_guard.Admit(sql, schema).Admitted.ShouldBeTrue(sql);
        }

        foreach (var sql in new[] { "SELECT 1 FROM b", "SELECT 1 FROM sales.a", "SELECT 1 FROM Mixed", "SELECT 1 FROM \"A\"" })
        {
            s_guard.Admit(sql, schema).Refusal!.Rule.ShouldBe("unknown-table", sql);
        }
    }

    [Theory]
    [InlineData("too-long", "SELECT 1", 3)]
    [InlineData("too-long", "ok", 100_000)]
    public void Admit_Length_Limited(string rule, string sql, int most)
    {
        var text = sql + new string(' ', most);
        new SqlGuard(new GuardOptions { MaxLength = most }).Admit(text, ShopSchema.Of(SqlDialect.Sqlite)).Refusal!.Rule.ShouldBe(rule);
    }

    [Fact]
    public void Admit_Size_Limited()
    {
        var schema = ShopSchema.Of(SqlDialect.Sqlite);
        string[] refusals =
        [
            s_guard.Admit("SELECT " + string.Join(", ", Enumerable.Range(0, 6_000)), schema).Refusal!.Rule,
            s_guard.Admit("SELECT 1 FROM orders" + string.Concat(Enumerable.Repeat(", orders", 60)), schema).Refusal!.Rule,
            s_guard.Admit(string.Concat(Enumerable.Repeat("SELECT (", 30)) + "SELECT 1" + new string(')', 30), schema).Refusal!.Rule,
            s_guard.Admit("SELECT " + new string('(', 10_000), schema).Refusal!.Rule,
            s_guard.Admit("SELECT 1", schema, rowLimit: 0).Refusal!.Rule,
            s_guard.Admit("SELECT 1", schema, rowLimit: int.MaxValue).Refusal!.Rule,
        ];
        refusals.ShouldBe(["too-complex", "too-many-tables", "too-deep", "too-deep", "row-limit", "row-limit"]);
    }

    [Fact]
    public void Require_Refused_ThrowsWithTheRule()
    {
        var error = Should.Throw<GuardRefusedException>(() => s_guard.Require("DROP TABLE orders", ShopSchema.Of(SqlDialect.Postgres)));
        error.Kind.ShouldBe(FaultKind.Refused);
        error.Code.ShouldBe("not-a-select");
        error.Text.English.ShouldBe("Only SELECT is allowed, this is DROP.");
        error.Text.Chinese.ShouldBe("只允许 SELECT,这是 DROP。");
    }
}
