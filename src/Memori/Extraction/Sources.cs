using System.Text.Json.Nodes;

namespace Memori.Extraction;

/// <summary>The turns of a person that a captured memory was extracted from, in its metadata.</summary>
internal static class Sources
{
    /// <summary>The name in the metadata.</summary>
    public const string Name = "sources";

    public static IEnumerable<string> Of(Memory memory) => In(memory.Metadata);

    /// <summary>The memory without those turns as its sources; its provenance is one of the others.</summary>
    public static Memory Without(Memory memory, IReadOnlySet<string> ids)
    {
        var left = Of(memory).Where(id => !ids.Contains(id)).ToList();
        var metadata = memory.Metadata?.DeepClone().AsObject() ?? [];
        metadata[Name] = ToArray(left);
        return memory with { Metadata = metadata, Provenance = memory.Provenance is { } from && ids.Contains(from) ? left.FirstOrDefault() : memory.Provenance };
    }

    /// <summary>The sources of both, when two memories become one.</summary>
    public static JsonArray Union(JsonObject one, JsonObject other) => ToArray(In(one).Union(In(other)));

    private static IEnumerable<string> In(JsonObject? metadata) => metadata?[Name] is JsonArray names
        ? names.OfType<JsonValue>().Select(name => name.TryGetValue<string>(out var id) ? id : null).OfType<string>()
        : [];

    private static JsonArray ToArray(IEnumerable<string> ids) => [.. ids.Select(id => (JsonNode)id)];
}
