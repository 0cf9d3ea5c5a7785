using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Memori.Transfer;

/// <summary>A memory as one line of an export: all but its owner, who is whoever imports it.</summary>
internal sealed record MemoryLine
{
    public required string Id { get; init; }

    public IReadOnlyList<string>? MergedIds { get; init; }

    public string? SessionId { get; init; }

    public string? Namespace { get; init; }

    public required string Content { get; init; }

    public required MemoryKind Kind { get; init; }

    public MemoryMode Mode { get; init; }

    public MemoryLayer Layer { get; init; }

    public MemoryStatus Status { get; init; }

    public double? Importance { get; init; }

    public double? Feedback { get; init; }

    public double? Confidence { get; init; }

    public IReadOnlyList<string>? Entities { get; init; }

    public JsonObject? Metadata { get; init; }

    public string? Provenance { get; init; }

    public string? Speaker { get; init; }

    public long AccessCount { get; init; }

    public DateTimeOffset? OccurredAt { get; init; }

    public DateTimeOffset? ValidFrom { get; init; }

    public DateTimeOffset? ValidTo { get; init; }

    public string? SupersededBy { get; init; }

    public DateTimeOffset? SupersededAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public DateTimeOffset? AccessedAt { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LowerCase<MemoryKind>), typeof(LowerCase<MemoryMode>), typeof(LowerCase<MemoryLayer>), typeof(LowerCase<MemoryStatus>)])]
[JsonSerializable(typeof(MemoryLine))]
internal sealed partial class MemoryLineJson : JsonSerializerContext;

/// <summary>An enumeration by its names in lower case.</summary>
internal sealed class LowerCase<T>() : JsonStringEnumConverter<T>(System.Text.Json.JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
