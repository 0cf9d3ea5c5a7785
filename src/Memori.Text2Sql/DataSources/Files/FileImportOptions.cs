namespace Memori.Text2Sql.DataSources.Files;

/// <summary>How much a CSV file or an Excel workbook may be. Every limit is inclusive; one that is passed refuses the file with a sentence that names it.</summary>
public sealed record FileImportOptions
{
    /// <summary>The longest file, in bytes. Default 1 GiB (an upload has a limit of its own).</summary>
    public long MaxFileBytes { get; init; } = 1L << 30;

    /// <summary>The most columns of a table. Default 1,000.</summary>
    public int MaxColumns { get; init; } = 1_000;

    /// <summary>The most rows of a table. Default 10,000,000.</summary>
    public long MaxRows { get; init; } = 10_000_000;

    /// <summary>The most text of one row, in bytes of a CSV file and in UTF-16 code units of a workbook. Default 16 Mi. A quote that is never closed makes one row of the rest of a file.</summary>
    public int MaxRowSize { get; init; } = 16 << 20;

    /// <summary>The longest cell of a workbook, in UTF-16 code units. Default 1,000,000 (Excel itself stops at 32,767).</summary>
    public int MaxCellLength { get; init; } = 1_000_000;

    /// <summary>The most visible sheets with rows in a workbook, each a table. Default 100.</summary>
    public int MaxTables { get; init; } = 100;

    /// <summary>The most entries of a workbook's ZIP directory. Default 10,000.</summary>
    public int MaxZipEntries { get; init; } = 10_000;

    /// <summary>The most text that may be unpacked out of one part of a workbook, in UTF-16 code units. Default 2 Gi.</summary>
    public long MaxUnpacked { get; init; } = 2L << 30;

    /// <summary>How many times larger than packed a part of a workbook may be; asked once it is beyond 16 Mi. Default 250 (real sheets stay below 60, DEFLATE ends at 1,032).</summary>
    public int MaxRatio { get; init; } = 250;

    /// <summary>The most text of a workbook's shared strings, which are held in memory, in bytes of UTF-8. Default 128 MiB.</summary>
    public int MaxSharedText { get; init; } = 128 << 20;

    /// <summary>How deeply the XML of a workbook may nest. Default 32 (a workbook needs 8).</summary>
    public int MaxXmlDepth { get; init; } = 32;

    /// <summary>How long the import of one file may take. Default 5 minutes.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many rows at the start are looked at to find the header. Default 50.</summary>
    public int HeadRows { get; init; } = 50;
}
