using Memori.Text;
using Memori.Text2Sql.Answering.Explaining;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Tests.DataSources.Sample;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Answering;

public sealed class ExplainerTests(SampleFixture sample) : IClassFixture<SampleFixture>
{
    private const string Top =
        "SELECT p.name, SUM(i.amount) AS sales FROM products p JOIN order_items i ON i.product_id = p.id JOIN orders o ON o.id = i.order_id WHERE o.order_date >= '2026-03-30' AND o.order_date < '2026-07-01' GROUP BY p.id ORDER BY sales DESC LIMIT 5";

    private static readonly DateTimeOffset AskedAt = new(SampleFixture.Today.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    [Theory]
    [InlineData(Top, "Shows product name and the total order item amount from order items with their products and orders. Only rows count where order date is in the last 3 months (2026-03-30 to 2026-06-30). There is one row for each product. The rows are sorted by the total order item amount from highest to lowest. Only the first 5 rows are shown.")]
    [InlineData("SELECT COUNT(*) FROM orders", "Shows the number of orders.")]
    [InlineData("SELECT COUNT(*) FROM customers WHERE registered_at >= '2026-01-01' AND registered_at <= '2026-12-31'", "Shows the number of customers, where registered in 2026 (2026-01-01 to 2026-12-31).")]
    [InlineData("SELECT DISTINCT brand FROM products WHERE cost IS NULL OR price NOT IN (1, 2)", "Shows the different values of brand from products, where (cost is missing or price is neither 1 nor 2).")]
    [InlineData("SELECT name FROM products WHERE is_active = 0 AND name LIKE '%Tea%'", "Shows product name from products, where product is not active and product name contains “Tea”.")]
    [InlineData("SELECT MIN(order_date) FROM orders", "Shows the earliest order date from orders.")]
    [InlineData("SELECT c.name FROM customers c LEFT JOIN orders o ON o.customer_id = c.id WHERE o.id IS NULL", "Shows customer name from customers with or without orders, where order id is missing.")]
    [InlineData("SELECT name FROM customers WHERE id NOT IN (SELECT customer_id FROM orders WHERE status = 'completed')", "Shows customer name from customers, where the customer has no orders where status is “completed”.")]
    [InlineData("SELECT 100.0 * SUM(CASE WHEN method = 'Alipay' THEN amount ELSE 0 END) / SUM(amount) FROM payments", "Shows the total amount where method is “Alipay” as a percentage of the total amount from payments.")]
    [InlineData("SELECT name, RANK() OVER (ORDER BY salary DESC) AS place FROM employees", "Shows employee name and the rank by salary from highest to lowest from employees.")]
    [InlineData("SELECT status, COUNT(*) FROM orders GROUP BY 1", "Shows status and the number of orders, for each status.")]
    [InlineData("SELECT e.name, m.name FROM employees e JOIN employees m ON m.id = e.manager_id", "Shows employee name (e) and employee name (m) from employees (e) with their employees (m).")]
    [InlineData("WITH s AS (SELECT brand FROM products) SELECT COUNT(*) FROM s", "First works out “s” (it shows brand from products). Then shows the number of “s”.")]
    public Task Explain_English(string sql, string expected) => ExplainsAsync(sql, Language.English, expected);

    [Theory]
    [InlineData(Top, "从订单明细及其产品、订单中查询产品英文名、销售额的总和,条件是下单日期在最近3个月(2026-03-30 至 2026-06-30),按产品分组,按销售额的总和从高到低排序,只取前 5 行。")]
    [InlineData("SELECT COUNT(*) FROM orders", "显示订单的数量。")]
    [InlineData("SELECT COUNT(*) FROM orders WHERE status = 'cancelled' AND order_date >= '2026-05-01' AND order_date < '2026-06-01'", "显示订单的数量,条件是订单状态是“已取消”,且下单日期在 2026年5月(2026-05-01 至 2026-05-31)。")]
    [InlineData("SELECT name_zh FROM products WHERE is_active = 0", "从产品中查询产品名称,条件是停售。")]
    [InlineData("SELECT name FROM customers WHERE id NOT IN (SELECT customer_id FROM orders WHERE status = 'completed')", "从客户中查询客户姓名,条件是该客户没有满足(订单状态是“已完成”)的订单。")]
    [InlineData("SELECT COUNT(DISTINCT o.id) FROM orders o JOIN stores s ON o.store_id = s.id WHERE s.channel = 'online'", "从订单及其门店中查询不同订单的数量,条件是销售渠道是“线上”。")]
    public Task Explain_Chinese(string sql, string expected) => ExplainsAsync(sql, Language.Chinese, expected);

    [Fact]
    public async Task Explain_ASynonym_IsWhatAColumnIsCalled()
    {
        var schema = await SchemaAsync();
        schema = schema with
        {
            Tables = [.. schema.Tables.Select(t => t.Name != "orders" ? t : t with { Columns = [.. t.Columns.Select(c => c.Name == "total_amount" ? c with { Synonyms = ["order value", "成交额"] } : c)] })],
        };
        Explainer.Explain(SqlParser.Parse("SELECT SUM(total_amount) FROM orders", SqlDialect.Sqlite), SqlDialect.Sqlite, Language.Chinese, schema).ShouldContain("成交额的总和");
    }

    [Fact]
    public void Explain_WithoutASchema_LeavesNamesAsWritten() =>
        Explainer.Explain(SqlParser.Parse("SELECT a FROM t EXCEPT SELECT a FROM u", SqlDialect.Sqlite), SqlDialect.Sqlite, Language.English)
            .ShouldBe("Shows a from t; without what is found when it shows a from u.");

    [Fact]
    public void Explain_EveryHonestQuery_GivesASentenceInBothLanguages()
    {
        foreach (var entry in Guarding.Corpus.CorpusFile.Read("honest.tsv"))
        {
            var dialect = entry.IsFor("postgres") ? SqlDialect.Postgres : SqlDialect.Sqlite;
            var query = SqlParser.Parse(entry.Sql, dialect);
            foreach (var language in Enum.GetValues<Language>())
            {
                Explainer.Explain(query, dialect, language).Length.ShouldBeGreaterThan(3, entry.Id);
                Explainer.Explain(query, dialect, language, Guarding.ShopSchema.Of(dialect), AskedAt).ShouldNotContain("SELECT", customMessage: entry.Id);
            }
        }
    }

    private async Task ExplainsAsync(string sql, Language language, string expected) =>
        Explainer.Explain(SqlParser.Parse(sql, SqlDialect.Sqlite), SqlDialect.Sqlite, language, await SchemaAsync(), AskedAt).ShouldBe(expected);

    private Task<DatabaseSchema> SchemaAsync() => new SchemaReader().ReadAsync(SqliteFile.Source(sample.Path), cancellationToken: TestContext.Current.CancellationToken);
}
