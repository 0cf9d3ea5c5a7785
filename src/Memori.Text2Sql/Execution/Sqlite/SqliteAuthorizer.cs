using SQLitePCL;

namespace Memori.Text2Sql.Execution.Sqlite;

/// <summary>
/// Tells the engine what a statement may do while it is compiled: read tables and call the functions that the guard admitted.
/// An allow-list below the guard: ATTACH, PRAGMA, transactions and every write are denied whatever the SQL says.
/// </summary>
internal static class SqliteAuthorizer
{
    // Operators and keywords that the engine compiles to functions.
    private static readonly HashSet<string> s_operators = new(StringComparer.Ordinal)
    {
        "like", "glob", "match", "->", "->>", "current_date", "current_time", "current_timestamp",
    };

    /// <summary>Installs the allow-list for the statements compiled next on <paramref name="handle"/>.</summary>
    public static void Install(sqlite3 handle, IReadOnlySet<string> functions) =>
        raw.sqlite3_set_authorizer(
            handle,
            (_, action, first, second, _, view) => IsAllowed(functions, action, first, second, view) ? raw.SQLITE_OK : raw.SQLITE_DENY,
            null);

    private static bool IsAllowed(IReadOnlySet<string> functions, int action, string? first, string? second, string? view) => action switch
    {
        raw.SQLITE_SELECT or raw.SQLITE_RECURSIVE => true,
        raw.SQLITE_READ => !IsCatalog(first),
        raw.SQLITE_FUNCTION => IsAllowedFunction(functions, second, view),
        // Full-text tables ask it of themselves; it changes nothing.
        raw.SQLITE_PRAGMA => first == "data_version" && second is null,
        _ => false,
    };

    private static bool IsAllowedFunction(IReadOnlySet<string> functions, string? name, string? view)
    {
        var lower = name?.ToLowerInvariant() ?? "";

        // What a view of the file calls was chosen by the file's author; with trusted_schema off the engine keeps that to harmless functions.
        return functions.Contains(lower) || s_operators.Contains(lower) || (view is not null && lower != "load_extension");
    }

    private static bool IsCatalog(string? table) =>
        table is not null
        && (table.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase)
            || table.StartsWith("pragma_", StringComparison.OrdinalIgnoreCase)
            || table.Equals("dbstat", StringComparison.OrdinalIgnoreCase));
}
