using System.Text.Json.Nodes;

namespace Memori.Server.Tests.Clients;

/// <summary>What a client saw, to be compared.</summary>
internal static class Seen
{
    // What tells of the prompt's length, or hangs on the prompt: memories make it longer.
    private static readonly HashSet<string> OfThePrompt = new(StringComparer.OrdinalIgnoreCase)
    {
        "usage", "usages", "total", "totalUsage", "signature", "providerMetadata", "providerOptions", "input_tokens",
    };

    /// <summary>A line for each value, so that a difference is seen at once.</summary>
    public static List<string> Lines(JsonNode? node) => [.. LinesOf(node, "")];

    /// <summary>Without what hangs on the length of the prompt.</summary>
    public static JsonNode? WithoutPrompt(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Where(field => !OfThePrompt.Contains(field.Key)).Select(field => KeyValuePair.Create(field.Key, WithoutPrompt(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(WithoutPrompt)]),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<string> LinesOf(JsonNode? node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => LinesOf(field.Value, $"{path}.{field.Key}")),
        JsonArray items => items.SelectMany((item, i) => LinesOf(item, $"{path}[{i}]")),
        _ => [$"{path} = {node?.ToJsonString() ?? "null"}"],
    };
}
