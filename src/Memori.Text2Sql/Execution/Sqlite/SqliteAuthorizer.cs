using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Sql;
using SQLitePCL;

namespace Memori.Text2Sql.Execution.Sqlite;

/// <summary>
/// Tells the engine what a statement may do while it is compiled: read exactly the columns that the guard found in it and call the functions that it
/// admitted. An allow-list below the guard: ATTACH, PRAGMA, transactions and every write are denied whatever the SQL says, and so is a statement that
/// means something else to the engine than it did to the guard.
/// </summary>
internal sealed class SqliteAuthorizer
{
    // Operators and keywords that the engine compiles to functions; a column of FULL JOIN … USING becomes coalesce().
    private static readonly HashSet<string> s_operators = new(StringComparer.Ordinal)
    {
        "like", "glob", "match", "->", "->>", "current_date", "current_time", "current_timestamp", "coalesce",
    };

    // What the engine calls the rowid of a table that has no column for it.
    private const string RowId = "ROWID";

    private readonly GuardedQuery _query;
    private readonly HashSet<string> _tables = new(AsciiNames.Instance);
    private readonly HashSet<string> _views = new(AsciiNames.Instance);
    private readonly Dictionary<string, HashSet<string>> _columns = new(AsciiNames.Instance);
    private readonly string[] _virtualTables;

    /// <summary>The allow-list of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="views">The views of the file: what one reads that the query reads is its author's choice.</param>
    public SqliteAuthorizer(GuardedQuery query, IEnumerable<string> views)
    {
        _query = query;
        _tables.UnionWith(query.Tables.Select(static table => table.Name));
        _tables.UnionWith(query.CommonTables);
        _virtualTables = [.. query.Tables.Where(static table => table is { SharesRows: true, IsView: false }).Select(static table => table.Name)];
        foreach (var (table, column) in query.Reads.Select(static read => (read.Table.Name, read.Column?.Name ?? RowId)).Concat(query.DerivedColumns))
        {
            if (!_columns.TryGetValue(table, out var columns))
            {
                _columns[table] = columns = new(AsciiNames.Instance);
            }

            columns.Add(column);
        }

        if (query.Tables.Any(static table => table.IsView))
        {
            // The engine calls a common table as it calls a view: one that is called like a view opens nothing.
            _views.UnionWith(views.Except(query.CommonTables, AsciiNames.Instance));
        }
    }

    /// <summary>Installs the allow-list for the statements compiled next on <paramref name="handle"/>.</summary>
    public void Install(sqlite3 handle) => raw.sqlite3_set_authorizer(
        handle, (_, action, first, second, database, view) => IsAllowed(action, first, second, database, view) ? raw.SQLITE_OK : raw.SQLITE_DENY, null);

    private bool IsAllowed(int action, string? first, string? second, string? database, string? view) => action switch
    {
        raw.SQLITE_SELECT or raw.SQLITE_RECURSIVE => true,
        raw.SQLITE_READ => !IsCatalog(first!) && (!_query.IsBound || IsRead(first!, second ?? "", database, view)),
        raw.SQLITE_FUNCTION => IsAllowedFunction(second, view),
        // Full-text tables ask it of themselves; it changes nothing.
        raw.SQLITE_PRAGMA => first == "data_version" && second is null,
        _ => false,
    };

    private bool IsRead(string table, string column, string? database, string? view) =>
        database is null or "main"
        // Rows that are only counted are asked for without a column, and those of a view in the name of the tables behind it.
        && ((column.Length == 0 && (_tables.Contains(table) || _views.Count > 0))
            || (_columns.TryGetValue(table, out var columns) && columns.Contains(column))
            || (view is not null && _views.Contains(view))
            // What the engine calls a join or a query in parentheses that has no alias: (join-1), (subquery-2).
            || table.StartsWith('(')
            || _query.Functions.Contains(table.ToLowerInvariant())
            || IsOfVirtualTable(table));

    // A virtual table reads its own tables, and the one that it indexes, by statements of its own.
    // (content=). Under rules only its own, which are called like it.
    private bool IsOfVirtualTable(string table) =>
        (_virtualTables.Length > 0 && !_query.IsRestricted)
        || Array.Exists(_virtualTables, own => table.Length > own.Length && table[own.Length] == '_' && AsciiNames.Instance.Equals(table[..own.Length], own));

    private bool IsAllowedFunction(string? name, string? view)
    {
        var lower = name?.ToLowerInvariant() ?? "";

        // What a view of the file calls was chosen by the file's author; with trusted_schema off the engine keeps that to harmless functions.
        return _query.Functions.Contains(lower) || s_operators.Contains(lower)
            || (view is not null && lower != "load_extension" && (!_query.IsBound || _views.Contains(view)));
    }

    private static bool IsCatalog(string table) =>
        table.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase)
        || table.StartsWith("pragma_", StringComparison.OrdinalIgnoreCase)
        || table.Equals("dbstat", StringComparison.OrdinalIgnoreCase);
}
