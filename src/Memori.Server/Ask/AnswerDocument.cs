using System.Text.Json.Serialization;
using Memori.Ledger;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Execution.Export;
using Memori.Text2Sql.Generation;

namespace Memori.Server.Ask;

/// <summary>An answer as it travels: the same document from the server and from <c>memori ask --json</c>.</summary>
public sealed record AnswerDocument
{
    /// <summary>The question as asked.</summary>
    public required string Question { get; init; }

    /// <summary>The SQL as generated, before limits and policy; null when a clarification is asked.</summary>
    public string? Sql { get; init; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<ResultColumn> Columns { get; init; } = [];

    /// <summary>The rows. Whole numbers beyond ±2⁵³ travel as strings, bytes as Base64, times as ISO 8601.</summary>
    [JsonConverter(typeof(RowsConverter))]
    public IReadOnlyList<object?[]> Rows { get; init; } = [];

    /// <summary>How many rows there are in <see cref="Rows"/>.</summary>
    public int RowCount { get; init; }

    /// <summary>Whether there were more.</summary>
    public bool Truncated { get; init; }

    /// <summary>What the SQL does, or null.</summary>
    public string? Explanation { get; init; }

    /// <summary>0–1.</summary>
    public double Confidence { get; init; }

    /// <summary>What makes it that sure or unsure, what lowers it first; in the language of the answer.</summary>
    public IReadOnlyList<ConfidenceReason> Reasons { get; init; } = [];

    /// <summary>The tables and views that the SQL reads.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary><c>remembered</c>, <c>embedded</c>, <c>claude</c>, or null.</summary>
    public string? Generator { get; init; }

    /// <summary>The model that wrote the SQL, or null.</summary>
    public string? Model { get; init; }

    /// <summary>A question back, or null.</summary>
    public Clarification? Clarification { get; init; }

    /// <summary>The memories that were used.</summary>
    public IReadOnlyList<UsedMemory> Memories { get; init; } = [];

    /// <summary>How to draw the rows, or null.</summary>
    public ChartSuggestion? Chart { get; init; }

    /// <summary>Tokens and cost.</summary>
    public required UsageDocument Usage { get; init; }

    /// <summary>The stages.</summary>
    public IReadOnlyList<TraceStep> Trace { get; init; } = [];

    /// <summary>The datasource.</summary>
    public int DatasourceId { get; init; }

    /// <summary>The session, or null.</summary>
    public string? SessionId { get; init; }

    /// <summary>The memory that holds this question and its SQL, for feedback; null when it was not remembered. Without SQL: the one that was called wrong and that a correction mends, or null.</summary>
    public string? LearnedMemoryId { get; init; }

    /// <summary>The document of an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="withRows">Whether rows travel; without them the SQL was verified all the same.</param>
    public static AnswerDocument From(Answer answer, bool withRows = true)
    {
        var result = withRows ? answer.Result : null;
        return new AnswerDocument
        {
            Question = answer.Question,
            Sql = answer.Sql,
            Columns = answer.Result?.Columns ?? [],
            Rows = result?.Rows ?? [],
            RowCount = result?.Rows.Count ?? 0,
            Truncated = result?.Truncated ?? false,
            Explanation = answer.Explanation,
            Confidence = answer.Confidence,
            Reasons = answer.Reasons,
            Tables = answer.Tables,
            Generator = answer.Generator,
            Model = answer.Model,
            Clarification = answer.Clarification,
            Memories = answer.Memories,
            Chart = answer.Chart,
            Usage = UsageDocument.From(answer.Usage),
            Trace = answer.Trace,
            DatasourceId = answer.DatasourceId,
            SessionId = answer.SessionId,
            LearnedMemoryId = answer.LearnedMemoryId,
        };
    }

    /// <summary>The same with decimals as text, which a browser would round.</summary>
    internal AnswerDocument WithExactRows() => this with { Rows = [.. Rows.Select(static row => Array.ConvertAll(row, JsonCells.Exact))] };
}

/// <summary>Tokens and cost of the model calls.</summary>
/// <param name="InputTokens">Input tokens outside the prompt cache.</param>
/// <param name="OutputTokens">Output tokens.</param>
/// <param name="CacheCreationInputTokens">Input tokens written to the prompt cache.</param>
/// <param name="CacheReadInputTokens">Input tokens read from it.</param>
/// <param name="TotalTokens">Their sum.</param>
/// <param name="CostUsd">Cost in USD.</param>
public sealed record UsageDocument(
    long InputTokens, long OutputTokens, long CacheCreationInputTokens, long CacheReadInputTokens, long TotalTokens, decimal CostUsd)
{
    internal static UsageDocument From(TokenUsage usage) => new(
        usage.InputTokens, usage.OutputTokens, usage.CacheCreationInputTokens, usage.CacheReadInputTokens, usage.TotalTokens, usage.CostUsd);
}
