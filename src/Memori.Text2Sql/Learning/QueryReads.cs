using System.Text.Json.Nodes;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;

namespace Memori.Text2Sql.Learning;

/// <summary>What a query reads, as the schema was then: enough to tell later whether a drift touches it, and what became of it.</summary>
/// <param name="Tables">The tables and views, each once.</param>
internal sealed record QueryReads(IReadOnlyList<ReadTable> Tables)
{
    private const int MostTables = 1_000;

    /// <summary>What <paramref name="sql"/> reads; null when it names what the schema does not have.</summary>
    public static QueryReads? Of(string sql, DatabaseSchema schema)
    {
        try
        {
            var bound = SqlBinder.Bind(SqlParser.Parse(sql, schema.Dialect), schema);
            var columns = bound.Reads.Where(read => read.Column is not null).ToLookup(read => read.Table, read => read.Column!, ReferenceEqualityComparer.Instance);
            return new QueryReads([.. bound.Tables.Select(table => ReadTable.Of(table, columns[table]))]);
        }
        catch (MemoriException e) when (e is SqlSyntaxException or SqlBindingException)
        {
            return null;
        }
    }

    public JsonArray ToJson() => [.. Tables.Select(table => (JsonNode)new JsonObject
    {
        ["schema"] = table.Schema,
        ["table"] = table.Name,
        ["width"] = table.Width,
        ["columns"] = new JsonArray([.. table.Columns.Select(column => (JsonNode)new JsonObject { ["name"] = column.Name, ["type"] = column.Type, ["at"] = column.Ordinal })]),
    })];

    /// <summary>What <see cref="ToJson"/> wrote; null when it is anything else, for metadata may come from an import.</summary>
    public static QueryReads? FromJson(JsonNode? node)
    {
        if (node is not JsonArray { Count: <= MostTables } array)
        {
            return null;
        }

        var tables = new List<ReadTable>(array.Count);
        foreach (var item in array)
        {
            if (item is not JsonObject table || Text(table["table"]) is not { } name || Number(table["width"]) is not { } width || table["columns"] is not JsonArray columns)
            {
                return null;
            }

            var read = columns.OfType<JsonObject>()
                .Select(c => Text(c["name"]) is { } column && Number(c["at"]) is { } at ? new ReadColumn(column, Text(c["type"]) ?? "", at) : null)
                .OfType<ReadColumn>()
                .ToList();
            tables.Add(new ReadTable(Text(table["schema"]), name, width, read));
        }

        return new QueryReads(tables);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static int? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}

/// <summary>A table that a query reads.</summary>
/// <param name="Schema">Its schema, or null.</param>
/// <param name="Name">Its name.</param>
/// <param name="Width">How many columns it had.</param>
/// <param name="Columns">Those that are read.</param>
internal sealed record ReadTable(string? Schema, string Name, int Width, IReadOnlyList<ReadColumn> Columns)
{
    public static ReadTable Of(TableSchema table, IEnumerable<ColumnSchema> columns) => new(
        table.Schema,
        table.Name,
        table.Columns.Count,
        [.. columns.Select(column => (Column: column, At: IndexOf(table, column)))
            .Where(read => read.At >= 0)
            .OrderBy(read => read.At)
            .Select(read => new ReadColumn(read.Column.Name, read.Column.DeclaredType, read.At))]);

    private static int IndexOf(TableSchema table, ColumnSchema column) =>
        Enumerable.Range(0, table.Columns.Count).FirstOrDefault(i => ReferenceEquals(table.Columns[i], column), -1);
}

/// <summary>A column that a query reads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as declared.</param>
/// <param name="Ordinal">Its place in the table, from 0: a renamed column keeps it.</param>
internal sealed record ReadColumn(string Name, string Type, int Ordinal);
