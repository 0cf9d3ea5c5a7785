using Memori.Server.Proxy;

namespace Memori.Server.Errors;

/// <summary>
/// Logs what goes wrong when an answer has begun, which can't be told to its caller any more: the connection is closed without the mark of a whole answer. In place of the web server, which
/// would also log answers that the API broke off.
/// </summary>
internal sealed partial class BrokenAnswers(RequestDelegate next, ILogger<BrokenAnswers> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception failure) when (failure is not AnswerBrokenException && !context.RequestAborted.IsCancellationRequested)
        {
            LogBroken(failure, context.TraceIdentifier);
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The answer to request {RequestId} broke off")]
    private partial void LogBroken(Exception failure, string requestId);
}
