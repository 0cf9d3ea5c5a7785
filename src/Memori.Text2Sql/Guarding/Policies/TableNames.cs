using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>Tables as policies name them.</summary>
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

    /// <summary>The table's name as a policy writes it.</summary>
    public static string Of(TableSchema table) => table.Schema is null ? table.Name : $"{table.Schema}.{table.Name}";
}
