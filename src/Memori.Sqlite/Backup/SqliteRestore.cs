using System.Reflection;
using Memori.Storage;
using Microsoft.Data.Sqlite;

namespace Memori.Sqlite.Backup;

/// <summary>Puts a backup in the place of the state. Thread-safe, also against other processes.</summary>
public static class SqliteRestore
{
    /// <summary>What the new state is called until it is in place.</summary>
    internal const string Staged = ".restoring";

    /// <summary>What the old state is called until the new one is in place.</summary>
    internal const string Replaced = ".replaced";

    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    /// <summary>
    /// Checks the backup (every page, every reference, its version), then replaces the state by it in one step: whatever happens meanwhile,
    /// the state is wholly the old one or wholly the new one. The old one is kept aside until then.
    /// </summary>
    /// <param name="backup">The backup; it is left as it is.</param>
    /// <param name="state">The state file; made when missing. A damaged one is replaced too.</param>
    /// <param name="libraries">The libraries whose tables the state holds: what none of them knows was made by a newer program.</param>
    /// <param name="cancellationToken">Cancels before the state is replaced.</param>
    /// <exception cref="MemoriException">
    /// <c>backup-not-found</c>, <c>backup-damaged</c>, <c>backup-newer</c>, <c>backup-is-state</c>, <c>state-in-use</c> when another process has the state open. Nothing was changed.
    /// </exception>
    public static Task<StateSummary> RestoreAsync(string backup, string state, IReadOnlyCollection<Assembly> libraries, CancellationToken cancellationToken = default) =>
        Task.Run(() => Restore(Path.GetFullPath(backup), Path.GetFullPath(state), libraries, cancellationToken), cancellationToken);

    private static StateSummary Restore(string backup, string state, IReadOnlyCollection<Assembly> libraries, CancellationToken cancellationToken)
    {
        if (!File.Exists(backup))
        {
            throw BackupFaults.NoBackup(backup);
        }

        if (backup == state)
        {
            throw BackupFaults.IsState();
        }

        var staged = state + Staged;
        PrivateFiles.CreateFolder(Path.GetDirectoryName(state)!);
        RequireUnused(state);
        try
        {
            Stage(backup, staged);
            StateCheck.RequireWhole(staged, backup, libraries);
            var summary = StateCheck.Summarize(staged);
            DurableFile.Flush(staged);
            cancellationToken.ThrowIfCancellationRequested();
            Replace(staged, state);
            return summary with { Path = state };
        }
        finally
        {
            Delete(staged);
        }
    }

    private static void Stage(string backup, string staged)
    {
        Delete(staged);
        CopyPrivately(backup, staged);

        // A file that was copied while a program had it open has its latest writes beside it.
        if (File.Exists(backup + Companions[0]))
        {
            CopyPrivately(backup + Companions[0], staged + Companions[0]);
        }
    }

    /// <summary>A copy that only its owner may read, whoever may read the backup.</summary>
    private static void CopyPrivately(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = PrivateFiles.Open(to, FileMode.CreateNew);
        source.CopyTo(target);
    }

    private static void Replace(string staged, string state)
    {
        if (!File.Exists(state))
        {
            Delete(state);
            File.Move(staged, state);
            DurableFile.FlushFolderOf(state);
            return;
        }

        // Held until the new state is in place. The old one may be too damaged to be held: then nobody else can hold it either.
        using var held = Hold(state);
        if (held is null)
        {
            foreach (var companion in Companions.Where(companion => File.Exists(state + companion)))
            {
                // Beside the new state it would be taken for its log.
                File.Move(state + companion, state + Replaced + companion, overwrite: true);
            }
        }

        File.Replace(staged, state, state + Replaced);
        DurableFile.FlushFolderOf(state);
        Delete(state + Replaced);
    }

    /// <summary>Throws <c>state-in-use</c> when another has the state open.</summary>
    internal static void RequireUnused(string state)
    {
        if (File.Exists(state))
        {
            Hold(state)?.Dispose();
        }
    }

    /// <summary>The state with nobody else in it, its log written into it; null when it is too damaged.</summary>
    private static SqliteConnection? Hold(string state)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = SqliteConnections.OpenPlain(state, SqliteOpenMode.ReadWrite, patience: 1);
            StateCheck.Rows(connection, "PRAGMA journal_mode=DELETE");
            StateCheck.Rows(connection, "BEGIN EXCLUSIVE");
            return connection;
        }
        catch (SqliteException exception)
        {
            connection?.Dispose();
            return exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED ? throw BackupFaults.InUse(exception) : null;
        }
    }

    private static void Delete(string path)
    {
        File.Delete(path);
        foreach (var companion in Companions)
        {
            File.Delete(path + companion);
        }
    }
}
