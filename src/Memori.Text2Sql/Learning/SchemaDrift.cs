using Memori.Text;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Learning;

/// <summary>Compares what a query read with the schema as it is now.</summary>
internal static class SchemaDrift
{
    /// <summary>The first thing that is no longer as it was; null when the drift, if there was one, does not touch the query.</summary>
    public static DriftFinding? Find(QueryReads reads, DatabaseSchema schema) =>
        reads.Tables.Select(table => Find(table, schema)).FirstOrDefault(finding => finding is not null);

    private static DriftFinding? Find(ReadTable read, DatabaseSchema schema)
    {
        if (schema.Find(read.Schema, read.Name) is not { } table)
        {
            return Successor(read, schema) is { } renamed
                ? new DriftFinding("table-renamed", new LocalizedText($"The table {read.Name} seems to be called {renamed.Name} now.", $"表 {read.Name} 似乎已更名为 {renamed.Name}。"))
                : new DriftFinding("table-removed", new LocalizedText($"The table {read.Name} is no longer there.", $"表 {read.Name} 已不存在。"));
        }

        return read.Columns.Select(column => Find(read, column, table, schema)).FirstOrDefault(finding => finding is not null);
    }

    private static DriftFinding? Find(ReadTable read, ReadColumn column, TableSchema table, DatabaseSchema schema)
    {
        if (table.FindColumn(column.Name, schema.Dialect) is { } there)
        {
            return there.DeclaredType.Equals(column.Type, StringComparison.OrdinalIgnoreCase)
                ? null
                : new DriftFinding("column-retyped", new LocalizedText(
                    $"The column {read.Name}.{column.Name} was {column.Type} and is {there.DeclaredType} now.",
                    $"列 {read.Name}.{column.Name} 的类型由 {column.Type} 变为 {there.DeclaredType}。"));
        }

        return table.Columns.Count == read.Width && table.Columns.ElementAtOrDefault(column.Ordinal) is { } heir && heir.DeclaredType.Equals(column.Type, StringComparison.OrdinalIgnoreCase)
            ? new DriftFinding("column-renamed", new LocalizedText(
                $"The column {read.Name}.{column.Name} seems to be called {heir.Name} now.", $"列 {read.Name}.{column.Name} 似乎已更名为 {heir.Name}。"))
            : new DriftFinding("column-removed", new LocalizedText($"The column {read.Name}.{column.Name} is no longer there.", $"列 {read.Name}.{column.Name} 已不存在。"));
    }

    // A renamed table has the same columns at the same places; two such tables leave it open which it is.
    private static TableSchema? Successor(ReadTable read, DatabaseSchema schema)
    {
        var alike = schema.Tables.Where(table => read.Columns.Count > 0 && table.Columns.Count == read.Width && read.Columns.All(column =>
            table.Columns.ElementAtOrDefault(column.Ordinal) is { } there
            && there.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase)
            && there.DeclaredType.Equals(column.Type, StringComparison.OrdinalIgnoreCase))).Take(2).ToList();
        return alike is [var one] ? one : null;
    }
}

/// <summary>What a drift did to something that a query reads.</summary>
/// <param name="Code"><c>table-removed</c>, <c>table-renamed</c>, <c>column-removed</c>, <c>column-renamed</c> or <c>column-retyped</c>.</param>
/// <param name="Text">The same for a person.</param>
internal sealed record DriftFinding(string Code, LocalizedText Text);
