using System.Security.Cryptography;
using System.Text;

namespace Memori.Text2Sql.Schema.Annotations;

/// <summary>That part of annotations which decides what a profile may hold.</summary>
internal static class ReadingPolicy
{
    /// <summary>A mark of it: a profile that was read under another is read anew. A constant for annotations that say nothing of it.</summary>
    public static string Of(SchemaAnnotations annotations)
    {
        var text = new StringBuilder();
        Append(text, annotations.Values == ValueVisibility.None ? "none" : "", annotations.MaxValues?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "");
        foreach (var table in annotations.Tables)
        {
            AppendIfSaid(text, table.Values, table.Schema ?? "", table.Table, "");
            foreach (var column in table.Columns)
            {
                AppendIfSaid(text, column.Values, table.Schema ?? "", table.Table, column.Column);
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }

    // Full and local are read alike.
    private static void AppendIfSaid(StringBuilder text, ValueVisibility? values, string schema, string table, string column)
    {
        if (values is { } said)
        {
            Append(text, said == ValueVisibility.None ? "none" : "read", schema, table, column);
        }
    }

    private static void Append(StringBuilder text, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            text.Append(part.Length).Append(':').Append(part).Append(';');
        }
    }
}
