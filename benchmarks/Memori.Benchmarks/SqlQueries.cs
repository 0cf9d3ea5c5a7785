using System.Globalization;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;

namespace Memori.Benchmarks;

/// <summary>Queries of analysts over four tables of a schema with many, and the same many times over.</summary>
internal static class SqlQueries
{
    private const int OtherTables = 996;
    private const int ColumnsOfEach = 20;

    private static readonly (string Name, string Columns)[] s_asked =
    [
        ("customers", "id name city segment born"), ("orders", "id customer_id status amount placed"),
        ("items", "order_id product_id quantity price"), ("products", "id name category cost"),
    ];

    /// <summary>Typical ones: a few joins, grouping, a window, a common table, a correlated query. SQL that both dialects speak.</summary>
    public static string[] Typical { get; } =
    [
        "SELECT c.segment, count(DISTINCT o.id) AS n, sum(o.amount) AS revenue FROM customers AS c JOIN orders AS o ON o.customer_id = c.id WHERE o.status <> 'cancelled' AND o.placed >= '2026-01-01' GROUP BY c.segment HAVING count(*) > 10 ORDER BY revenue DESC LIMIT 10",
        "WITH totals AS (SELECT customer_id, sum(amount) AS total FROM orders GROUP BY customer_id) SELECT c.name, t.total, rank() OVER (PARTITION BY c.city ORDER BY t.total DESC) AS place FROM totals AS t JOIN customers AS c ON c.id = t.customer_id WHERE t.total > (SELECT avg(total) FROM totals) ORDER BY place, c.name",
        "SELECT p.category, CASE WHEN sum(i.quantity * i.price) > 1000 THEN 'big' ELSE 'small' END AS size, count(*) FROM items AS i JOIN products AS p ON p.id = i.product_id LEFT JOIN orders AS o ON o.id = i.order_id AND o.status IN ('paid', 'open') GROUP BY p.category ORDER BY 3 DESC",
        "SELECT name, city FROM customers WHERE segment = 'retail' AND EXISTS (SELECT 1 FROM orders WHERE orders.customer_id = customers.id AND amount BETWEEN 10 AND 500) ORDER BY name LIMIT 100",
        "SELECT id, amount, sum(amount) OVER (PARTITION BY customer_id ORDER BY placed, id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running FROM orders WHERE status = 'paid' AND amount IS NOT NULL ORDER BY customer_id, placed",
    ];

    /// <summary>The typical queries in so many common tables.</summary>
    public static string Repeated(int count) =>
        "WITH " + string.Join(", ", Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"t{i} AS ({Typical[i % Typical.Length]})"))) + " SELECT count(*) FROM t0";

    public static DatabaseSchema Schema(SqlDialect dialect) => new()
    {
        Dialect = dialect,
        Hash = "",
        Tables =
        [
            .. Enumerable.Range(0, OtherTables).Select(i => Table(string.Create(CultureInfo.InvariantCulture, $"table_{i}"), Enumerable.Range(0, ColumnsOfEach).Select(c => string.Create(CultureInfo.InvariantCulture, $"column_{c}")))),
            .. s_asked.Select(table => Table(table.Name, table.Columns.Split(' '))),
        ],
    };

    /// <summary>Makes the tables.</summary>
    public static string Script() => string.Join('\n', Schema(SqlDialect.Sqlite).Tables.Select(table => $"CREATE TABLE {table.Name} ({string.Join(", ", table.Columns.Select(column => column.Name))});"));

    private static TableSchema Table(string name, IEnumerable<string> columns) => new()
    {
        Name = name,
        Columns = [.. columns.Select(column => new ColumnSchema { Name = column, DeclaredType = "", Type = ColumnType.Text })],
    };
}
