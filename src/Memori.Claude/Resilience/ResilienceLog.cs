using Microsoft.Extensions.Logging;

namespace Memori.Claude.Resilience;

internal static partial class ResilienceLog
{
    [LoggerMessage(LogLevel.Warning, "Claude failed ({Code}, request {RequestId}), attempt {Attempt}; next in {Delay}")]
    public static partial void Retrying(this ILogger logger, string code, string? requestId, int attempt, TimeSpan delay, Exception? cause);

    [LoggerMessage(LogLevel.Error, "Claude failed ({Code}, request {RequestId})")]
    public static partial void Failed(this ILogger logger, string code, string? requestId, Exception cause);

    [LoggerMessage(LogLevel.Error, "Claude failed repeatedly: no calls for {Pause}")]
    public static partial void CircuitOpened(this ILogger logger, TimeSpan pause);

    [LoggerMessage(LogLevel.Information, "Claude answers again")]
    public static partial void CircuitClosed(this ILogger logger);
}
