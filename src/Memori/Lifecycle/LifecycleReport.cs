namespace Memori.Lifecycle;

/// <summary>What a round of the lifecycle did.</summary>
public sealed record LifecycleReport
{
    /// <summary>Through how many owners it went.</summary>
    public int Owners { get; init; }

    /// <summary>How many memories became long-term.</summary>
    public int Promoted { get; init; }

    /// <summary>How many were put aside.</summary>
    public int Archived { get; init; }

    /// <summary>How many became parts of another.</summary>
    public int Consolidated { get; init; }

    /// <summary>How many were deleted.</summary>
    public int Deleted { get; init; }

    /// <summary>Both together.</summary>
    public static LifecycleReport operator +(LifecycleReport left, LifecycleReport right) => new()
    {
        Owners = left.Owners + right.Owners,
        Promoted = left.Promoted + right.Promoted,
        Archived = left.Archived + right.Archived,
        Consolidated = left.Consolidated + right.Consolidated,
        Deleted = left.Deleted + right.Deleted,
    };

    internal static LifecycleReport Of(LifecycleStep step) => new()
    {
        Promoted = step == LifecycleStep.Promote ? 1 : 0,
        Archived = step == LifecycleStep.Archive ? 1 : 0,
        Deleted = step == LifecycleStep.Delete ? 1 : 0,
    };
}
