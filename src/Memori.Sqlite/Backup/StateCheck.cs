using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Memori.Sqlite.Backup;

/// <summary>Looks into a file that may be anything.</summary>
internal static class StateCheck
{
    private const string SelectFigures = "SELECT (SELECT count(*) FROM memory_owner), (SELECT count(*) FROM memory)";
    private const string SelectMigrations = "SELECT library, number FROM schema_migration";

    /// <summary>What is in the file.</summary>
    public static StateSummary Summarize(string path)
    {
        using var connection = SqliteConnections.OpenPlain(path, SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = SelectFigures;
        using var reader = command.ExecuteReader();
        reader.Read();
        return new StateSummary(path, new FileInfo(path).Length, reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>Throws when the file named <paramref name="name"/> to people is damaged, no state, or of a newer program; turns it into one single file.</summary>
    public static void RequireWhole(string path, string name, IReadOnlyCollection<Assembly> libraries)
    {
        try
        {
            using var connection = SqliteConnections.OpenPlain(path, SqliteOpenMode.ReadWrite);
            if (Rows(connection, "PRAGMA integrity_check(1)") is not ["ok"] || Rows(connection, "PRAGMA foreign_key_check").Count > 0)
            {
                throw BackupFaults.Damaged(name);
            }

            var unknown = AppliedMigrations(connection).Except(KnownMigrations(libraries)).Any();
            Rows(connection, "PRAGMA journal_mode=DELETE");
            if (unknown)
            {
                throw BackupFaults.Newer(name);
            }
        }
        catch (SqliteException exception)
        {
            throw BackupFaults.Damaged(name, exception);
        }
    }

    /// <summary>The migrations that were applied to the file, as <c>library/number</c>.</summary>
    public static List<string> AppliedMigrations(SqliteConnection connection) =>
        Rows(connection, SelectMigrations, row => $"{row.GetString(0)}/{row.GetInt64(1)}");

    /// <summary>The migrations that the libraries bring, as <c>library/number</c>.</summary>
    public static List<string> KnownMigrations(IReadOnlyCollection<Assembly> libraries) =>
        [.. libraries.SelectMany(library => SqliteMigrator.NumbersOf(library).Select(number => $"{library.GetName().Name}/{number}"))];

    public static List<string> Rows(SqliteConnection connection, string sql) =>
        Rows(connection, sql, row => Convert.ToString(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);

    private static List<string> Rows(SqliteConnection connection, string sql, Func<SqliteDataReader, string> map)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }
}
