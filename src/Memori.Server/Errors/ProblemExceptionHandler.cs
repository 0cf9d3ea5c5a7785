using System.Text.Json;
using Memori.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Memori.Server.Errors;

/// <summary>The one map from failures to ProblemDetails. Texts of unknown failures stay in the log.</summary>
internal sealed partial class ProblemExceptionHandler(IProblemDetailsService problems, ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    private static readonly LocalizedText Unexpected = new(
        "Something went wrong on our side. The log has the details under the request id.", "服务器内部出错。详细信息见日志中的请求编号。");

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var language = RequestLanguage.Of(httpContext.Request);
        var problem = exception switch
        {
            MemoriException known => Problem(FaultStatus.Of(known.Kind), known.Code, known.Text.In(language)),
            BadHttpRequestException { InnerException: JsonException json } bad => Problem(bad.StatusCode, "bad-request", Unreadable(json).In(language)),
            BadHttpRequestException bad => Problem(bad.StatusCode, "bad-request", bad.Message),
            _ => Problem(StatusCodes.Status500InternalServerError, "internal", Unexpected.In(language)),
        };
        if (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            LogFailure(exception, httpContext.TraceIdentifier);
        }

        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "1";
        }

        httpContext.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem, Exception = exception });
    }

    private static LocalizedText Unreadable(JsonException json) => new(
        $"The body is not the JSON that this route takes (at {json.Path ?? "$"}).", $"请求体不是此接口所需的 JSON(位置 {json.Path ?? "$"})。");

    private static ProblemDetails Problem(int status, string code, string detail) =>
        new() { Status = status, Detail = detail, Extensions = { ["code"] = code } };

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} failed")]
    private partial void LogFailure(Exception exception, string requestId);
}
