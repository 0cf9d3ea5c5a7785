using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>The model's answer. The order of the fields is the order of its thought: the SQL comes last.</summary>
internal sealed record ClaudeAnswer
{
    /// <summary>The form that the answer is held to; all fields required, nothing else allowed.</summary>
    public static ChatResponseFormat Format { get; } = ChatResponseFormat.ForJsonSchema(
        JsonElement.Parse("""
            {
              "type": "object",
              "properties": {
                "interpretation": { "type": "string" },
                "output_columns": { "type": "array", "items": {
                  "type": "object",
                  "properties": { "name": { "type": "string" }, "question_phrase": { "type": "string" } },
                  "required": ["name", "question_phrase"], "additionalProperties": false } },
                "ambiguities": { "type": "array", "items": {
                  "type": "object",
                  "properties": { "phrase": { "type": "string" }, "options": { "type": "array", "items": { "type": "string" } }, "chosen": { "type": "string" }, "material": { "type": "boolean" } },
                  "required": ["phrase", "options", "chosen", "material"], "additionalProperties": false } },
                "decision": { "type": "string", "enum": ["answer", "clarify", "unanswerable"] },
                "joins": { "type": "array", "items": {
                  "type": "object",
                  "properties": { "keys": { "type": "string" }, "cardinality": { "type": "string", "enum": ["1:1", "1:n", "n:1", "n:m"] } },
                  "required": ["keys", "cardinality"], "additionalProperties": false } },
                "filters": { "type": "array", "items": {
                  "type": "object",
                  "properties": { "phrase": { "type": "string" }, "column": { "type": "string" }, "literal": { "type": "string" }, "source": { "type": "string", "enum": ["retrieved", "schema", "guessed"] } },
                  "required": ["phrase", "column", "literal", "source"], "additionalProperties": false } },
                "assumptions": { "type": "array", "items": { "type": "string" } },
                "sql": { "type": "string" }
              },
              "required": ["interpretation", "output_columns", "ambiguities", "decision", "joins", "filters", "assumptions", "sql"],
              "additionalProperties": false
            }
            """),
        "sql_answer");

    public string? Interpretation { get; init; }

    public IReadOnlyList<OutputColumn?>? OutputColumns { get; init; }

    public IReadOnlyList<Ambiguity?>? Ambiguities { get; init; }

    public string? Decision { get; init; }

    public IReadOnlyList<Filter?>? Filters { get; init; }

    public IReadOnlyList<string?>? Assumptions { get; init; }

    public string? Sql { get; init; }

    /// <summary>The answer in <paramref name="text"/>, or null when it can't be read.</summary>
    public static ClaudeAnswer? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ClaudeAnswerJson.Default.ClaudeAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal sealed record OutputColumn(string? Name);

    internal sealed record Ambiguity(string? Phrase, IReadOnlyList<string?>? Options, bool Material);

    internal sealed record Filter(string? Literal, string? Source);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ClaudeAnswer))]
internal sealed partial class ClaudeAnswerJson : JsonSerializerContext;
