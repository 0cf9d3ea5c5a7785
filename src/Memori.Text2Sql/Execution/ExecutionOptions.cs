namespace Memori.Text2Sql.Execution;

/// <summary>Limits of one execution, beside the query's own row limit.</summary>
public sealed record ExecutionOptions
{
    /// <summary>The defaults.</summary>
    public static ExecutionOptions Default { get; } = new();

    /// <summary>How long the query may take. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What the plan may look like before the query runs.</summary>
    public PlanLimits Plan { get; init; } = new();

    /// <summary>About how many bytes of text and blobs a result may hold; further rows are cut off as beyond a row limit. Default 64 MiB.</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>
    /// How many rows of a stream are read before its first is given, to find the types of columns that the database does not type (SQLite). Default
    /// 1,000. A later value of another kind stays what it is.
    /// </summary>
    public int TypingRows { get; init; } = 1_000;
}
