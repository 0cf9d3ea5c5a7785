using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Memori.Claude.Resilience;

/// <summary>An error of the Messages API as it came over the wire.</summary>
internal sealed record ApiError
{
    private static readonly HashSet<string> SpendCaps = new(StringComparer.Ordinal)
    {
        "enforced_spend_limit_reached", "contract_spend_limit_reached", "linked_organization_spend_limit_reached",
    };

    /// <summary>The status, or null for an error inside a stream.</summary>
    public int? Status { get; init; }

    /// <summary>For example <c>overloaded_error</c>; null when the body says nothing.</summary>
    public string? Type { get; init; }

    /// <summary>The API's message, for the log only.</summary>
    public string? Message { get; init; }

    /// <summary><c>error.details.error_code</c>, or null.</summary>
    public string? ErrorCode { get; init; }

    public string? RequestId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary><c>x-should-retry</c>, which overrides what the status says; null when absent.</summary>
    public bool? ShouldRetry { get; init; }

    public bool IsSpendCap => ErrorCode is not null && SpendCaps.Contains(ErrorCode);

    public static ApiError Read(int? status, string body, HttpResponseHeaders? headers, DateTimeOffset now)
    {
        var error = new ApiError
        {
            Status = status,
            RequestId = Header(headers, "request-id"),
            RetryAfter = ReadRetryAfter(headers, now),
            ShouldRetry = bool.TryParse(Header(headers, "x-should-retry"), out var should) ? should : null,
        };
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out var element)
                ? error with
                {
                    Type = Text(element, "type"),
                    Message = Text(element, "message"),
                    ErrorCode = element.ValueKind == JsonValueKind.Object && element.TryGetProperty("details", out var details) ? Text(details, "error_code") : null,
                    RequestId = error.RequestId ?? Text(document.RootElement, "request_id"),
                }
                : error;
        }
        catch (JsonException)
        {
            // A gateway in between answers in its own form: the status alone decides.
            return error;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Header(HttpResponseHeaders? headers, string name) =>
        headers is not null && headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    public static TimeSpan? ReadRetryAfter(HttpResponseHeaders? headers, DateTimeOffset now)
    {
        if (double.TryParse(Header(headers, "retry-after-ms"), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return Span(milliseconds / 1000);
        }

        var header = Header(headers, "retry-after");
        if (double.TryParse(header, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return Span(seconds);
        }

        return DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Span((at - now).TotalSeconds) : null;
    }

    private static TimeSpan? Span(double seconds) =>
        double.IsFinite(seconds) ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, TimeSpan.FromDays(1).TotalSeconds)) : null;
}
