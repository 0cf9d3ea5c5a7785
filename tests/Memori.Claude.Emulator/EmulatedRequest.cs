using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Memori.Claude.Emulator;

/// <summary>A request as it came in.</summary>
public sealed class EmulatedRequest
{
    internal EmulatedRequest(HttpRequest request, byte[] bytes, JsonObject body)
    {
        Path = request.Path;
        Query = request.QueryString.Value ?? "";
        Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        RawBytes = bytes;
        Body = body;
    }

    /// <summary>Whether it is known what it is answered with; under the emulator's lock.</summary>
    internal bool IsMet { get; set; }

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>The query with its question mark, or nothing.</summary>
    public string Query { get; }

    /// <summary>The headers; names in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body as it came, byte for byte.</summary>
    public ReadOnlyMemory<byte> RawBytes { get; }

    /// <summary>The body as it came.</summary>
    public string RawBody => Encoding.UTF8.GetString(RawBytes.Span);

    /// <summary>The body; empty when it was no JSON object.</summary>
    public JsonObject Body { get; }

    /// <summary>The model asked for.</summary>
    public string Model => Body["model"] is JsonValue value && value.TryGetValue(out string? model) ? model : "";

    /// <summary>Whether a stream was asked for.</summary>
    public bool Stream => Body["stream"] is JsonValue value && value.TryGetValue(out bool stream) && stream;

    /// <summary>The key that came in either header; empty when none did.</summary>
    public string Key =>
        Headers.GetValueOrDefault("x-api-key") is { Length: > 0 } key ? key
        : Headers.GetValueOrDefault("Authorization") is { } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..]
        : "";

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
