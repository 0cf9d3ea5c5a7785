using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Memori.Text2Sql.DataSources.Files;

/// <summary>One INSERT statement, run for row after row. Columns count from 0. Not thread-safe.</summary>
internal sealed class SqliteInsert : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly sqlite3_stmt _statement;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);

    /// <summary>Prepares an INSERT of all columns of <paramref name="table"/>, a quoted name.</summary>
    public SqliteInsert(SqliteConnection connection, string table, int columns)
    {
        _handle = connection.Handle!;
        var sql = $"INSERT INTO {table} VALUES ({string.Join(',', Enumerable.Repeat('?', columns))})";
        Check(raw.sqlite3_prepare_v2(_handle, sql, out _statement));
    }

    public void BindNull(int column) => Check(raw.sqlite3_bind_null(_statement, column + 1));

    public void Bind(int column, long value) => Check(raw.sqlite3_bind_int64(_statement, column + 1, value));

    public void Bind(int column, double value) => Check(raw.sqlite3_bind_double(_statement, column + 1, value));

    public void Bind(int column, ReadOnlySpan<char> value)
    {
        if (_buffer.Length < Encoding.UTF8.GetMaxByteCount(value.Length))
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        }

        Check(raw.sqlite3_bind_text(_statement, column + 1, _buffer.AsSpan(0, Encoding.UTF8.GetBytes(value, _buffer))));
    }

    /// <summary>Inserts the row that was bound.</summary>
    public void Run()
    {
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
        {
            Check(result);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _statement.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(_handle).utf8_to_string(), result);
        }
    }
}
