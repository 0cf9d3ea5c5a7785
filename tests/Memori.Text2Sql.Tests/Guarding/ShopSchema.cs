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
        list.CommandText = "SELECT m.name, c.name, c.type, c.pk FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type IN ('table', 'view') ORDER BY m.name, c.cid";
        using var rows = list.ExecuteReader();
        var columns = new List<(string Table, ColumnSchema Column, bool IsKey)>();
        while (rows.Read())
        {
            columns.Add((rows.GetString(0), new ColumnSchema { Name = rows.GetString(1), DeclaredType = rows.GetString(2), Type = ColumnType.Text }, rows.GetInt32(3) > 0));
        }

        return [.. columns.GroupBy(column => column.Table).Select(table => new TableSchema
        {
            Name = table.Key,
            HasRowId = true,
            Columns = [.. table.Select(column => column.Column)],
            PrimaryKey = [.. table.Where(column => column.IsKey).Select(column => column.Column.Name)],
        })];
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
