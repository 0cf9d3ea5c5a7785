namespace Memori.Text2Sql.Schema;

/// <summary>Tables as people name them: <c>name</c> or <c>schema.name</c>.</summary>
internal static class TableNames
{
    /// <summary>The table that <c>name</c> or <c>schema.name</c> means; null when there is none.</summary>
    public static TableSchema? Find(DatabaseSchema schema, string name)
    {
        if (schema.Find(null, name) is { } table)
        {
            return table;
        }

        for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = name.IndexOf('.', dot + 1))
        {
            if (schema.Find(name[..dot], name[(dot + 1)..]) is { } qualified)
            {
                return qualified;
            }
        }

        return null;
    }

    /// <summary>The table's name, with its schema where it is not the default one.</summary>
    public static string Of(TableSchema table) => Of(table.Schema, table.Name);

    /// <summary>The name of a table, with its schema when there is one.</summary>
    public static string Of(string? schema, string table) => schema is null ? table : $"{schema}.{table}";
}
