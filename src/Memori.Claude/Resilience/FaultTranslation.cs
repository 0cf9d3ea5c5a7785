using System.Text.Json;
using Anthropic.Exceptions;
using Memori.Claude.Upstream;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Memori.Claude.Resilience;

/// <summary>One map from what the SDK and the pipeline throw to our failures.</summary>
internal static class FaultTranslation
{
    /// <summary>Our failure for <paramref name="cause"/>; null when it is not ours to explain (the caller's cancellation, a programming error).</summary>
    public static ClaudeException? Translate(Exception cause, ClaudeOptions options, CancellationToken callers) => cause switch
    {
        ClaudeException ours => ours,
        AttemptForbiddenException => null,
        _ when callers.IsCancellationRequested => null,
        TimeoutRejectedException timeout => ClaudeFaults.TimedOut(timeout.Timeout, cause),
        BrokenCircuitException open => ClaudeFaults.CircuitOpen(open.RetryAfter, cause),
        _ when Find<ClaudeException>(cause) is { } inside => inside,
        AnthropicApiException api => ClaudeFaults.From(ApiError.Read((int)api.StatusCode, api.ResponseBody ?? "", headers: null, default), cause),
        AnthropicSseException sse => ClaudeFaults.From(ReadEvent(sse), cause),
        // The connect time-out of the handler speaks in this form.
        OperationCanceledException { InnerException: TimeoutException } => ClaudeFaults.Unreachable(cause, sent: false),
        AnthropicIOException or HttpRequestException { StatusCode: null } => ClaudeFaults.Unreachable(cause, WasSent(cause)),
        IOException => ClaudeFaults.StreamCut(cause),
        AnthropicInvalidDataException or JsonException => ClaudeFaults.Unreadable(cause),
        OperationCanceledException => ClaudeFaults.TimedOut(options.Timeout, cause),
        _ => null,
    };

    private static bool WasSent(Exception cause) =>
        Find<HttpRequestException>(cause)?.HttpRequestError is not (HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError);

    private static ApiError ReadEvent(AnthropicSseException cause)
    {
        var body = cause.Body.ValueKind == JsonValueKind.Undefined ? "" : cause.Body.GetRawText();
        return ApiError.Read(status: null, body, headers: null, default);
    }

    private static T? Find<T>(Exception? cause)
        where T : Exception
    {
        for (var at = cause; at is not null; at = at.InnerException)
        {
            if (at is T found)
            {
                return found;
            }
        }

        return null;
    }
}
