namespace Memori.Text2Sql.Generation.Embedded.Analysis;

/// <summary>What an analyst makes of the rows.</summary>
internal enum AnalysisKind
{
    /// <summary>The share of a part, as a fraction.</summary>
    Share,

    /// <summary>The share of a part, in percent.</summary>
    Percentage,

    /// <summary>The first rows of each group.</summary>
    TopPerGroup,

    /// <summary>The total so far.</summary>
    Running,

    /// <summary>The value in the middle.</summary>
    Median,

    /// <summary>Values that more than one row has.</summary>
    Duplicates,
}

/// <summary>What an analyst makes of the rows of a plan.</summary>
/// <param name="Kind">What.</param>
/// <param name="Part">The condition of the part that a share is of, or null for every group's share of the total.</param>
internal sealed record Analysis(AnalysisKind Kind, Filter? Part = null);
