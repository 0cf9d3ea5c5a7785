using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Sqlite;
using Memori.Text2Sql.Tests.Support;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Memori.Text2Sql.Tests.Sql.Binding;

/// <summary>A small database, its schema as the product reads it, and what the engine's authorizer reports of a statement.</summary>
public sealed class BindingFixture : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteConnection _connection;

    public BindingFixture()
    {
        Source = SqliteFile.Create(
            Path.Combine(_directory.Path, "shop.sqlite"),
            """
            CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT);
            CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, total REAL, note TEXT, secret TEXT);
            CREATE TABLE regions (city TEXT, region TEXT);
            CREATE TABLE log (who INTEGER, what TEXT);
            CREATE TABLE stock (sku TEXT PRIMARY KEY, region TEXT, amount INTEGER) WITHOUT ROWID;
            CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent INTEGER);
            CREATE VIEW people AS SELECT id, name FROM customers WHERE city IS NOT NULL;
            INSERT INTO customers VALUES (1, 'a', 'x'), (2, 'b', 'y'), (3, 'c', NULL);
            INSERT INTO orders VALUES (1, 1, 5, '[1]', 's'), (2, 1, 7, NULL, 't'), (3, 2, 9, '[2,3]', NULL);
            INSERT INTO regions VALUES ('x', 'north'), ('z', 'south');
            INSERT INTO log VALUES (1, 'p'), (2, 'q');
            INSERT INTO stock VALUES ('a', 'north', 1), ('b', 'south', 2);
            INSERT INTO nodes VALUES (1, NULL), (2, 1), (3, 1), (4, 2);
            """);
        Schema = SqliteSchemaReader.Read(Source, new SchemaReadOptions(), CancellationToken.None);
        _connection = new SqliteConnection(Source.ConnectionString + ";Pooling=False;Mode=ReadOnly");
        _connection.Open();
    }

    public DataSource Source { get; }

    public DatabaseSchema Schema { get; }

    public void Dispose()
    {
        _connection.Dispose();
        _directory.Dispose();
    }

    /// <summary>The columns that the engine reports while it compiles <paramref name="sql"/>, not those that a view reads itself; <c>ROWID</c> for a rowid.</summary>
    public SortedSet<string> Reported(string sql) => Reported(_connection, sql, Schema);

    public static SortedSet<string> Reported(SqliteConnection connection, string sql, DatabaseSchema schema)
    {
        var views = schema.Tables.Where(table => table.IsView).Select(table => table.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var tables = schema.Tables.Select(table => table.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var reads = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        raw.sqlite3_set_authorizer(
            connection.Handle,
            (_, action, table, column, _, context) =>
            {
                if (action == raw.SQLITE_READ && column!.Length > 0 && tables.Contains(table!) && (context is null || !views.Contains(context)))
                {
                    reads.Add($"{table}.{column}");
                }

                return raw.SQLITE_OK;
            },
            null);
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "EXPLAIN " + sql;
            command.ExecuteNonQuery();
            return reads;
        }
        finally
        {
            raw.sqlite3_set_authorizer(connection.Handle, (delegate_authorizer?)null, null);
        }
    }

    /// <summary>The rows of a query, as text.</summary>
    public List<string> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetValue(i)}")));
        }

        return rows;
    }
}
