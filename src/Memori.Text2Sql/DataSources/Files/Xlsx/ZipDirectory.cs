using System.Buffers.Binary;

namespace Memori.Text2Sql.DataSources.Files.Xlsx;

/// <summary>
/// Looks at the end of a ZIP file before the framework does, which would read a directory of any length into memory.
/// Source: APPNOTE.TXT of PKWARE, 4.3.14–4.3.16.
/// </summary>
internal static class ZipDirectory
{
    private const int EndSize = 22;
    private const int MaxComment = ushort.MaxValue;
    private const int LocatorSize = 20;
    private const int End64Size = 56;
    private const uint EndMark = 0x06054B50;
    private const uint LocatorMark = 0x07064B50;
    private const uint End64Mark = 0x06064B50;

    // The names of a workbook's parts are short; each entry has 46 bytes beside its name.
    private const int MaxEntrySize = 512;

    /// <summary>Refuses a directory of more entries or bytes than a workbook has.</summary>
    /// <exception cref="FileImportException">It is too long, or there is none.</exception>
    public static void Check(Stream file, int maxEntries)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndSize + MaxComment + LocatorSize)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        for (var at = tail.Length - EndSize; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) == EndMark && at + EndSize + BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) <= tail.Length)
            {
                Check(file, tail, at, maxEntries);
                return;
            }
        }

        throw FileFaults.Unreadable("the end of the ZIP file is missing: it was cut off", "ZIP 文件缺少结尾,可能不完整");
    }

    private static void Check(Stream file, byte[] tail, int at, int maxEntries)
    {
        var end = tail.AsSpan(at);
        ulong entries = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        ulong offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if (entries == ushort.MaxValue || offset == uint.MaxValue)
        {
            (entries, offset) = Read64(file, tail, at);
        }

        // What is read is what lies before the end, whatever the counts say.
        var size = (ulong)(file.Length - tail.Length + at) - Math.Min(offset, (ulong)file.Length);
        if (entries > (ulong)maxEntries || size > (ulong)maxEntries * MaxEntrySize)
        {
            throw FileFaults.Limit($"it has more than {maxEntries:N0} parts", $"其中的部件超过了 {maxEntries:N0} 个");
        }

        file.Position = 0;
    }

    private static (ulong Entries, ulong Offset) Read64(Stream file, byte[] tail, int at)
    {
        var record = new byte[End64Size];
        if (at >= LocatorSize && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at - LocatorSize)) == LocatorMark)
        {
            var position = BinaryPrimitives.ReadUInt64LittleEndian(tail.AsSpan(at - LocatorSize + 8));
            if (position <= (ulong)Math.Max(0, file.Length - End64Size))
            {
                file.Position = (long)position;
                file.ReadExactly(record);
            }
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(record) == End64Mark
            ? (BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(32)), BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(48)))
            : throw FileFaults.Unreadable("its ZIP directory is damaged", "ZIP 目录已损坏");
    }
}
