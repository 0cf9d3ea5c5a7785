namespace Memori.Server.Errors;

/// <summary>How failures of requests are logged: those that the service speaks of itself (busy, full, too slow, stopping) in a line, others with all that is known of them.</summary>
internal static partial class FailureLog
{
    public static void LogFailure(this ILogger logger, Exception failure, string requestId)
    {
        if (failure is MemoriException { Kind: FaultKind.Unavailable or FaultKind.Full or FaultKind.Timeout } known)
        {
            LogRefused(logger, requestId, known.Code, known.Message);
        }
        else
        {
            LogFailed(logger, failure, requestId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Request {RequestId} was not served: {Code}: {Reason}")]
    private static partial void LogRefused(ILogger logger, string requestId, string code, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} failed")]
    private static partial void LogFailed(ILogger logger, Exception failure, string requestId);
}
