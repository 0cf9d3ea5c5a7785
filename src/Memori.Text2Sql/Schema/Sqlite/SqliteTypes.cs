namespace Memori.Text2Sql.Schema.Sqlite;

/// <summary>What a declared SQLite type promises. SQLite keeps no promise: see <see cref="ColumnScan.Refine"/>.</summary>
internal static class SqliteTypes
{
    /// <summary>The type that a declaration means by its words, or null when it says nothing.</summary>
    public static ColumnType? FromDeclaration(string declared)
    {
        var type = declared.AsSpan().Trim();
        if (type.IsEmpty)
        {
            return null;
        }

        return Has(type, "BOOL") ? ColumnType.Boolean
            : Has(type, "JSON") ? ColumnType.Json
            : Has(type, "DATETIME") || Has(type, "TIMESTAMP") ? ColumnType.Timestamp
            : Has(type, "DATE") ? ColumnType.Date
            : Has(type, "YEAR") ? ColumnType.Integer
            : Has(type, "TIME") ? ColumnType.Time
            : Has(type, "CHAR") || Has(type, "CLOB") || Has(type, "TEXT") || Has(type, "STRING") || Has(type, "UUID") || Has(type, "ENUM") ? ColumnType.Text
            : Has(type, "BLOB") || Has(type, "BINARY") || Has(type, "BYTE") ? ColumnType.Blob
            : Has(type, "REAL") || Has(type, "FLOA") || Has(type, "DOUB") || Has(type, "MONEY") ? ColumnType.Number
            : Has(type, "POINT") || Has(type, "INTERVAL") ? null
            : Has(type, "INT") || Has(type, "SERIAL") ? ColumnType.Integer
            : Has(type, "DEC") || Has(type, "NUM") ? HasNoScale(type) ? ColumnType.Integer : ColumnType.Number
            : null;
    }

    private static bool Has(ReadOnlySpan<char> type, string word) => type.Contains(word, StringComparison.OrdinalIgnoreCase);

    // NUMBER(10) and DECIMAL(10,0) are whole numbers; a bare NUMERIC says nothing.
    private static bool HasNoScale(ReadOnlySpan<char> type)
    {
        var open = type.IndexOf('(');
        var close = type.IndexOf(')');
        if (open < 0 || close < open)
        {
            return false;
        }

        var arguments = type[(open + 1)..close];
        var comma = arguments.IndexOf(',');
        return comma < 0 || arguments[(comma + 1)..].Trim() is "0";
    }
}
