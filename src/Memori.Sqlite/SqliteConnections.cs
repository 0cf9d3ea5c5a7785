using Memori.Storage;
using Microsoft.Data.Sqlite;

namespace Memori.Sqlite;

/// <summary>Opens connections with the settings that durability and isolation rest on.</summary>
internal static class SqliteConnections
{
    private const string BusyTimeout = "PRAGMA busy_timeout=30000";

    // What a savepoint needs to go back stays in memory, and 32 MiB of pages: what is written to is read once. The log is written into the file beside
    // the writes (see CheckpointAsync of the writer), so that none of them waits for it unless there is very much.
    private const string WriterSettings =
        $"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768; PRAGMA wal_autocheckpoint=16384; {BusyTimeout};";

    private const string ReaderSettings = $"PRAGMA query_only=ON; {BusyTimeout};";

    public static SqliteConnection OpenWriter(string path)
    {
        try
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
            MakePrivate(path);
            return Open(path, SqliteOpenMode.ReadWriteCreate, WriterSettings);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException
            or SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_READONLY }
            || (exception is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CANTOPEN } && !Directory.Exists(path)))
        {
            throw SqliteFaults.NotWritable(path, exception);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            throw SqliteFaults.Explain(exception);
        }
        catch (SqliteException exception)
        {
            throw SqliteFaults.Unreadable(path, exception);
        }
    }

    /// <summary>Makes the file before SQLite does, which would let everybody read it; the files beside it get its mode.</summary>
    private static void MakePrivate(string path)
    {
        // One that is there is not opened: closing it would take SQLite's locks on it from this process.
        if (Path.Exists(path))
        {
            return;
        }

        try
        {
            PrivateFiles.Open(path, FileMode.CreateNew).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster.
        }
    }

    public static SqliteConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadWrite, ReaderSettings);

    /// <summary>A file that is not the state in use, without any setting. Unpooled; to be closed by the caller.</summary>
    /// <param name="path">The file, which must be there.</param>
    /// <param name="mode">Whether it may be written.</param>
    /// <param name="patience">For how many seconds a statement waits for others, at least 1.</param>
    public static SqliteConnection OpenPlain(string path, SqliteOpenMode mode, int patience = 30) =>
        Open(path, mode, $"PRAGMA busy_timeout={patience * 1000}", patience);

    /// <summary>Writes the write-ahead log into the file and empties it, unless a reader or another process is in the way; waits for nobody.</summary>
    public static bool TryEmptyLog(SqliteConnection connection)
    {
        try
        {
            Scalar(connection, "PRAGMA busy_timeout=0");
            return Scalar(connection, "PRAGMA wal_checkpoint(TRUNCATE)") is 0L;
        }
        catch (SqliteException)
        {
            // A full disk, say: the log is as durable as the file, and whoever writes next hears of it.
            return false;
        }
        finally
        {
            Scalar(connection, BusyTimeout);
        }
    }

    /// <summary>Writes what it can of the write-ahead log into the file, beside readers and writers.</summary>
    public static void Checkpoint(string path)
    {
        using var connection = OpenReader(path);
        Scalar(connection, "PRAGMA wal_checkpoint(PASSIVE)");
    }

    /// <summary>Rewrites the file, then empties the log if nobody is in the way.</summary>
    public static bool Compact(SqliteConnection connection)
    {
        Scalar(connection, "VACUUM");
        return TryEmptyLog(connection);
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode, string settings, int patience = 30)
    {
        // Our own pool keeps the connections open: a pooled handle would outlive the file's deletion.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = patience,
        }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = settings;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
