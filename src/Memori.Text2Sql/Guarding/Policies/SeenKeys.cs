using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>Keys speak of columns and of other tables: only those stay whose every part the caller sees.</summary>
internal static class SeenKeys
{
    /// <summary>The tables with what is left of their keys.</summary>
    public static IReadOnlyList<TableSchema> Keep(IReadOnlyList<TableSchema> tables, SqlDialect dialect)
    {
        var seen = new DatabaseSchema { Dialect = dialect, Tables = tables, Hash = "" };
        return [.. tables.Select(table => table with
        {
            PrimaryKey = Has(table, table.PrimaryKey, dialect) ? table.PrimaryKey : [],
            ForeignKeys = [.. table.ForeignKeys.Where(key =>
                Has(table, key.Columns, dialect)
                && seen.Find(key.ReferencedSchema, key.ReferencedTable) is { } referenced
                && Has(referenced, key.ReferencedColumns, dialect))],
        })];
    }

    private static bool Has(TableSchema table, IReadOnlyList<string> columns, SqlDialect dialect) =>
        columns.All(column => table.FindColumn(column, dialect) is not null);
}
