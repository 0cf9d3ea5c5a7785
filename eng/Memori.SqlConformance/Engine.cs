using System.Globalization;
using System.Text;
using SQLitePCL;

namespace Memori.SqlConformance;

/// <summary>The kinds of values that a column of a result had.</summary>
[Flags]
internal enum ValueKinds
{
    None = 0,
    Integer = 1,
    Real = 2,
    Text = 4,
    Blob = 8,
}

/// <summary>The rows of a statement as text, and the kinds of values in each column; or the engine's error.</summary>
internal sealed record EngineResult(List<string>? Rows, ValueKinds[] Kinds, string? Error);

/// <summary>The bundled SQLite on one file, read only.</summary>
internal sealed class Engine : IDisposable
{
    private const int DoubleQuotedText = 1013; // SQLITE_DBCONFIG_DQS_DML
    private const int MostRows = 20_000;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    private readonly sqlite3 _database;

    public Engine(string path)
    {
        Batteries_V2.Init();
        if (raw.sqlite3_open_v2($"file:{path}?immutable=1", out _database, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI, null) != raw.SQLITE_OK)
        {
            throw new InvalidOperationException(raw.sqlite3_errmsg(_database).utf8_to_string());
        }
    }

    public void Dispose() => _database.Dispose();

    /// <summary>Runs <paramref name="sql"/>; <paramref name="wordsAreText"/>: a word in double quotes that names nothing is a string, as in the scorer's engine.</summary>
    public EngineResult Run(string sql, bool wordsAreText)
    {
        raw.sqlite3_db_config(_database, DoubleQuotedText, wordsAreText ? 1 : 0, out _);
        using var timer = new Timer(_ => raw.sqlite3_interrupt(_database), null, s_limit, Timeout.InfiniteTimeSpan);
        if (raw.sqlite3_prepare_v2(_database, sql, out var statement) != raw.SQLITE_OK)
        {
            return new EngineResult(null, [], raw.sqlite3_errmsg(_database).utf8_to_string());
        }

        using (statement)
        {
            var rows = new List<string>();
            var kinds = new ValueKinds[raw.sqlite3_column_count(statement)];
            int result;
            while ((result = raw.sqlite3_step(statement)) == raw.SQLITE_ROW && rows.Count < MostRows)
            {
                rows.Add(RowOf(statement, kinds));
            }

            return result is raw.SQLITE_DONE or raw.SQLITE_ROW
                ? new EngineResult(rows, kinds, null)
                : new EngineResult(null, [], raw.sqlite3_errmsg(_database).utf8_to_string());
        }
    }

    private static string RowOf(sqlite3_stmt statement, ValueKinds[] kinds)
    {
        var row = new StringBuilder();
        for (var i = 0; i < kinds.Length; i++)
        {
            var type = raw.sqlite3_column_type(statement, i);
            kinds[i] |= type switch
            {
                raw.SQLITE_INTEGER => ValueKinds.Integer,
                raw.SQLITE_FLOAT => ValueKinds.Real,
                raw.SQLITE_TEXT => ValueKinds.Text,
                raw.SQLITE_BLOB => ValueKinds.Blob,
                _ => ValueKinds.None,
            };
            row.Append(type).Append(':');
            _ = type switch
            {
                raw.SQLITE_NULL => row,
                raw.SQLITE_FLOAT => row.Append(raw.sqlite3_column_double(statement, i).ToString("R", CultureInfo.InvariantCulture)),
                raw.SQLITE_BLOB => row.Append(Convert.ToHexString(raw.sqlite3_column_blob(statement, i))),
                _ => row.Append(raw.sqlite3_column_text(statement, i).utf8_to_string()),
            };
            row.Append('\u001f');
        }

        return row.ToString();
    }
}
