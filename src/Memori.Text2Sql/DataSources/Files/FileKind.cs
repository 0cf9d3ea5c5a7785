namespace Memori.Text2Sql.DataSources.Files;

/// <summary>What kind of file this is, by its first bytes: an extension is only a claim.</summary>
internal static class FileKind
{
    private static ReadOnlySpan<byte> Zip => "PK\x03\x04"u8;

    private static ReadOnlySpan<byte> EmptyZip => "PK\x05\x06"u8;

    // The container of .xls, and of .xlsx with a password.
    private static ReadOnlySpan<byte> CompoundFile => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>The extensions of files that hold a table as text.</summary>
    public static bool IsTextTable(string path) => Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".tsv" or ".tab" or ".txt";

    /// <summary>The extensions of workbooks. Programs also write text or web pages under them.</summary>
    public static bool IsWorkbook(string path) => Path.GetExtension(path).ToLowerInvariant() is ".xlsx" or ".xlsm" or ".xls" or ".xltx" or ".xltm";

    /// <summary>Whether a file that begins with <paramref name="head"/> is a workbook.</summary>
    public static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith(Zip) || head.StartsWith(EmptyZip);

    /// <summary>Whether the file is a workbook.</summary>
    public static bool IsZip(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        Span<byte> head = stackalloc byte[8];
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return head.SequenceEqual(CompoundFile) ? throw FileFaults.OldExcel() : IsZip(head);
    }
}
