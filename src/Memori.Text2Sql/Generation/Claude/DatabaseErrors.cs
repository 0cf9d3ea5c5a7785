using System.Text.RegularExpressions;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>A database's error on its way into a prompt.</summary>
internal static partial class DatabaseErrors
{
    /// <summary>Without what may come from rows: further lines (details) go, and quoted text that does not stand in <paramref name="sql"/>.</summary>
    public static string WithoutValues(string error, string sql)
    {
        var firstLine = error.AsSpan().Trim();
        var end = firstLine.IndexOfAny('\r', '\n');
        return Quoted.Replace(
            (end < 0 ? firstLine : firstLine[..end]).ToString(),
            quoted => sql.Contains(quoted.ValueSpan[1..^1].ToString(), StringComparison.OrdinalIgnoreCase) ? quoted.Value : "…");
    }

    [GeneratedRegex("'[^']+'|\"[^\"]+\"|“[^”]+”")]
    private static partial Regex Quoted { get; }
}
