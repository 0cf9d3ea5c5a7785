using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Memori.Claude.Emulator;

/// <summary>A request as it came in.</summary>
public sealed class EmulatedRequest
{
    internal EmulatedRequest(string path, IHeaderDictionary headers, string rawBody, JsonObject body)
    {
        Path = path;
        Headers = headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        RawBody = rawBody;
        Body = body;
    }

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>The headers; names in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body as it came.</summary>
    public string RawBody { get; }

    /// <summary>The body; empty when it was no JSON object.</summary>
    public JsonObject Body { get; }

    /// <summary>The model asked for.</summary>
    public string Model => Body["model"] is JsonValue value && value.TryGetValue(out string? model) ? model : "";

    /// <summary>Whether a stream was asked for.</summary>
    public bool Stream => Body["stream"] is JsonValue value && value.TryGetValue(out bool stream) && stream;

    /// <summary>All text of <c>system</c>.</summary>
    public string SystemText => TextOf(Body["system"]);

    /// <summary>All text of the last message.</summary>
    public string LastText => Body["messages"] is JsonArray { Count: > 0 } messages ? TextOf((messages[^1] as JsonObject)?["content"]) : "";

    private static string TextOf(JsonNode? content) => content switch
    {
        JsonValue value => value.ToString(),
        JsonArray blocks => string.Join('\n', blocks.OfType<JsonObject>().Select(block => block["text"]).OfType<JsonValue>().Select(text => text.ToString())),
        _ => "",
    };
}
