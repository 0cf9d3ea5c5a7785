using Memori.Text;

namespace Memori.Sqlite;

/// <summary>What a person is told when the state file fails.</summary>
internal static class SqliteFaults
{
    public static MemoriException Unreadable(string path, Exception cause) => new(
        FaultKind.Backend,
        "state-database-unreadable",
        new LocalizedText(
            $"The state file {Path.GetFileName(path)} can't be opened: it is damaged, not a SQLite database, or not accessible. Restore a backup or choose another data directory.",
            $"无法打开状态文件 {Path.GetFileName(path)}:文件已损坏、不是 SQLite 数据库,或没有访问权限。请恢复备份或更换数据目录。"),
        cause);

    public static MemoriException Closed() => new(
        FaultKind.Unavailable,
        "state-database-closed",
        new LocalizedText("The state database is closed.", "状态数据库已关闭。"));
}
