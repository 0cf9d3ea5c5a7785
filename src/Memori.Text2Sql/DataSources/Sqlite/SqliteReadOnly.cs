using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Memori.Text2Sql.DataSources.Sqlite;

/// <summary>Opens a SQLite file that people ask: read-only, never pooled, distrusting what its schema says.</summary>
internal static class SqliteReadOnly
{
    // In bytes. A row of many columns holds them all at once, each as long as a value may be.
    private const long MaxHeap = 1L << 30;

    /// <summary>Opens a connection.</summary>
    /// <remarks>Nothing is read yet: that a file is no database shows on the first statement (<see cref="Explain"/>).</remarks>
    /// <exception cref="MemoriException"><c>datasource-not-found</c>, <c>datasource-unreadable</c>.</exception>
    public static SqliteConnection Open(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString)
        {
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            Cache = SqliteCacheMode.Private,
        };
        if (!File.Exists(builder.DataSource))
        {
            throw DataSourceFaults.FileNotFound(builder.DataSource);
        }

        var connection = new SqliteConnection(builder.ConnectionString);
        try
        {
            connection.Open();
            Harden(connection.Handle!);
            return connection;
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw Explain(failure, builder.DataSource);
        }
    }

    /// <summary>What a failure to open or read a file means.</summary>
    public static MemoriException Explain(SqliteException failure, string path) => failure.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => DataSourceFaults.NotADatabase(path, failure),
        raw.SQLITE_CANTOPEN when !File.Exists(path) => DataSourceFaults.FileNotFound(path, failure),
        raw.SQLITE_BUSY => DataSourceFaults.Busy(path, failure),
        _ => DataSourceFaults.Unreadable(path, failure),
    };

    private static void Harden(sqlite3 handle)
    {
        // A file's views and triggers must not reach functions with side effects, and its schema must not be forged.
        raw.sqlite3_db_config(handle, raw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, out _);
        raw.sqlite3_db_config(handle, raw.SQLITE_DBCONFIG_DEFENSIVE, 1, out _);
        raw.sqlite3_db_config(handle, raw.SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, out _);
        raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_ATTACHED, 0);
        raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_LENGTH, 64 << 20);
        raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000);
        raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_VDBE_OP, 250_000);
        raw.sqlite3_busy_timeout(handle, 5_000);

        // The engine has one heap for the whole process: a limit that the host has set is left as it is.
        if (raw.sqlite3_hard_heap_limit64(-1) == 0)
        {
            raw.sqlite3_hard_heap_limit64(MaxHeap);
        }
    }
}
