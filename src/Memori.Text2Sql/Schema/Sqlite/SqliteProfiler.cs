using System.Diagnostics;
using Memori.Text2Sql.Schema.Annotations;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Memori.Text2Sql.Schema.Sqlite;

/// <summary>Looks at the values of tables in one pass each, within limits of rows and time.</summary>
internal sealed class SqliteProfiler(SqliteConnection connection, SchemaReadOptions options, CancellationToken cancellationToken)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly AnnotationIndex _said = new(options.Annotations);

    /// <summary>The table with its types refined by its values, its profile and row count; unchanged when it can't be read.</summary>
    public TableSchema Profile(TableSchema table, bool hasRowId)
    {
        var left = options.TimeLimit - Stopwatch.GetElapsedTime(_start);
        var limit = table.IsView && options.ViewTimeLimit < left ? options.ViewTimeLimit : left;
        if (limit <= TimeSpan.Zero)
        {
            return table;
        }

        var begun = Stopwatch.GetTimestamp();
        using var limited = new ProgressLimit(connection.Handle!, () => Stopwatch.GetElapsedTime(begun) > limit || cancellationToken.IsCancellationRequested);
        var read = table.Columns.Where(column => _said.ValuesOf(table.Schema, table.Name, column.Name) != ValueVisibility.None).ToList();
        var scans = read.ConvertAll(_ => new ColumnScan(options)).ToArray();
        var columns = read.Count == 0 ? "NULL" : string.Join(", ", read.Select(static column => SqliteName.Quote(column.Name)));
        var from = $"SELECT {columns} FROM {SqliteName.Quote(table.Name)}";
        var count = table.IsView ? null : Count(table);
        var whole = count is { } rows ? rows <= options.MaxRows : table.IsView;
        bool complete;
        if (whole || !hasRowId)
        {
            complete = Scan($"{from} LIMIT {options.MaxRows + 1L}", scans, out var seen) && seen <= options.MaxRows;
            count ??= complete ? seen : null;
        }
        else
        {
            // Old and new rows differ (dates, statuses): look at both ends.
            complete = false;
            Scan($"{from} ORDER BY rowid LIMIT {options.MaxRows / 2}", scans, out _);
            Scan($"{from} ORDER BY rowid DESC LIMIT {options.MaxRows / 2}", scans, out _);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return table with
        {
            RowCount = count,
            Columns = [.. table.Columns.Select(column =>
            {
                var index = read.IndexOf(column);
                if (index < 0)
                {
                    return column;
                }

                var type = scans[index].Refine(SqliteTypes.FromDeclaration(column.DeclaredType));
                return column with { Type = type, Profile = scans[index].ToProfile(type, complete) };
            })],
        };
    }

    private long? Count(TableSchema table)
    {
        using var statement = Statement.Prepare(connection, $"SELECT count(*) FROM {SqliteName.Quote(table.Name)}");
        return statement?.Step() == raw.SQLITE_ROW ? raw.sqlite3_column_int64(statement.Handle, 0) : null;
    }

    private bool Scan(string sql, ColumnScan[] scans, out long rows)
    {
        rows = 0;
        using var statement = Statement.Prepare(connection, sql);
        if (statement is null)
        {
            return false;
        }

        int result;
        while ((result = statement.Step()) == raw.SQLITE_ROW)
        {
            rows++;
            for (var i = 0; i < scans.Length; i++)
            {
                Add(statement.Handle, i, scans[i]);
            }
        }

        return result == raw.SQLITE_DONE;
    }

    private static void Add(sqlite3_stmt statement, int index, ColumnScan scan)
    {
        switch (raw.sqlite3_column_type(statement, index))
        {
            case raw.SQLITE_NULL:
                scan.AddNull();
                break;
            case raw.SQLITE_INTEGER:
                scan.Add(raw.sqlite3_column_int64(statement, index));
                break;
            case raw.SQLITE_FLOAT:
                scan.Add(raw.sqlite3_column_double(statement, index));
                break;
            case raw.SQLITE_TEXT:
                // Asking for text first turns a UTF-16 database's value into UTF-8, whose bytes can then be had without a copy.
                raw.sqlite3_column_text(statement, index);
                scan.AddText(raw.sqlite3_column_blob(statement, index));
                break;
            default:
                scan.AddBlob();
                break;
        }
    }

    private sealed class ProgressLimit : IDisposable
    {
        private readonly sqlite3 _handle;

        public ProgressLimit(sqlite3 handle, Func<bool> isOver)
        {
            _handle = handle;
            raw.sqlite3_progress_handler(handle, 20_000, _ => isOver() ? 1 : 0, null);
        }

        public void Dispose() => raw.sqlite3_progress_handler(_handle, 0, null, null);
    }

    private sealed class Statement(sqlite3_stmt handle) : IDisposable
    {
        public sqlite3_stmt Handle { get; } = handle;

        // A table that can't be read (a virtual table without its module, a damaged page) stays unprofiled.
        public static Statement? Prepare(SqliteConnection connection, string sql) =>
            raw.sqlite3_prepare_v2(connection.Handle!, sql, out var handle) == raw.SQLITE_OK ? new Statement(handle) : null;

        public int Step() => raw.sqlite3_step(Handle);

        public void Dispose() => Handle.Dispose();
    }
}
