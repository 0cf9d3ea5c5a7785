using System.Text;
using Memori.Text2Sql.DataSources.Sqlite;
using Memori.Text2Sql.Guarding;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Memori.Text2Sql.Execution.Sqlite;

/// <summary>One compiled statement that reads, on a connection of its own.</summary>
internal sealed class SqliteStatement : IDisposable
{
    // In milliseconds: a writer holds the lock only while it commits.
    private const double MaxWaitForLock = 5_000;

    private readonly SqliteConnection _connection;
    private readonly QueryStop _stop;
    private readonly sqlite3_stmt _statement;

    /// <summary>Compiles <paramref name="sql"/>, which is <paramref name="query"/> or asks about it, under what the guard found in that.</summary>
    public SqliteStatement(SqliteConnection connection, string sql, GuardedQuery query, QueryStop stop)
    {
        _connection = connection;
        _stop = stop;
        var handle = connection.Handle!;
        raw.sqlite3_progress_handler(handle, 5_000, _ => stop.IsRequested ? 1 : 0, null);
        raw.sqlite3_busy_timeout(handle, (int)Math.Min(MaxWaitForLock, stop.Timeout.TotalMilliseconds));
        new SqliteAuthorizer(query, query.Tables.Any(static table => table.IsView) ? SqliteViews.Of(connection) : []).Install(handle);
        var result = raw.sqlite3_prepare_v2(handle, sql, out _statement, out var tail);
        try
        {
            Check(result);

            // The guard renders exactly one statement: anything else means that something was read differently here.
            if (!string.IsNullOrWhiteSpace(tail) || _statement.IsInvalid || raw.sqlite3_stmt_readonly(_statement) == 0)
            {
                throw QueryFailedException.Denied("not exactly one reading statement");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>How many columns.</summary>
    public int ColumnCount => raw.sqlite3_column_count(_statement);

    /// <summary>The name of a column.</summary>
    public string NameOf(int column) => raw.sqlite3_column_name(_statement, column).utf8_to_string() ?? "";

    /// <summary>The declared type of the table column behind a column, or null for an expression.</summary>
    public string? DeclaredTypeOf(int column) => raw.sqlite3_column_decltype(_statement, column).utf8_to_string();

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Read()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(result);
        }

        return result == raw.SQLITE_ROW;
    }

    /// <summary>
    /// A value of the row: null, long, double, string or byte[]; <paramref name="bytes"/> grows by what it holds, and the value is left
    /// where it is (false) when that becomes more than <paramref name="maxBytes"/>.
    /// </summary>
    public bool TryGetValue(int column, ref long bytes, long maxBytes, out object? value)
    {
        value = null;
        switch (raw.sqlite3_column_type(_statement, column))
        {
            case raw.SQLITE_NULL:
                return true;
            case raw.SQLITE_INTEGER:
                value = raw.sqlite3_column_int64(_statement, column);
                return true;
            case raw.SQLITE_FLOAT:
                value = raw.sqlite3_column_double(_statement, column);
                return true;
            case raw.SQLITE_TEXT:
                // Asked for as text first, the value is UTF-8 whatever the file's encoding; bytes that are no UTF-8 become U+FFFD.
                raw.sqlite3_column_text(_statement, column);
                var text = raw.sqlite3_column_blob(_statement, column);
                bytes += text.Length;
                value = bytes <= maxBytes ? Encoding.UTF8.GetString(text) : null;
                return value is not null;
            default:
                var blob = raw.sqlite3_column_blob(_statement, column);
                bytes += blob.Length;
                value = bytes <= maxBytes ? blob.ToArray() : null;
                return value is not null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _statement.Dispose();
        var handle = _connection.Handle!;
        raw.sqlite3_progress_handler(handle, 0, null, null);
        raw.sqlite3_set_authorizer(handle, (strdelegate_authorizer?)null, null);
    }

    private void Check(int result)
    {
        if (result == raw.SQLITE_OK)
        {
            return;
        }

        var message = raw.sqlite3_errmsg(_connection.Handle!).utf8_to_string() ?? "";
        var cause = new SqliteException(message, result & 0xff, result);
        throw (result & 0xff) switch
        {
            raw.SQLITE_INTERRUPT => _stop.Explain(cause),
            raw.SQLITE_AUTH => QueryFailedException.Denied(message, cause),
            raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_CANTOPEN or raw.SQLITE_IOERR or raw.SQLITE_BUSY or raw.SQLITE_PERM =>
                SqliteReadOnly.Explain(cause, _connection.DataSource),
            raw.SQLITE_NOMEM => QueryFailedException.Interrupted(message, cause),
            // The engine says "not authorized" for a function, and "access to t.c is prohibited" for a column, with a plain error code.
            _ => message.StartsWith("not authorized", StringComparison.Ordinal) || message.EndsWith("is prohibited", StringComparison.Ordinal)
                ? QueryFailedException.Denied(message, cause)
                : QueryFailedException.Failed(message, cause),
        };
    }
}
