namespace Memori.Text2Sql.Sql;

/// <summary>The SQL that a database speaks. A new dialect is one class beside the shared grammar.</summary>
public abstract class SqlDialect
{
    private protected SqlDialect(string name) => Name = name;

    /// <summary>The name in lower case: <c>sqlite</c>, <c>postgres</c>.</summary>
    public string Name { get; }

    /// <summary>SQLite 3.40.</summary>
    public static SqlDialect Sqlite { get; } = new SqliteDialect();

    /// <summary>PostgreSQL 15.</summary>
    public static SqlDialect Postgres { get; } = new PostgresDialect();
}
