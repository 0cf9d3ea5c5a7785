using Memori.Text;
using Microsoft.Data.Sqlite;

namespace Memori.Sqlite;

/// <summary>What a person is told when the state file fails.</summary>
internal static class SqliteFaults
{
    public static MemoriException Unreadable(string? path, Exception cause) => new(
        FaultKind.Backend,
        "state-database-unreadable",
        new LocalizedText(
            $"The state file{Name(path)} can't be used: it is damaged, not a SQLite database, or not accessible. Restore a backup or choose another data directory.",
            $"无法使用状态文件{Name(path)}:文件已损坏、不是 SQLite 数据库,或没有访问权限。请恢复备份或更换数据目录。"),
        cause);

    /// <summary>The data directory can't be made or written: nothing is damaged.</summary>
    public static MemoriException NotWritable(string path, Exception cause) => new(
        FaultKind.Backend,
        "state-not-writable",
        new LocalizedText(
            $"The state can't be kept in {Path.GetDirectoryName(path)}: it is not a folder that may be written. Choose another data directory (MEMORI_DATA_DIR) or grant access.",
            $"无法在 {Path.GetDirectoryName(path)} 中保存状态:它不是可写的文件夹。请更换数据目录(MEMORI_DATA_DIR)或授予权限。"),
        cause);

    /// <summary>The failure as a person should hear of it, or the failure itself when it is the caller's own.</summary>
    public static Exception Explain(Exception failure) => failure is not SqliteException sqlite ? failure : sqlite.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_FULL => new MemoriException(
            FaultKind.Full,
            "state-disk-full",
            new LocalizedText("The disk of the state database is full: reading goes on, nothing more can be kept.", "状态数据库所在磁盘已满:仍可读取,但无法再保存内容。"),
            failure),
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => new MemoriException(
            FaultKind.Unavailable,
            "state-database-busy",
            new LocalizedText("Another process holds the state database. Try again.", "状态数据库正被其他进程占用,请重试。"),
            failure),
        SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_CANTOPEN =>
            Unreadable(null, failure),
        _ => failure,
    };

    /// <summary>A newer program has been at work on the file: what it changed is not known here.</summary>
    public static MemoriException Newer() => new(
        FaultKind.Backend,
        "state-newer",
        new LocalizedText(
            "The state was written by a newer version of Memori: start that version, or restore a backup that was made before it.",
            "状态由更新版本的 Memori 写入:请使用该版本,或恢复升级之前的备份。"));

    public static MemoriException Closed() => new(
        FaultKind.Unavailable,
        "state-database-closed",
        new LocalizedText("The state database is closed.", "状态数据库已关闭。"));

    private static string Name(string? path) => path is null ? "" : " " + Path.GetFileName(path);
}
