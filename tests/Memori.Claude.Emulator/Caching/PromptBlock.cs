using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Rules;

namespace Memori.Claude.Emulator.Caching;

/// <summary>A block of a prompt in the order of the cache: tools → system → messages.</summary>
/// <param name="Place">Where it stands: what tells a tool from a text of the same words.</param>
/// <param name="Content">The block without its cache mark.</param>
/// <param name="CacheControl">Its cache mark, or null.</param>
/// <param name="Text">What of it the fixture may have counted: the text of a text, the JSON of a tool; else null.</param>
internal sealed record PromptBlock(string Place, string Content, JsonNode? CacheControl, string? Text = null)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool IsThinking { get; private init; }

    public static IEnumerable<PromptBlock> Of(JsonObject body) =>
        OfOpening(body).Concat((body["messages"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(OfMessage));

    /// <summary>What stands before the messages.</summary>
    public static IEnumerable<PromptBlock> OfOpening(JsonObject body)
    {
        foreach (var tool in body["tools"] as JsonArray ?? [])
        {
            yield return From("tools", tool);
        }

        foreach (var block in Blocks(body["system"]))
        {
            yield return From("system", block);
        }
    }

    public static IEnumerable<PromptBlock> OfMessage(JsonObject message) => Blocks(message["content"]).Select(block => From($"messages/{message["role"]}", block));

    private static JsonArray Blocks(JsonNode? content) => content switch
    {
        JsonArray blocks => blocks,
        JsonValue text => [new JsonObject { ["type"] = "text", ["text"] = text.DeepClone() }],
        _ => [],
    };

    private static PromptBlock From(string place, JsonNode? block)
    {
        if (block?.DeepClone() is not JsonObject bare)
        {
            return new PromptBlock(place, block?.ToJsonString() ?? "", null);
        }

        bare.Remove("cache_control", out var control);
        return new PromptBlock(place, bare.ToJsonString(), control, place == "tools" ? bare.ToJsonString(Readable) : bare["text"]?.ToString())
        {
            IsThinking = bare["type"].Text() is "thinking" or "redacted_thinking",
        };
    }
}
