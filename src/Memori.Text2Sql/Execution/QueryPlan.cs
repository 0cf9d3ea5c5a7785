namespace Memori.Text2Sql.Execution;

/// <summary>How a database would run a query.</summary>
public sealed record QueryPlan
{
    /// <summary>The plan in the database's own words, one step a line. Untrusted text.</summary>
    public required string Text { get; init; }

    /// <summary>
    /// PostgreSQL: the most rows that the planner expects of any one step. SQLite: the rows that the nested scans go through, at least,
    /// by the row counts of the schema. Null when nothing is known.
    /// </summary>
    public double? EstimatedRows { get; init; }

    /// <summary>The cost that the planner expects, in its own units, null where it doesn't say (SQLite).</summary>
    public double? EstimatedCost { get; init; }
}
