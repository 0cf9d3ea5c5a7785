using Memori.Server.Ask;
using Memori.Server.Background;
using Memori.Server.Policies;
using Memori.Server.Proxy;
using Memori.Text;
using Memori.Text2Sql.Guarding.Policies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Memori.Server.Errors;

/// <summary>The one map from failures to ProblemDetails. Texts of unknown failures stay in the log.</summary>
internal sealed class ProblemExceptionHandler(IProblemDetailsService problems, TimeProvider time, ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    private static readonly LocalizedText Unexpected = new(
        "Something went wrong on our side. The log has the details under the request id.", "服务器内部出错。详细信息见日志中的请求编号。");

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (ProxyFault.IsDoor(httpContext.Request))
        {
            // Refused before it came to the door: its clients know one form of errors only.
            await ProxyFault.Of(exception, time.GetUtcNow()).WriteAsync(httpContext);
            return true;
        }

        var problem = Describe(exception, httpContext.Request);
        if (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            logger.LogFailure(exception, httpContext.TraceIdentifier);
        }

        if (RetryAfter.Of(exception, time.GetUtcNow()) is { } wait)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfter.Text(wait);
        }

        httpContext.Response.StatusCode = problem.Status!.Value;
        if (!await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem, Exception = exception }))
        {
            // What was asked for is YAML, CSV or a workbook: a problem has one form all the same.
            await httpContext.Response.WriteAsJsonAsync(problem, ServiceJson.Readable.ProblemDetails, "application/problem+json", cancellationToken);
        }

        return true;
    }

    /// <summary>A failure as its caller is told it, in the caller's language.</summary>
    public static ProblemDetails Describe(Exception exception, HttpRequest request)
    {
        var language = RequestLanguage.Of(request);
        var problem = exception switch
        {
            PolicyInvalidException invalid => Faults(invalid, language),
            MemoriException known => Problem(FaultStatus.Of(known.Kind), known.Code, known.Text.In(language)),
            OperationCanceledException when request.HttpContext.RequestServices.GetRequiredService<ServiceStop>().Ending.IsCancellationRequested => Describe(RequestEnd.Stopped(), request),
            BadHttpRequestException bad => RequestFaults.Describe(bad.StatusCode, request.HttpContext, language, bad),
            InvalidOperationException when RequestFaults.HasUnknownCharset(request) => RequestFaults.Describe(StatusCodes.Status415UnsupportedMediaType, request.HttpContext, language),
            _ => Problem(StatusCodes.Status500InternalServerError, "internal", Unexpected.In(language)),
        };
        problem.Extensions[RequestFaults.RequestId] = request.HttpContext.TraceIdentifier;
        return problem.Entitle(language);
    }

    /// <summary>The stable code of a problem.</summary>
    public static string CodeOf(ProblemDetails problem) => problem.Extensions.TryGetValue("code", out var code) && code is string known ? known : "unknown";

    private static ProblemDetails Faults(PolicyInvalidException invalid, Language language)
    {
        var problem = Problem(FaultStatus.Of(invalid.Kind), invalid.Code, invalid.Text.In(language));
        problem.Extensions["faults"] = PolicyCheckDocument.From(invalid.Faults, language).Faults;
        return problem;
    }

    private static ProblemDetails Problem(int status, string code, string detail) =>
        new() { Status = status, Detail = detail, Extensions = { ["code"] = code } };
}
