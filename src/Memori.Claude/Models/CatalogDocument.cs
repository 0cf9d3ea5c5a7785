using System.Text.Json;
using System.Text.Json.Serialization;

namespace Memori.Claude.Models;

/// <summary>The file of a catalogue.</summary>
internal sealed record CatalogDocument
{
    /// <summary>How it is read. By reflection: source-generated readers lose the defaults of <c>init</c> properties.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public required IReadOnlyList<ClaudeModel> Models { get; init; }
}
