using Memori.Text;

namespace Memori.Sqlite.Backup;

/// <summary>What a person is told when a backup can't be made or restored.</summary>
internal static class BackupFaults
{
    public static MemoriException NoState(string path) => new(
        FaultKind.NotFound,
        "state-not-found",
        new LocalizedText($"There is no state file {path}.", $"状态文件 {path} 不存在。"));

    public static MemoriException NoBackup(string path) => new(
        FaultKind.NotFound,
        "backup-not-found",
        new LocalizedText($"There is no file {path}.", $"文件 {path} 不存在。"));

    public static MemoriException Exists(string path) => new(
        FaultKind.BadRequest,
        "backup-exists",
        new LocalizedText($"{path} is there already: choose another name, or replace it with --force.", $"{path} 已存在:请换一个文件名,或用 --force 覆盖。"));

    public static MemoriException IsState() => new(
        FaultKind.BadRequest,
        "backup-is-state",
        new LocalizedText("Backup and state are the same file.", "备份文件与状态文件相同。"));

    public static MemoriException Damaged(string path, Exception? cause = null) => new(
        FaultKind.Backend,
        "backup-damaged",
        new LocalizedText($"{path} is damaged or no backup of Memori. Nothing was changed.", $"{path} 已损坏或不是 Memori 的备份。未做任何更改。"),
        cause);

    public static MemoriException Newer(string path) => new(
        FaultKind.BadRequest,
        "backup-newer",
        new LocalizedText(
            $"{Path.GetFileName(path)} was made by a newer version of Memori. Restore it with that version. Nothing was changed.",
            $"{Path.GetFileName(path)} 由更新版本的 Memori 创建,请用该版本恢复。未做任何更改。"));

    public static MemoriException InUse(Exception cause) => new(
        FaultKind.Unavailable,
        "state-in-use",
        new LocalizedText("Another process holds the state: stop the server first. Nothing was changed.", "状态正被其他进程使用:请先停止服务器。未做任何更改。"),
        cause);
}
