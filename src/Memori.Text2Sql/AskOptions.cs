using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Execution.Export;

namespace Memori.Text2Sql;

/// <summary>How far the ladder is climbed, and within which limits.</summary>
public sealed record AskOptions
{
    /// <summary>A verified answer at least this sure ends the climb. Range 0–1, default 0.75.</summary>
    public double AcceptConfidence { get; init; } = 0.75;

    /// <summary>
    /// An answer less sure than this is not given: a clarification is asked. Range 0–1, default 0.1: of the embedded generator's answers below it,
    /// one in twenty was right (docs/confidence.md).
    /// </summary>
    public double ClarifyBelow { get; init; } = 0.1;

    /// <summary>
    /// An answer less sure than this is not given when another reading, about as likely, gives another result: the person is asked which is meant.
    /// Range 0–1, default 0.15.
    /// </summary>
    public double ClarifyCloseBelow { get; init; } = 0.15;

    /// <summary>
    /// Only answers at least this sure are remembered. Range 0–1, default 0.2. What is remembered keeps the confidence that it had, so that
    /// repetition alone makes nothing surer.
    /// </summary>
    public double RememberFrom { get; init; } = 0.2;

    /// <summary>The most rows of an answer. Default 1,000.</summary>
    public int RowLimit { get; init; } = 1000;

    /// <summary>How long one query may run, and within which limits.</summary>
    public ExecutionOptions Execution { get; init; } = ExecutionOptions.Default;

    /// <summary>How results are exported as files, and how much of them.</summary>
    public ExportOptions Export { get; init; } = new();

    /// <summary>How many candidates of one rung are tried against the database. Default 5.</summary>
    public int MaxCandidates { get; init; } = 5;

    /// <summary>How often a rung may repair its best candidate after a database error. Default 1.</summary>
    public int RepairRounds { get; init; } = 1;
}
