using System.Security.Cryptography;
using System.Text;

namespace Memori.Text2Sql.Schema;

/// <summary>The hash of a structure.</summary>
internal static class SchemaHash
{
    /// <summary>SHA-256 in lower-case hex over names, types, keys and comments, in the database's order.</summary>
    public static string Of(IEnumerable<TableSchema> tables)
    {
        var text = new StringBuilder();
        foreach (var table in tables)
        {
            Append(text, "T", table.Schema, table.Name, table.Comment, table.IsView ? "view" : "table", string.Join('\u001f', table.PrimaryKey));
            foreach (var column in table.Columns)
            {
                Append(text, "C", column.Name, column.DeclaredType, column.Comment, column.Nullable ? "null" : "", column.IsUnique ? "unique" : "");
            }

            foreach (var key in table.ForeignKeys)
            {
                Append(text, "F", string.Join('\u001f', key.Columns), key.ReferencedSchema, key.ReferencedTable, string.Join('\u001f', key.ReferencedColumns));
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Append(StringBuilder text, params ReadOnlySpan<string?> parts)
    {
        foreach (var part in parts)
        {
            text.Append(part?.Length ?? -1).Append(':').Append(part).Append(';');
        }
    }
}
