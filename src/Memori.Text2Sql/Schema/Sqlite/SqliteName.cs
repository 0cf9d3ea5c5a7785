namespace Memori.Text2Sql.Schema.Sqlite;

/// <summary>Names in SQLite's SQL.</summary>
internal static class SqliteName
{
    /// <summary>The name as a quoted identifier.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
