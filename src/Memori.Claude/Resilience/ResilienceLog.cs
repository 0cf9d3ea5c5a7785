using Microsoft.Extensions.Logging;

namespace Memori.Claude.Resilience;

internal static partial class ResilienceLog
{
    public static void Retrying(this ILogger logger, ClaudeException fault, int attempt, TimeSpan delay)
    {
        var reason = ReasonOf(fault);
        Retrying(logger, fault.Code, fault.RequestId ?? "unknown", attempt, Math.Round(delay.TotalSeconds, 1), reason);
    }

    public static void Failed(this ILogger logger, ClaudeException fault)
    {
        // What a caller got wrong is no failure of the service.
        var level = fault.Status is 400 or 404 or 409 or 413 ? LogLevel.Warning : LogLevel.Error;
        var reason = ReasonOf(fault);
        Failed(logger, level, fault.Code, fault.RequestId ?? "unknown", reason);
    }

    [LoggerMessage(LogLevel.Error, "Claude failed repeatedly: no calls for {Pause}")]
    public static partial void CircuitOpened(this ILogger logger, TimeSpan pause);

    [LoggerMessage(LogLevel.Information, "Claude answers again")]
    public static partial void CircuitClosed(this ILogger logger);

    [LoggerMessage(LogLevel.Warning, "Claude failed ({Code}, request {RequestId}), attempt {Attempt}; next in {Seconds} s: {Reason}")]
    private static partial void Retrying(ILogger logger, string code, string requestId, int attempt, double seconds, string reason);

    [LoggerMessage("Claude failed ({Code}, request {RequestId}): {Reason}")]
    private static partial void Failed(ILogger logger, LogLevel level, string code, string requestId, string reason);

    /// <summary>What the API or the network said. Where in our code it was noticed says nothing.</summary>
    private static string ReasonOf(ClaudeException fault) => fault.GetBaseException().Message;
}
