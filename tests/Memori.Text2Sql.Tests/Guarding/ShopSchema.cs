using Memori.Text2Sql.DataSources.Sample;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.Tests.Guarding;

/// <summary>The tables of the sample shop, as both dialects see them.</summary>
internal static class ShopSchema
{
    private static readonly Lazy<IReadOnlyList<TableSchema>> s_tables = new(ReadTables);

    public static DatabaseSchema Of(SqlDialect dialect) => new() { Dialect = dialect, Hash = "", Tables = s_tables.Value };

    private static List<TableSchema> ReadTables()
    {
        using var connection = Open();
        using var list = connection.CreateCommand();
        list.CommandText = "SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type IN ('table', 'view') ORDER BY m.name, c.cid";
        using var rows = list.ExecuteReader();
        var columns = new List<(string Table, ColumnSchema Column)>();
        while (rows.Read())
        {
            columns.Add((rows.GetString(0), new ColumnSchema { Name = rows.GetString(1), DeclaredType = rows.GetString(2), Type = ColumnType.Text }));
        }

        return [.. columns.GroupBy(column => column.Table, column => column.Column).Select(table => new TableSchema { Name = table.Key, Columns = [.. table] })];
    }

    /// <summary>The sample's tables, empty.</summary>
    public static SqliteConnection Open()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var schema = typeof(SampleDatabase).Assembly.GetManifestResourceStream(
            typeof(SampleDatabase).Assembly.GetManifestResourceNames().Single(name => name.EndsWith("sample-schema.sql", StringComparison.Ordinal)))!;
        using var reader = new StreamReader(schema);
        using var create = connection.CreateCommand();
        create.CommandText = reader.ReadToEnd();
        create.ExecuteNonQuery();
        return connection;
    }
}
