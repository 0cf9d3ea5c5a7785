using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.DataSources.Csv;

/// <summary>The imported CSV files under the data directory: one SQLite file for each state of a CSV file. Thread-safe, also across processes.</summary>
internal sealed class CsvImports(string directory)
{
    // Bump with any change of how files are read, so that they are imported anew.
    private const int Version = 1;

    /// <summary>The SQLite file of a CSV file, imported unless that was done since the CSV file last changed.</summary>
    public string Ensure(string path, CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw DataSourceFaults.FileNotFound(path);
        }

        var prefix = Hash(path);
        var state = Hash(string.Create(CultureInfo.InvariantCulture, $"{Version}:{file.Length}:{file.LastWriteTimeUtc.Ticks}"));
        var database = Path.Combine(directory, $"{prefix}-{state}.db");
        if (File.Exists(database))
        {
            return database;
        }

        Directory.CreateDirectory(directory);
        var temporary = Path.Combine(directory, Path.GetRandomFileName());
        try
        {
            new CsvImporter(path, cancellationToken).Import(temporary);
            File.Move(temporary, database, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw DataSourceFaults.Unreadable(path, failure);
        }
        catch (SqliteException failure)
        {
            throw DataSourceFaults.BadCsv(path, failure.Message, failure.Message, failure);
        }
        finally
        {
            File.Delete(temporary);
        }

        DeleteOlder(prefix, database);
        return database;
    }

    /// <summary>Deletes what was imported from a CSV file; the file itself stays.</summary>
    public void Forget(string path)
    {
        if (Directory.Exists(directory))
        {
            DeleteOlder(Hash(path), "");
        }
    }

    private void DeleteOlder(string prefix, string current)
    {
        foreach (var old in Directory.EnumerateFiles(directory, $"{prefix}-*.db").Where(file => file != current))
        {
            try
            {
                File.Delete(old);
            }
            catch (IOException)
            {
                // Still open somewhere (Windows): the next import tries again.
            }
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
