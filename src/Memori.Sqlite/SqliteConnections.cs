using Microsoft.Data.Sqlite;

namespace Memori.Sqlite;

/// <summary>Opens connections with the settings that durability and isolation rest on.</summary>
internal static class SqliteConnections
{
    private const string WriterSettings =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=30000;";

    private const string ReaderSettings = "PRAGMA query_only=ON; PRAGMA busy_timeout=30000;";

    public static SqliteConnection OpenWriter(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return Open(path, SqliteOpenMode.ReadWriteCreate, WriterSettings);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw SqliteFaults.Unreadable(path, exception);
        }
    }

    public static SqliteConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadWrite, ReaderSettings);

    private static SqliteConnection Open(string path, SqliteOpenMode mode, string settings)
    {
        // Our own pool keeps the connections open: a pooled handle would outlive the file's deletion.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 30,
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
