using Memori.Text;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.DataSources.Files;

/// <summary>Why a file can't be imported, in words for people. <see cref="FileImports"/> says which file.</summary>
internal static class FileFaults
{
    // SQLITE_FULL; ENOSPC and EDQUOT, which the runtime passes as they are; ERROR_DISK_FULL as an HRESULT.
    private const int SqliteFull = 13;
    private const int NoSpace = 28;
    private const int OverQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static FileImportException Unreadable(string english, string chinese, Exception? cause = null) =>
        new("file-unreadable", new LocalizedText(english, chinese), cause);

    public static FileImportException Limit(string english, string chinese) => new("file-limit", new LocalizedText(english, chinese));

    public static FileImportException OldExcel() => new("xls-unsupported", new LocalizedText(
        "it is in the old .xls format or protected by a password; open it in Excel and save it as .xlsx without a password",
        "它是旧的 .xls 格式或受密码保护;请在 Excel 中打开并另存为不带密码的 .xlsx"));

    public static FileImportException NotExcel() => new("file-unreadable", new LocalizedText(
        "it is a ZIP file, but no .xlsx or .xlsm workbook; save it as .xlsx or CSV",
        "它是 ZIP 文件,但不是 .xlsx 或 .xlsm 工作簿;请另存为 .xlsx 或 CSV"));

    public static FileImportException WebPage() => new("file-unreadable", new LocalizedText(
        "it holds a web page, not a table; open it in Excel and save it as .xlsx or CSV",
        "它的内容是网页而不是表格;请在 Excel 中打开并另存为 .xlsx 或 CSV"));

    public static FileImportException Empty() => Unreadable("it holds no table", "其中没有表格");

    public static FileImportException TooSlow(TimeSpan limit) => Limit(
        $"reading it took longer than {limit.TotalSeconds:0.###} seconds", $"读取时间超过了 {limit.TotalSeconds:0.###} 秒");

    /// <summary>Whether there was no room left on the disk, or none for this user.</summary>
    public static bool IsDiskFull(Exception failure) => failure is SqliteException { SqliteErrorCode: SqliteFull } or IOException { HResult: NoSpace or OverQuota or WindowsDiskFull };

    /// <summary>The failure of a file that there is no room for.</summary>
    public static MemoriException DiskFull(Exception cause) => new(FaultKind.Full, "disk-full", new LocalizedText(
        "The disk is full: the file can't be kept. Reading goes on.", "磁盘已满,无法保存该文件。读取不受影响。"), cause);

    /// <summary>The failure of the file <paramref name="name"/>.</summary>
    public static MemoriException Of(string name, FileImportException reason) => new(
        FaultKind.BadRequest,
        reason.Code,
        new LocalizedText($"The file '{name}' can't be imported: {reason.Text.English}.", $"无法导入文件“{name}”:{reason.Text.Chinese}。"),
        reason);
}

/// <summary>A file that can't be imported, before it is said which one.</summary>
internal sealed class FileImportException(string code, LocalizedText text, Exception? cause = null) : Exception(text.English, cause)
{
    public string Code { get; } = code;

    public LocalizedText Text { get; } = text;
}
