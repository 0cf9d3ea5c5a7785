namespace Memori.Text2Sql.Execution;

/// <summary>What a query's plan may look like before it runs. A limit that the database's planner says nothing about is not checked.</summary>
public sealed record PlanLimits
{
    /// <summary>No limits.</summary>
    public static PlanLimits None { get; } = new() { MaxCost = double.PositiveInfinity, MaxRows = double.PositiveInfinity, MaxGathered = double.PositiveInfinity };

    /// <summary>The greatest cost that the planner may expect, in its own units (PostgreSQL: a page read in sequence is 1). Default 100 million.</summary>
    public double MaxCost { get; init; } = 1e8;

    /// <summary>
    /// The most rows that the planner may expect any one step to go through. Default 10 billion. SQLite gives no estimate: there it is the
    /// product of the rows of the tables that are scanned inside one another.
    /// </summary>
    public double MaxRows { get; init; } = 1e10;

    /// <summary>The most characters that aggregates (string_agg, array_agg …) may be expected to gather of the rows. Default 250 million.</summary>
    public double MaxGathered { get; init; } = 2.5e8;
}
