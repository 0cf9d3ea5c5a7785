namespace Memori.Text2Sql.Schema.Drift;

/// <summary>Tells two states of a schema apart.</summary>
internal static class SchemaComparer
{
    /// <summary>The differences of structure, in the order of the tables: what is gone first.</summary>
    public static IReadOnlyList<SchemaChange> Compare(DatabaseSchema before, DatabaseSchema after)
    {
        var earlier = before.Tables.ToLookup(static table => (table.Schema, table.Name));
        var later = after.Tables.ToLookup(static table => (table.Schema, table.Name));
        return
        [
            .. before.Tables.Where(table => !later.Contains((table.Schema, table.Name))).Select(table => new SchemaChange(SchemaChangeKind.TableRemoved, TableNames.Of(table))),
            .. after.Tables.SelectMany(table => earlier[(table.Schema, table.Name)].FirstOrDefault() is { } old
                ? Compare(old, table)
                : [new SchemaChange(SchemaChangeKind.TableAdded, TableNames.Of(table))]),
        ];
    }

    private static IEnumerable<SchemaChange> Compare(TableSchema before, TableSchema after)
    {
        var name = TableNames.Of(after);
        var earlier = before.Columns.ToLookup(static column => column.Name);
        var later = after.Columns.Select(static column => column.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Changed(SchemaChangeKind.TableKindChanged, name, null, before.IsView ? "view" : "table", after.IsView ? "view" : "table"),
            .. Changed(SchemaChangeKind.CommentChanged, name, null, before.Comment, after.Comment),
            .. before.Columns.Where(column => !later.Contains(column.Name)).Select(column => new SchemaChange(SchemaChangeKind.ColumnRemoved, name, column.Name, column.DeclaredType)),
            .. after.Columns.SelectMany(column => earlier[column.Name].FirstOrDefault() is { } old
                ? Compare(name, old, column)
                : [new SchemaChange(SchemaChangeKind.ColumnAdded, name, column.Name, null, column.DeclaredType)]),
            .. Changed(SchemaChangeKind.PrimaryKeyChanged, name, null, string.Join(", ", before.PrimaryKey), string.Join(", ", after.PrimaryKey)),
            .. Keys(before).Except(Keys(after)).Select(key => new SchemaChange(SchemaChangeKind.ForeignKeyRemoved, name, null, key)),
            .. Keys(after).Except(Keys(before)).Select(key => new SchemaChange(SchemaChangeKind.ForeignKeyAdded, name, null, null, key)),
        ];
    }

    private static IEnumerable<SchemaChange> Compare(string table, ColumnSchema before, ColumnSchema after) =>
    [
        .. Changed(SchemaChangeKind.TypeChanged, table, after.Name, before.DeclaredType, after.DeclaredType),
        .. Changed(SchemaChangeKind.NullabilityChanged, table, after.Name, before.Nullable ? "null" : "not null", after.Nullable ? "null" : "not null"),
        .. Changed(SchemaChangeKind.UniquenessChanged, table, after.Name, before.IsUnique ? "unique" : "not unique", after.IsUnique ? "unique" : "not unique"),
        .. Changed(SchemaChangeKind.CommentChanged, table, after.Name, before.Comment, after.Comment),
    ];

    private static IEnumerable<SchemaChange> Changed(SchemaChangeKind kind, string table, string? column, string? before, string? after)
    {
        if (before != after)
        {
            yield return new SchemaChange(kind, table, column, before, after);
        }
    }

    private static IEnumerable<string> Keys(TableSchema table) => table.ForeignKeys.Select(static key =>
        $"({string.Join(", ", key.Columns)}) -> {TableNames.Of(key.ReferencedSchema, key.ReferencedTable)} ({string.Join(", ", key.ReferencedColumns)})");
}
