using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Learning;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Generation.Remembered;

/// <summary>A question that is like a known one by accident: the known SQL must not answer it.</summary>
public sealed class RememberedAdversaryTests(AskHostFixture fixture) : IClassFixture<AskHostFixture>
{
    private static readonly HashSet<string> Memory = ["remembered"];

    // Each case has a user of its own: nobody knows what another was taught.
    private static int s_users;
    private readonly string _user = $"user {Interlocked.Increment(ref s_users)}";

    [Theory]
    [InlineData("Top 5 products by price", "SELECT name, price FROM products ORDER BY price DESC LIMIT 5", "Top 5 customers by price")]
    [InlineData("Top 5 products by price", "SELECT name, price FROM products ORDER BY price DESC LIMIT 5", "Bottom 5 products by price")]
    [InlineData("Top 5 products by price", "SELECT name, price FROM products ORDER BY price DESC LIMIT 5", "Top 5 products without price")]
    [InlineData("Orders in 2024", "SELECT id FROM orders WHERE order_date >= '2024-01-01' AND order_date < '2025-01-01'", "Orders not in 2024")]
    [InlineData("Orders before 2024", "SELECT id FROM orders WHERE order_date < '2024-01-01'", "Orders in 2024")]
    [InlineData("Orders since 2024", "SELECT id FROM orders WHERE order_date >= '2024-01-01'", "Orders in 2024")]
    [InlineData("Orders of the last 30 days", "SELECT id FROM orders WHERE order_date >= date('now', '-30 days')", "Orders of the last 7 days")]
    [InlineData("Orders in 2024", "SELECT id FROM orders WHERE order_date >= '2024-01-01'", "Orders in 2023")]
    [InlineData("Customers in Shanghai", "SELECT c.name FROM customers c JOIN cities t ON t.id = c.city_id WHERE t.name = 'Shanghai'", "Customers not in Shanghai")]
    [InlineData("Customers in Shanghai", "SELECT c.name FROM customers c JOIN cities t ON t.id = c.city_id WHERE t.name = 'Shanghai'", "Customers except in Shanghai")]
    [InlineData("上海的客户", "SELECT c.name FROM customers c JOIN cities t ON t.id = c.city_id WHERE t.name_zh = '上海'", "不在上海的客户")]
    [InlineData("上海的客户", "SELECT c.name FROM customers c JOIN cities t ON t.id = c.city_id WHERE t.name_zh = '上海'", "除了上海的客户")]
    [InlineData("下过单的客户", "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders)", "没有下过单的客户")]
    [InlineData("下过单的客户", "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders)", "未下过单的客户")]
    [InlineData("top 5 customers with more than 5 orders", "SELECT customer_id FROM orders GROUP BY customer_id HAVING COUNT(*) > 5 LIMIT 5", "top 10 customers with more than 5 orders")]
    [InlineData("the 2 dearest products", "SELECT name, ROUND(price, 2) AS p FROM products ORDER BY price DESC LIMIT 2", "the 3 dearest products")]
    [InlineData("products over 1,000", "SELECT name FROM products WHERE price > 1000 ORDER BY price LIMIT 1", "products over 2,000 and 1 more")]
    [InlineData("products cheaper than 20", "SELECT name FROM products WHERE price < 20", "products cheaper than -20 or 20")]
    [InlineData("products over 20", "SELECT name FROM products WHERE price > 20", "products over 20%")]
    [InlineData("products over 20", "SELECT name FROM products WHERE price > 20", "products over €20")]
    [InlineData("How many orders per customer?", "SELECT customer_id, COUNT(*) FROM orders GROUP BY customer_id", "How many orders?")]
    public async Task What_only_looks_alike_is_not_answered_from_memory(string known, string sql, string asked)
    {
        var host = fixture.Host;
        await TeachAsync(host, known, sql);
        (await host.AskAsync(known, _user, Memory)).Sql.ShouldBe(sql);
        (await host.AskAsync(asked, _user, Memory)).Sql.ShouldBeNull();
    }

    [Theory]
    [InlineData("Top 5 products by price", "SELECT name, price FROM products ORDER BY price DESC LIMIT 5", "Please show me the top 8 products by price", "LIMIT 8")]
    [InlineData("How many orders were there in 2024?", "SELECT COUNT(*) AS n FROM orders WHERE order_date >= '2024-01-01' AND order_date < '2025-01-01'", "What is the number of orders in 2023?", "'2023-01-01' AND order_date < '2024-01-01'")]
    [InlineData("Orders in 2024", "SELECT id FROM orders WHERE strftime('%Y', order_date) = '2024'", "Orders in 2023", "= '2023'")]
    [InlineData("Orders since 2024", "SELECT id FROM orders WHERE order_date >= '2024-01-01'", "Orders since 2025", ">= '2025-01-01'")]
    [InlineData("Orders before 2025", "SELECT id FROM orders WHERE order_date < '2025-01-01'", "Orders before 2024", "< '2024-01-01'")]
    [InlineData("Customers in Shanghai", "SELECT c.name FROM customers c JOIN cities t ON t.id = c.city_id WHERE t.name = 'Shanghai'", "customers in Beijing", "'Beijing'")]
    [InlineData("products over 1,000", "SELECT name FROM products WHERE price > 1000", "products over 2,500", "> 2500")]
    [InlineData("上海的客户有哪些?", "SELECT c.name FROM customers c JOIN cities t ON t.id = c.city_id WHERE t.name_zh = '上海'", "请列出北京的客户", "'北京'")]
    [InlineData("价格最高的5个产品", "SELECT name FROM products ORDER BY price DESC LIMIT 5", "价格最高的3个产品是什么?", "LIMIT 3")]
    [InlineData("2024年的订单", "SELECT id FROM orders WHERE order_date >= '2024-01-01' AND order_date < '2025-01-01'", "2023年的订单", "'2023-01-01'")]
    public async Task The_same_asked_of_other_things_is(string known, string sql, string asked, string part)
    {
        var host = fixture.Host;
        await TeachAsync(host, known, sql);
        var answer = await host.AskAsync(asked, _user, Memory);
        answer.Sql.ShouldNotBeNull();
        answer.Sql.ShouldContain(part);
        answer.Confidence.ShouldBeLessThanOrEqualTo(0.95);
    }

    // A pair as it would be after a person's correction.
    private async Task TeachAsync(AskHost host, string question, string sql)
    {
        var source = await host.Get<DataSourceCatalog>().RegisterAsync("sample", TestContext.Current.CancellationToken);
        var prover = host.Get<PairProver>();
        var (proof, _) = await prover.ProveAsync(source, new Caller(_user), sql, TestContext.Current.CancellationToken);
        await host.Memory.RememberAsync(
            Scope.Create(_user, "s", VerifiedPairs.Namespace(source.Id)),
            new NewMemory
            {
                Content = question,
                Kind = MemoryKind.Query,
                Metadata = VerifiedPairs.Metadata(source.Id, sql, "person", host.Time.GetUtcNow(), 0.95, proof),
            },
            TestContext.Current.CancellationToken);
    }
}
