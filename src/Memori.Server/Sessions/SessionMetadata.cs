using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Memori.Server.Sessions;

/// <summary>What clients keep with a session: a JSON object of at most 16 KiB, 16 levels deep.</summary>
internal static class SessionMetadata
{
    private const int MostBytes = 16 * 1024;
    private const int Deepest = 16;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 2 * Deepest };

    /// <summary>The text of metadata; null for null.</summary>
    /// <exception cref="MemoriException"><c>invalid-metadata</c>.</exception>
    public static string? Text(JsonObject? metadata)
    {
        if (metadata is null)
        {
            return null;
        }

        try
        {
            var json = metadata.ToJsonString(Plain);
            if (Encoding.UTF8.GetByteCount(json) <= MostBytes)
            {
                using var read = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Deepest, AllowDuplicateProperties = false });
                return json;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // Too deep, a name twice, half a character.
        }

        throw SessionFaults.Metadata(MostBytes, Deepest);
    }

    /// <summary>Metadata with a change put over it, as RFC 7396 has it: null takes a name away, objects are merged, all else is replaced.</summary>
    public static JsonObject Merge(JsonObject? metadata, JsonObject change)
    {
        var merged = metadata?.DeepClone().AsObject() ?? [];
        foreach (var (name, value) in change)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = value is JsonObject inner ? Merge(merged[name] as JsonObject, inner) : value.DeepClone();
            }
        }

        return merged;
    }
}
