using System.Text.Json.Serialization;

namespace Memori.Text2Sql.Evaluation;

/// <summary>A question with its accepted SQL, as in the file of an evaluation set (a JSON array of these).</summary>
public sealed record EvaluationQuestion
{
    /// <summary>The database: <c>DIR/db_id/db_id.sqlite</c>.</summary>
    [JsonPropertyName("db_id")]
    public required string DatabaseId { get; init; }

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

    /// <summary>The day that relative dates count from; today when absent.</summary>
    [JsonPropertyName("asked_at")]
    public DateOnly? AskedAt { get; init; }
}

/// <summary>A prediction: one line of the predictions file.</summary>
/// <param name="Index">The position of the question in its set, from 0.</param>
/// <param name="Sql">The SQL, or null for an abstention.</param>
/// <param name="Confidence">How sure, 0–1; null for an abstention.</param>
public sealed record Prediction(
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("sql")] string? Sql,
    [property: JsonPropertyName("confidence")] double? Confidence);

/// <summary>The JSON of evaluation files.</summary>
[JsonSerializable(typeof(IReadOnlyList<EvaluationQuestion>))]
[JsonSerializable(typeof(Prediction))]
[JsonSerializable(typeof(Text2SqlReport))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
public sealed partial class EvaluationJson : JsonSerializerContext;
