using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Memori.Storage;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.DataSources.Files;

/// <summary>
/// The imported files under the data directory: for each state of a CSV file or workbook a SQLite file, with a report beside it.
/// Thread-safe, also across processes; one import at a time in a process, so that memory stays bounded.
/// </summary>
/// <param name="options">Where imports are kept, and the limits of files.</param>
public sealed class FileImports(DataSourceOptions options)
{
    // Bump with any change of how files are read, so that they are imported anew.
    private const int Version = 2;
    private const string ReportExtension = ".json";

    private static readonly SemaphoreSlim s_turn = new(1);

    private readonly string _directory = Path.Combine(options.DataDirectory, "imports");

    /// <summary>The SQLite file of a file, imported unless that was done since the file last changed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels; nothing is left behind.</param>
    /// <exception cref="MemoriException"><c>datasource-not-found</c>, <c>datasource-unreadable</c>, <c>file-unreadable</c>, <c>file-limit</c> or <c>xls-unsupported</c>.</exception>
    public async Task<string> EnsureAsync(string path, CancellationToken cancellationToken = default)
    {
        var database = DatabaseOf(path);
        if (File.Exists(database))
        {
            return database;
        }

        await s_turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!File.Exists(database))
            {
                await Task.Run(() => Import(path, database, cancellationToken), cancellationToken).ConfigureAwait(false);
            }

            return database;
        }
        finally
        {
            s_turn.Release();
        }
    }

    /// <summary>What became of the file behind a datasource; null when it is no imported file.</summary>
    public ImportReport? ReportOf(DataSource source)
    {
        if (source.Dialect != Sql.SqlDialect.Sqlite)
        {
            return null;
        }

        var database = new SqliteConnectionStringBuilder(source.ConnectionString).DataSource;
        var report = Path.ChangeExtension(database, ReportExtension);
        if (Path.GetFullPath(Path.GetDirectoryName(database) ?? "") != Path.GetFullPath(_directory) || !File.Exists(report))
        {
            return null;
        }

        using var stream = File.OpenRead(report);
        return JsonSerializer.Deserialize(stream, ImportReportJson.Default.ImportReport);
    }

    /// <summary>Removes what was made of files.</summary>
    internal void Forget(IEnumerable<string> paths)
    {
        foreach (var path in paths.Where(_ => Directory.Exists(_directory)))
        {
            DeleteOlder(Hash(path), current: "");
        }
    }

    private string DatabaseOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists
            ? Path.Combine(_directory, $"{Hash(path)}-{Hash(string.Create(CultureInfo.InvariantCulture, $"{Version}:{file.Length}:{file.LastWriteTimeUtc.Ticks}"))}.db")
            : throw DataSourceFaults.FileNotFound(path);
    }

    private void Import(string path, string database, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(_directory, Path.GetRandomFileName());
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(options.Files.TimeLimit);
        var begun = Stopwatch.GetTimestamp();
        try
        {
            PrivateFiles.CreateFolder(_directory);
            var report = new FileImporter(options.Files, limited.Token).Import(path, temporary);
            if (Stopwatch.GetElapsedTime(begun) > options.Files.TimeLimit)
            {
                // A busy machine notices late.
                throw new OperationCanceledException(limited.Token);
            }

            // The database comes last: where it is, its report is.
            using (var stream = PrivateFiles.Open(temporary + ReportExtension, FileMode.CreateNew))
            {
                JsonSerializer.Serialize(stream, report, ImportReportJson.Default.ImportReport);
            }

            File.Move(temporary + ReportExtension, Path.ChangeExtension(database, ReportExtension), overwrite: true);
            File.Move(temporary, database, overwrite: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw FileFaults.Of(Path.GetFileName(path), FileFaults.TooSlow(options.Files.TimeLimit));
        }
        catch (Exception failure) when (FileFaults.IsDiskFull(failure))
        {
            throw FileFaults.DiskFull(failure);
        }
        catch (FileImportException reason)
        {
            throw FileFaults.Of(Path.GetFileName(path), reason);
        }
        catch (SqliteException failure)
        {
            throw FileFaults.Of(Path.GetFileName(path), FileFaults.Unreadable(failure.Message, failure.Message, failure));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw DataSourceFaults.Unreadable(path, failure);
        }
        finally
        {
            File.Delete(temporary);
            File.Delete(temporary + ReportExtension);
        }

        DeleteOlder(Hash(path), database);
    }

    private void DeleteOlder(string prefix, string current)
    {
        foreach (var old in Directory.EnumerateFiles(_directory, $"{prefix}-*.db").Where(file => file != current))
        {
            try
            {
                File.Delete(old);
                File.Delete(Path.ChangeExtension(old, ReportExtension));
            }
            catch (IOException)
            {
                // Still open somewhere (Windows): the next import tries again.
            }
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
