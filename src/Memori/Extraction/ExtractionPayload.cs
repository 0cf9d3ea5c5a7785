using System.Text.Json;
using System.Text.Json.Serialization;

namespace Memori.Extraction;

/// <summary>What an extraction job works on: ids and times, never content.</summary>
internal sealed record ExtractionPayload
{
    /// <summary>The queue of extraction jobs.</summary>
    public const string Queue = "extract";

    public required string ExchangeId { get; init; }

    public required string UserTurnId { get; init; }

    public string? AssistantTurnId { get; init; }

    public string? SessionId { get; init; }

    public string? Namespace { get; init; }

    /// <summary>With the offset of the person's clock.</summary>
    public required DateTimeOffset SaidAt { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ExtractionPayloadJson.Default.ExtractionPayload);

    /// <summary>The payload, or null when it is none of ours.</summary>
    public static ExtractionPayload? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ExtractionPayloadJson.Default.ExtractionPayload);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExtractionPayload))]
internal sealed partial class ExtractionPayloadJson : JsonSerializerContext;
