using Memori.Ledger;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Generation;

namespace Memori.Text2Sql.Answering;

/// <summary>The answer to a question, with how it came about.</summary>
public sealed record Answer
{
    /// <summary>The question as asked.</summary>
    public required string Question { get; init; }

    /// <summary>The SQL that answers, as generated, before limits and policy; null when a clarification is asked instead.</summary>
    public string? Sql { get; init; }

    /// <summary>The rows; null when there is no SQL.</summary>
    public QueryResult? Result { get; init; }

    /// <summary>What the SQL does, in the language of the question; null when not wanted or without SQL.</summary>
    public string? Explanation { get; init; }

    /// <summary>How sure the system is that this is what was asked, 0–1.</summary>
    public double Confidence { get; init; }

    /// <summary>What makes it that sure or unsure, the weightiest first; empty without SQL.</summary>
    public IReadOnlyList<ConfidenceReason> Reasons { get; init; } = [];

    /// <summary>The tables and views that the SQL reads, by name.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary><c>remembered</c>, <c>embedded</c>, <c>claude</c>; null without SQL.</summary>
    public string? Generator { get; init; }

    /// <summary>The model that wrote the SQL, or null.</summary>
    public string? Model { get; init; }

    /// <summary>A question back to the person, or null.</summary>
    public Clarification? Clarification { get; init; }

    /// <summary>The memories that were used.</summary>
    public IReadOnlyList<UsedMemory> Memories { get; init; } = [];

    /// <summary>How to draw the rows, or null when a table says it best.</summary>
    public ChartSuggestion? Chart { get; init; }

    /// <summary>Tokens and cost of all model calls.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>The stages, in order.</summary>
    public IReadOnlyList<TraceStep> Trace { get; init; } = [];

    /// <summary>The datasource.</summary>
    public required int DatasourceId { get; init; }

    /// <summary>The session, or null outside of any.</summary>
    public string? SessionId { get; init; }

    /// <summary>
    /// The memory that holds this question and its SQL, for feedback; null when it was not remembered. Without SQL: the one that was called wrong
    /// and that feedback can correct, or null.
    /// </summary>
    public string? LearnedMemoryId { get; init; }
}

/// <summary>A memory that helped.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind, lower case.</param>
/// <param name="Content">Its text.</param>
/// <param name="Score">How well it matched, 0–1.</param>
public sealed record UsedMemory(string Id, string Kind, string Content, double Score);

/// <summary>One stage of the way.</summary>
/// <param name="Stage"><c>ground</c>, <c>generate</c>, <c>verify</c>, <c>repair</c>, <c>compare</c> (answers by their results), <c>choose</c>, <c>explain</c>, <c>learn</c>.</param>
/// <param name="Ms">Milliseconds.</param>
/// <param name="Detail">What came of it, for a person.</param>
public sealed record TraceStep(string Stage, double Ms, string Detail);
