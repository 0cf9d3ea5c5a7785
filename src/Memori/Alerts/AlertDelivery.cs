using System.Text.Json;
using System.Text.Json.Serialization;
using Memori.Ledger;

namespace Memori.Alerts;

/// <summary>An alert as it is delivered: JSON with the field names in snake_case.</summary>
public sealed record AlertDelivery
{
    /// <summary>What happened: <see cref="AlertKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>One English sentence.</summary>
    public required string Message { get; init; }

    /// <summary><c>user</c>, <c>key</c> or null.</summary>
    public string? SubjectKind { get; init; }

    /// <summary>The id of the user or key, or null.</summary>
    public string? Id { get; init; }

    /// <summary>The day that it is about, or null.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Tokens used, or null.</summary>
    public long? Used { get; init; }

    /// <summary>The limit in tokens, or null.</summary>
    public long? Limit { get; init; }

    /// <summary>What was measured, in the unit of its kind, or null.</summary>
    public double? Value { get; init; }

    /// <summary>From where on it is too much, or null.</summary>
    public double? Threshold { get; init; }

    /// <summary>When it was raised.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The delivery of an alert.</summary>
    public static AlertDelivery From(Alert alert, DateTimeOffset at) => new()
    {
        Kind = alert.Kind,
        Message = alert.Message,
        SubjectKind = alert.Subject is { } subject ? LedgerWords.Of(subject.Kind) : null,
        Id = alert.Subject?.Id,
        Day = alert.Day,
        Used = alert.Used,
        Limit = alert.Limit,
        Value = alert.Value,
        Threshold = alert.Threshold,
        At = at,
    };

    /// <summary>As JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, AlertJson.Default.AlertDelivery);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AlertDelivery))]
internal sealed partial class AlertJson : JsonSerializerContext;
