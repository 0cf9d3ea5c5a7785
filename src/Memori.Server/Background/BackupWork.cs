using System.Globalization;
using Memori.Server.Configuration;
using Memori.Server.Jobs;
using Memori.Server.State;
using Memori.Sqlite.Backup;
using Memori.Text;

namespace Memori.Server.Background;

/// <summary>
/// Copies the state into a file of its own, reads the copy from its first page to its last, and deletes the oldest copies of its own making. A copy appears whole,
/// or not at all; those that people made are left alone.
/// </summary>
internal sealed class BackupWork(MemoriSettings settings, IStateCare state, TimeProvider time) : IScheduledWork
{
    /// <summary>Its name.</summary>
    public const string WorkName = "backup";

    private const string Beginning = "memori-scheduled";
    private const string Ending = ".db";

    public string Name => WorkName;

    public LocalizedText Description { get; } = new(
        "Copies the state into a file of its own, checks the copy, and deletes the oldest copies.", "将状态备份为单独文件,校验备份,并删除最旧的备份。");

    public TimeSpan? Interval { get; } = settings.BackupIntervalHours == 0 ? null : TimeSpan.FromHours(settings.BackupIntervalHours);

    private string Folder { get; } = Path.GetDirectoryName(Files(settings))!;

    /// <summary>What the paths of all its copies begin with; after it comes a hyphen.</summary>
    public static string Files(MemoriSettings settings) => Path.Combine(settings.BackupDirectory ?? Path.Combine(settings.DataDirectory, "backups"), Beginning);

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Beginning}-{time.GetUtcNow():yyyyMMdd-HHmmss}{Ending}");
        var target = Path.Combine(Folder, name);
        var written = await WriteAsync(target, cancellationToken);
        try
        {
            await SqliteBackup.VerifyAsync(target, ServiceStartup.StateLibraries, cancellationToken);
        }
        catch
        {
            // What can't be restored must not stand among what can, nor push one of those out.
            File.Delete(target);
            throw;
        }

        var deleted = DeleteOldest();
        return string.Create(CultureInfo.InvariantCulture, $"{name}: {written.Memories} memories, {ByteText.Of(written.Bytes)}; {deleted} deleted");
    }

    private async Task<StateSummary> WriteAsync(string target, CancellationToken cancellationToken)
    {
        try
        {
            DeleteUnfinished();
            return await state.BackupAsync(target, overwrite: true, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw BackupPlace.Failed(Folder, failure);
        }
    }

    /// <summary>What a process that died left of copies that it was making: this one has the lease, so that nobody makes one now.</summary>
    private void DeleteUnfinished()
    {
        if (!Directory.Exists(Folder))
        {
            return;
        }

        foreach (var unfinished in Directory.GetFiles(Folder, $"{Beginning}-*{Ending}*").Where(file => !file.EndsWith(Ending, StringComparison.Ordinal)))
        {
            File.Delete(unfinished);
        }
    }

    private int DeleteOldest()
    {
        // Their names sort as their times do.
        var old = Directory.GetFiles(Folder, $"{Beginning}-*{Ending}").OrderDescending(StringComparer.Ordinal).Skip(settings.BackupKeep).ToList();
        old.ForEach(File.Delete);
        return old.Count;
    }
}
