using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.DataSources.Sample;

/// <summary>
/// The sample: a bilingual shop of 12 tables with comments and foreign keys, more than 10,000 orders over two years, in SQLite.
/// The same for the same day on every machine. Sales are the sum of <c>order_items.amount</c>. Thread-safe.
/// </summary>
public static class SampleDatabase
{
    // Bump with any change of sample-schema.sql, the .tsv files or the generation, so that files of older versions are made anew.
    private const long Version = 1;

    /// <summary>Writes the sample to a file, in place of any that is there: the file is complete or absent, never half written. Takes about a second.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="today">The last day with orders; the first is 730 days before.</param>
    /// <param name="cancellationToken">Cancels; nothing is left behind.</param>
    /// <exception cref="IOException">The file can't be written or replaced.</exception>
    /// <exception cref="SqliteException">The database can't be written.</exception>
    public static async Task CreateAsync(string path, DateOnly today, CancellationToken cancellationToken = default)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            await Task.Run(() => Write(temporary, today, cancellationToken), cancellationToken).ConfigureAwait(false);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Makes sure that the file is the sample of that day, writing it when it is missing, of another day, of another version, or no such database.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="today">The last day with orders.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="IOException">The file can't be written or replaced.</exception>
    public static async Task<bool> EnsureAsync(string path, DateOnly today, CancellationToken cancellationToken = default)
    {
        if (IsCurrent(path, today))
        {
            return false;
        }

        await CreateAsync(path, today, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static bool IsCurrent(string path, DateOnly today)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using var connection = Open(path, SqliteOpenMode.ReadOnly);
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT (SELECT user_version FROM pragma_user_version) = $version AND MAX(order_date) = $today FROM orders";
            command.Parameters.AddWithValue("$version", Version);
            command.Parameters.AddWithValue("$today", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            return command.ExecuteScalar() is 1L;
        }
        catch (SqliteException)
        {
            // Not a database, or without the table: to be replaced.
            return false;
        }
    }

    private static void Write(string path, DateOnly today, CancellationToken cancellationToken)
    {
        using var schema = SampleCatalog.Open("sample-schema.sql");
        using var connection = Open(path, SqliteOpenMode.ReadWriteCreate);

        // No journal: a file that was not finished is thrown away. The commit still syncs, before the file gets its name.
        Execute(connection, null, "PRAGMA journal_mode = OFF");
        using var transaction = connection.BeginTransaction();
        Execute(connection, transaction, schema.ReadToEnd());
        new SampleShop(connection, transaction, today).Write(cancellationToken);
        Execute(connection, transaction, $"PRAGMA user_version = {Version}");
        transaction.Commit();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, ForeignKeys = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction? transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
