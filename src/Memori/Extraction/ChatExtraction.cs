using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace Memori.Extraction;

/// <summary>What a model answers when it is asked for memories. The order of the fields is the order of its thought: first the words, then what they say.</summary>
internal sealed record ChatExtraction
{
    /// <summary>The form that the answer is held to; all fields required, nothing else allowed.</summary>
    public static ChatResponseFormat Format { get; } = ChatResponseFormat.ForJsonSchema(
        JsonElement.Parse("""
            {
              "type": "object",
              "properties": {
                "memories": { "type": "array", "items": {
                  "type": "object",
                  "properties": {
                    "quote": { "type": "string", "description": "The user's own words that state it, copied exactly." },
                    "content": { "type": "string", "description": "The statement as one sentence that is understood alone, in the user's language, in the first person." },
                    "kind": { "type": "string", "enum": ["fact", "preference", "rule", "skill"] },
                    "confidence": { "type": "number", "description": "0 to 1" },
                    "importance": { "type": "number", "description": "0 to 1" },
                    "valid_from": { "type": "string", "description": "ISO 8601 date from which on it holds, or empty" },
                    "valid_to": { "type": "string", "description": "ISO 8601 date from which on it no longer holds, or empty" },
                    "supersedes": { "type": "string", "description": "The ref of the known memory that it contradicts and replaces, or empty" }
                  },
                  "required": ["quote", "content", "kind", "confidence", "importance", "valid_from", "valid_to", "supersedes"],
                  "additionalProperties": false } }
              },
              "required": ["memories"],
              "additionalProperties": false
            }
            """),
        "memories");

    public IReadOnlyList<Item?>? Memories { get; init; }

    /// <summary>The answer in <paramref name="text"/>, or null when it can't be read.</summary>
    public static ChatExtraction? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ChatExtractionJson.Default.ChatExtraction) is { Memories: not null } answer ? answer : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal sealed record Item(string? Quote, string? Content, string? Kind, double? Confidence, double? Importance, string? ValidFrom, string? ValidTo, string? Supersedes);
}

/// <summary>What a model is given: data, quoted as JSON.</summary>
internal sealed record ChatMaterial(string SaidAt, string User, string? Assistant, IReadOnlyList<ChatMaterial.KnownMemory> Known)
{
    internal sealed record KnownMemory(string Ref, string Kind, string Content);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChatExtraction))]
[JsonSerializable(typeof(ChatMaterial))]
internal sealed partial class ChatExtractionJson : JsonSerializerContext;
