using Memori.Server.Configuration;
using Memori.Sqlite.Backup;
using Memori.Sqlite.Doctor;

namespace Memori.Server.State;

/// <summary>The state in a file.</summary>
internal sealed class EmbeddedState(MemoriSettings settings, TimeProvider time) : IStateCare
{
    private readonly SqliteDoctor _doctor = new(settings.StateFile, ServiceStartup.StateLibraries, time);

    public string Place { get; } = Path.GetFullPath(settings.StateFile);

    public bool MayExist => File.Exists(settings.StateFile);

    public Task<long> SizeAsync(CancellationToken cancellationToken = default) => Task.FromResult(
        new[] { settings.StateFile, settings.StateFile + "-wal" }.Select(file => new FileInfo(file)).Sum(file => file.Exists ? file.Length : 0));

    public Task<StateSummary> BackupAsync(string target, bool overwrite, CancellationToken cancellationToken = default) =>
        SqliteBackup.WriteAsync(settings.StateFile, target, overwrite, cancellationToken);

    public Task<StateSummary> RestoreAsync(string backup, CancellationToken cancellationToken = default) =>
        SqliteRestore.RestoreAsync(backup, settings.StateFile, ServiceStartup.StateLibraries, cancellationToken);

    public Task<StateReport> ExamineAsync(CancellationToken cancellationToken = default) => _doctor.ExamineAsync(cancellationToken);

    public Task<(StateReport Before, StateReport After)> RepairAsync(CancellationToken cancellationToken = default) => _doctor.RepairAsync(cancellationToken);
}
