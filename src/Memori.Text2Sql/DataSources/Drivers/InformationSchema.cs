using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Sqlite;

namespace Memori.Text2Sql.DataSources.Drivers;

/// <summary>What the SQL standard's views say of a database.</summary>
internal static class InformationSchema
{
    /// <summary>See <see cref="DatabaseDriver.TablesQuery"/>.</summary>
    public const string Tables =
        """
        SELECT table_schema, table_name, CASE WHEN table_type = 'VIEW' THEN 'YES' ELSE 'NO' END, NULL
        FROM information_schema.tables
        WHERE table_schema NOT IN ('information_schema', 'pg_catalog', 'sys', 'mysql', 'performance_schema')
        ORDER BY table_schema, table_name
        """;

    /// <summary>See <see cref="DatabaseDriver.ColumnsQuery"/>.</summary>
    public const string Columns =
        """
        SELECT table_schema, table_name, column_name, data_type, is_nullable, NULL
        FROM information_schema.columns
        WHERE table_schema NOT IN ('information_schema', 'pg_catalog', 'sys', 'mysql', 'performance_schema')
        ORDER BY table_schema, table_name, ordinal_position
        """;

    /// <summary>See <see cref="DatabaseDriver.KeysQuery"/>.</summary>
    public const string Keys =
        """
        SELECT c.constraint_schema, c.constraint_name, c.constraint_type, c.table_schema, c.table_name, k.column_name, u.table_schema, u.table_name, u.column_name
        FROM information_schema.table_constraints AS c
        JOIN information_schema.key_column_usage AS k
          ON k.constraint_schema = c.constraint_schema AND k.constraint_name = c.constraint_name AND k.table_name = c.table_name
        LEFT JOIN information_schema.referential_constraints AS r
          ON r.constraint_schema = c.constraint_schema AND r.constraint_name = c.constraint_name
        LEFT JOIN information_schema.key_column_usage AS u
          ON u.constraint_schema = r.unique_constraint_schema AND u.constraint_name = r.unique_constraint_name AND u.ordinal_position = k.position_in_unique_constraint
        WHERE c.constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')
        ORDER BY c.constraint_schema, c.constraint_name, c.table_name, k.ordinal_position
        """;

    /// <summary>The type that the words of a declaration mean.</summary>
    public static ColumnType TypeOf(string declared) => SqliteTypes.FromDeclaration(declared) ?? ColumnType.Other;
}
