namespace Memori.Text2Sql.Execution.Export;

/// <summary>How results are exported, and how much of them.</summary>
public sealed record ExportOptions
{
    /// <summary>The most rows of an export. Default 1,000,000. The guard admits no more than its own limit, which is raised to this one.</summary>
    public int MaxRows { get; init; } = 1_000_000;

    /// <summary>About how many bytes of text and blobs an export may hold; further rows are cut off as beyond the row limit. Default 1 GiB.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>How long an export may take, the time in which the rows are taken included. Default 5 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether CSV begins with a byte order mark, without which Excel misreads Chinese. Default true.</summary>
    public bool ByteOrderMark { get; init; } = true;

    /// <summary>Whether decimals in JSON are text, for readers that would round them. Default false.</summary>
    public bool ExactDecimals { get; init; }
}
