using System.Reflection;
using Memori.Storage;
using Microsoft.Data.Sqlite;

namespace Memori.Sqlite.Backup;

/// <summary>Copies the state while it is in use. Thread-safe.</summary>
public static class SqliteBackup
{
    private const string Copy = "VACUUM INTO @target";

    /// <summary>
    /// Writes all that was committed at one moment into a file of its own, without what was deleted. Reads and writes go on meanwhile.
    /// The file appears whole and flushed to the disk, or not at all.
    /// </summary>
    /// <param name="state">The state file.</param>
    /// <param name="target">Where the backup goes; its folder is made when missing.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <param name="cancellationToken">Cancels, leaving nothing.</param>
    /// <exception cref="MemoriException">
    /// <c>state-not-found</c>, <c>backup-exists</c>, <c>backup-is-state</c>, <c>state-disk-full</c>, <c>state-database-unreadable</c> when the state is damaged.
    /// </exception>
    public static Task<StateSummary> WriteAsync(string state, string target, bool overwrite = false, CancellationToken cancellationToken = default) =>
        Task.Run(() => Write(Path.GetFullPath(state), Path.GetFullPath(target), overwrite, cancellationToken), cancellationToken);

    /// <summary>Reads a backup from its first page to its last, and every reference in it.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="libraries">The libraries whose tables it holds.</param>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    /// <exception cref="MemoriException"><c>backup-not-found</c>, <c>backup-damaged</c>, <c>backup-newer</c>.</exception>
    public static Task VerifyAsync(string backup, IReadOnlyCollection<Assembly> libraries, CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            var full = Path.GetFullPath(backup);
            if (!File.Exists(full))
            {
                throw BackupFaults.NoBackup(full);
            }

            StateCheck.RequireWhole(full, full, libraries);
        },
        cancellationToken);

    private static StateSummary Write(string state, string target, bool overwrite, CancellationToken cancellationToken)
    {
        if (!File.Exists(state))
        {
            throw BackupFaults.NoState(state);
        }

        if (state == target)
        {
            throw BackupFaults.IsState();
        }

        if (!overwrite && File.Exists(target))
        {
            throw BackupFaults.Exists(target);
        }

        PrivateFiles.CreateFolder(Path.GetDirectoryName(target)!);
        var partial = target + ".partial";
        try
        {
            DurableFile.CreateLike(partial, like: state);
            CopyTo(state, partial, cancellationToken);
            var summary = StateCheck.Summarize(partial);
            DurableFile.Flush(partial);
            File.Move(partial, target, overwrite);
            DurableFile.FlushFolderOf(target);
            return summary with { Path = target };
        }
        catch (SqliteException exception)
        {
            throw SqliteFaults.Explain(exception);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void CopyTo(string state, string target, CancellationToken cancellationToken)
    {
        using var connection = SqliteConnections.OpenPlain(state, SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = Copy;
        command.Parameters.AddWithValue("@target", target);
        using var interruption = cancellationToken.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle));
        try
        {
            command.ExecuteNonQuery();
        }
        catch (SqliteException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
