using Memori.Sqlite.Backup;
using Memori.Sqlite.Doctor;

namespace Memori.Server.State;

/// <summary>What is done with the whole state, whichever store keeps it. A backup is one file, the same for every store. Thread-safe.</summary>
public interface IStateCare
{
    /// <summary>Where the state is, without a password.</summary>
    string Place { get; }

    /// <summary>Whether there may be something that a restore would replace.</summary>
    bool MayExist { get; }

    /// <summary>How many bytes it takes up now, with its log and indexes.</summary>
    /// <exception cref="MemoriException"><c>state-database-unavailable</c>.</exception>
    Task<long> SizeAsync(CancellationToken cancellationToken = default);

    /// <summary>Writes all that was committed at one moment into a file, which appears whole or not at all. Others are at work meanwhile.</summary>
    /// <exception cref="MemoriException"><c>state-not-found</c>, <c>backup-exists</c>, <c>backup-is-state</c>, <c>state-disk-full</c>, <c>state-database-unavailable</c>.</exception>
    Task<StateSummary> BackupAsync(string target, bool overwrite, CancellationToken cancellationToken = default);

    /// <summary>Replaces the state by a backup, from whichever store it came, or changes nothing. Nobody else may be at work in the state.</summary>
    /// <exception cref="MemoriException"><c>backup-not-found</c>, <c>backup-damaged</c>, <c>backup-newer</c>, <c>backup-is-state</c>, <c>state-in-use</c>, <c>state-database-unavailable</c>.</exception>
    Task<StateSummary> RestoreAsync(string backup, CancellationToken cancellationToken = default);

    /// <summary>Looks whether everything is in order, and changes nothing.</summary>
    /// <exception cref="MemoriException"><c>state-database-unavailable</c>.</exception>
    Task<StateReport> ExamineAsync(CancellationToken cancellationToken = default);

    /// <summary>Mends what can be mended, then looks again.</summary>
    Task<(StateReport Before, StateReport After)> RepairAsync(CancellationToken cancellationToken = default);
}
