using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;

namespace Memori.Text2Sql.Tests.Sql;

/// <summary>Queries as analysts write them, and the tables that they ask.</summary>
internal static class AnalystQueries
{
    /// <summary>The tables, for both engines; DOCUMENT stands for its type of JSON.</summary>
    private const string Tables =
        """
        CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, email TEXT, city TEXT, segment TEXT);
        CREATE TABLE employees (id INTEGER PRIMARY KEY, name TEXT, manager_id INTEGER, city TEXT);
        CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT, category TEXT, price REAL);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, status TEXT, amount NUMERIC(10,2), ordered_on DATE);
        CREATE TABLE order_items (order_id INTEGER, product_id INTEGER, quantity INTEGER, unit_price REAL);
        CREATE TABLE events (id INTEGER PRIMARY KEY, payload DOCUMENT);
        INSERT INTO customers VALUES (1, 'Ann', 'ann@a.org', 'Paris', 'retail'), (2, 'Ben', '', 'Rome', 'retail'), (3, 'Alan', NULL, 'Paris', 'trade'), (4, 'Eve', 'eve@b.org', NULL, 'trade');
        INSERT INTO employees VALUES (1, 'Kim', NULL, 'Rome'), (2, 'Lee', 1, 'Oslo'), (3, 'Max', 1, NULL), (4, 'Nia', 2, 'Paris');
        INSERT INTO products VALUES (1, 'book', 'book', 12.5), (2, 'big book', 'book', 40), (3, '50% ball', 'toy', 5), (4, 'train', 'toy', 99.9);
        INSERT INTO orders VALUES (1, 1, 'paid', 62.5, '2026-01-05'), (2, 1, 'paid', 40, '2026-01-20'), (3, 2, 'open', 199.8, '2026-02-01'), (4, 2, 'cancelled', 5, '2026-02-11'), (5, 3, 'paid', 300, '2026-03-02'), (6, 1, 'open', 5, '2026-03-02');
        INSERT INTO order_items VALUES (1, 1, 5, 12.5), (2, 2, 1, 40), (3, 4, 2, 99.9), (4, 3, 1, 5), (5, 4, 3, 100), (6, 3, 1, 5);
        INSERT INTO events VALUES (1, '{"page": "home", "ms": 120, "tags": ["a", "b"]}'), (2, '{"page": "cart", "ms": 40, "tags": ["a"]}'), (3, '{"page": "home", "ms": 75, "tags": []}');
        """;

    public static string Script(SqlDialect dialect) => Tables.Replace("DOCUMENT", dialect == SqlDialect.Postgres ? "jsonb" : "TEXT", StringComparison.Ordinal);

    public static IEnumerable<string> For(SqlDialect dialect) => TestData.Lines("Sql/Corpus", "analysts.tsv")
        .Select(line => line.Split('\t', 2))
        .Where(cells => cells[0] == "both" || cells[0] == dialect.Name)
        .Select(cells => cells[1]);

    /// <summary>The query as rendered; bound on the way.</summary>
    public static string Render(string sql, DatabaseSchema schema)
    {
        var query = SqlParser.Parse(sql, schema.Dialect);
        SqlBinder.Bind(query, schema);
        var rendered = SqlRenderer.Render(query, schema.Dialect);
        SqlParser.Parse(rendered, schema.Dialect).ShouldBe(query);
        return rendered;
    }
}
