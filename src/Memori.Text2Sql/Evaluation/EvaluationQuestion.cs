using System.Text.Json.Serialization;

namespace Memori.Text2Sql.Evaluation;

/// <summary>A question with its accepted SQL, as in the file of an evaluation set.</summary>
public sealed record EvaluationQuestion
{
    /// <summary>The database, <c>DIR/db_id/db_id.sqlite</c>; not needed where all questions go to one datasource.</summary>
    [JsonPropertyName("db_id")]
    public string? DatabaseId { get; init; }

    /// <summary>The question.</summary>
    [JsonPropertyName("question")]
    public required string Question { get; init; }

    /// <summary>The gold SQL.</summary>
    [JsonPropertyName("query")]
    public required string Query { get; init; }

    /// <summary>All accepted SQL; <see cref="Query"/> alone when absent.</summary>
    [JsonPropertyName("gold")]
    public IReadOnlyList<string>? Gold { get; init; }

    /// <summary>How hard it is, a group of the report; optional.</summary>
    [JsonPropertyName("hardness")]
    public string? Hardness { get; init; }

    /// <summary>The language, a group of the report; optional.</summary>
    [JsonPropertyName("language")]
    public string? Language { get; init; }

    /// <summary>When it counts as asked: relative dates count from there; null: the present moment.</summary>
    [JsonIgnore]
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>All accepted SQL.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Accepted => Gold is { Count: > 0 } gold ? gold : [Query];
}

/// <summary>A prediction: one line of the predictions file.</summary>
/// <param name="Index">The position of the question in its set, from 0.</param>
/// <param name="Sql">The SQL, or null for an abstention.</param>
/// <param name="Confidence">How sure, 0–1; null for an abstention.</param>
public sealed record Prediction(
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("sql")] string? Sql,
    [property: JsonPropertyName("confidence")] double? Confidence);
