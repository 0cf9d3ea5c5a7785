using System.Text.Json.Nodes;

namespace Memori.Claude.Emulator.Replies;

/// <summary>An error of the documented form.</summary>
/// <param name="Status">The status.</param>
/// <param name="Type">The type of the error.</param>
/// <param name="Message">Its message.</param>
public sealed record FaultReply(int Status, string Type, string Message) : Reply
{
    /// <summary><c>retry-after</c>, or null for none.</summary>
    public string? RetryAfter { get; init; }

    /// <summary><c>x-should-retry</c>, or null for none.</summary>
    public bool? ShouldRetry { get; init; }

    /// <summary><c>error.details.error_code</c>, or null for none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Headers to add.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A 429 because the account's spend cap is reached.</summary>
    public static FaultReply SpendCap => new(429, "rate_limit_error", "This organization has reached its spend limit.") { ErrorCode = "enforced_spend_limit_reached" };

    /// <summary>The documented error of <paramref name="status"/>.</summary>
    public static FaultReply Of(int status) => status switch
    {
        400 => new(status, "invalid_request_error", "invalid request"),
        401 => new(status, "authentication_error", "invalid x-api-key"),
        402 => new(status, "billing_error", "There is a problem with your billing or payment information."),
        403 => new(status, "permission_error", "Your API key does not have permission to use the specified resource."),
        404 => new(status, "not_found_error", "The requested resource could not be found."),
        409 => new(status, "conflict_error", "The request conflicts with another one."),
        413 => new(status, "request_too_large", "Request exceeds the maximum allowed number of bytes."),
        429 => new(status, "rate_limit_error", "Your account has hit a rate limit."),
        504 => new(status, "timeout_error", "The request timed out."),
        529 => new(status, "overloaded_error", "Overloaded"),
        _ => new(status, "api_error", "Internal server error"),
    };

    /// <summary>With a <c>retry-after</c> of so many seconds.</summary>
    public FaultReply After(int seconds) => this with { RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    internal JsonObject ToJson(string requestId)
    {
        var error = new JsonObject { ["type"] = Type, ["message"] = Message };
        if (ErrorCode is not null)
        {
            error["details"] = new JsonObject { ["error_code"] = ErrorCode };
        }

        return new JsonObject { ["type"] = "error", ["error"] = error, ["request_id"] = requestId };
    }
}
