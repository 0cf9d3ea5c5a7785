using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Memori.Claude.Resilience;
using Memori.Ledger;
using Memori.Measuring;
using Memori.Server.Errors;
using Memori.Server.Limits;
using Memori.Text;

namespace Memori.Server.Proxy;

/// <summary>A failure of the door itself, in the form of the API's errors, so that any client of the API understands it.</summary>
internal sealed record ProxyFault
{
    private const string RequestIdHeader = "request-id";

    private static readonly LocalizedText Unexpected = new("Something went wrong in Memori; its log has the details.", "Memori 内部出错,详细信息见日志。");

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The status.</summary>
    public required int Status { get; init; }

    /// <summary>The type of the error: one of the API's.</summary>
    public required string Type { get; init; }

    /// <summary>The stable code: <c>error.details.error_code</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What went wrong.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary><c>retry-after</c>, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether a client may try again at once; null for what the status says.</summary>
    public bool? ShouldRetry { get; init; }

    /// <summary>Whether a request is one of the API's, so that errors have the API's form.</summary>
    public static bool IsDoor(HttpRequest request) => request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase);

    /// <summary>The fault of a failure.</summary>
    public static ProxyFault Of(Exception failure, DateTimeOffset now) => failure switch
    {
        BudgetExceededException exceeded => new ProxyFault
        {
            Status = StatusCodes.Status429TooManyRequests,
            Type = "rate_limit_error",
            Code = exceeded.Code,
            Text = exceeded.Text,
            RetryAfter = Errors.RetryAfter.Of(exceeded, now),
            ShouldRetry = false,
        },
        ClaudeException claude => OfClaude(claude),
        MemoriException { Code: LimitFaults.BusyCode } busy => OfStatus(529, busy.Code, busy.Text) with { RetryAfter = Errors.RetryAfter.Of(busy, now) },
        MemoriException known => OfStatus(FaultStatus.Of(known.Kind), known.Code, known.Text) with { RetryAfter = Errors.RetryAfter.Of(known, now) },
        BadHttpRequestException bad => OfRequest(bad.StatusCode),
        _ => OfStatus(StatusCodes.Status500InternalServerError, "internal", Unexpected),
    };

    /// <summary>The fault of a status, with the type that the API gives it.</summary>
    public static ProxyFault OfStatus(int status, string code, LocalizedText text) => new()
    {
        Status = status,
        Code = code,
        Text = text,
        Type = status switch
        {
            StatusCodes.Status401Unauthorized => "authentication_error",
            StatusCodes.Status403Forbidden => "permission_error",
            StatusCodes.Status404NotFound => "not_found_error",
            StatusCodes.Status413PayloadTooLarge => "request_too_large",
            StatusCodes.Status429TooManyRequests => "rate_limit_error",
            StatusCodes.Status504GatewayTimeout => "timeout_error",
            529 => "overloaded_error",
            < 500 => "invalid_request_error",
            _ => "api_error",
        },
    };

    /// <summary>A body above the API's own limit.</summary>
    public static ProxyFault TooLarge() => OfRequest(StatusCodes.Status413PayloadTooLarge);

    /// <summary>A request that can't be served as it is.</summary>
    public static ProxyFault OfRequest(int status)
    {
        var (code, text) = status switch
        {
            StatusCodes.Status404NotFound => ("no-such-route", new LocalizedText(
                "Only /v1/messages and /v1/messages/count_tokens are passed on.", "仅转发 /v1/messages 和 /v1/messages/count_tokens。")),
            StatusCodes.Status405MethodNotAllowed => ("method-not-allowed", new LocalizedText("This route takes POST.", "该接口只接受 POST。")),
            StatusCodes.Status413PayloadTooLarge => ("too-large", new LocalizedText("A request may have 32 MB at most.", "请求体最大为 32 MB。")),
            _ => ("invalid-request", new LocalizedText("The request can't be read.", "无法读取请求。")),
        };
        return OfStatus(status, code, text);
    }

    /// <summary>Writes it.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        var requestId = "req_" + context.TraceIdentifier.Replace(':', '_');
        RequestMeasure.Current?.Refuse(Code);
        response.StatusCode = Status;
        response.ContentType = "application/json";
        response.Headers[RequestIdHeader] = requestId;
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Errors.RetryAfter.Text(wait);
        }

        if (ShouldRetry is { } retry)
        {
            response.Headers["x-should-retry"] = retry ? "true" : "false";
        }

        var body = new ArrayBufferWriter<byte>(512);
        Write(body, requestId, Text.In(RequestLanguage.Of(context.Request)));
        response.ContentLength = body.WrittenCount;
        await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    private static ProxyFault OfClaude(ClaudeException claude)
    {
        var status = claude switch
        {
            ClaudeOverloadedException => 529,
            ClaudeRateLimitException => StatusCodes.Status429TooManyRequests,
            ClaudeTimeoutException => StatusCodes.Status504GatewayTimeout,
            _ => StatusCodes.Status502BadGateway,
        };

        // We tried as often as it makes sense: a client that tries as often again would multiply the two.
        return OfStatus(status, claude.Code, claude.Text) with { RetryAfter = claude.RetryAfter, ShouldRetry = false };
    }

    private void Write(ArrayBufferWriter<byte> body, string requestId, string message)
    {
        using var json = new Utf8JsonWriter(body, Readable);
        json.WriteStartObject();
        json.WriteString("type"u8, "error"u8);
        json.WriteStartObject("error"u8);
        json.WriteString("type"u8, Type);
        json.WriteString("message"u8, message);
        json.WriteStartObject("details"u8);
        json.WriteString("error_code"u8, Code);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("request_id"u8, requestId);
        json.WriteEndObject();
    }
}
