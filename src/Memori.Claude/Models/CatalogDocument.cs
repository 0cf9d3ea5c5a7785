using System.Text.Json;
using System.Text.Json.Serialization;

namespace Memori.Claude.Models;

/// <summary>The file of a catalogue.</summary>
internal sealed record CatalogDocument
{
    public required IReadOnlyList<ClaudeModel> Models { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CatalogDocument))]
internal sealed partial class CatalogJson : JsonSerializerContext;
