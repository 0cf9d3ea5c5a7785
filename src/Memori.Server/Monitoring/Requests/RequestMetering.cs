using System.Collections.Frozen;
using Memori.Measuring;
using Memori.Server.Access;
using Memori.Server.Chat;
using Memori.Server.Errors;

namespace Memori.Server.Monitoring.Requests;

/// <summary>Measures every request of the API and hands the result to the <see cref="RequestRecorder"/>, also when it failed or its client hung up.</summary>
internal static class RequestMetering
{
    private const int ClientGone = 499;

    // What the service was not set up for does not get better by looking after its health.
    private static readonly FrozenSet<string> Misconfigured = FrozenSet.Create(ChatFaults.NotConfiguredCode);

    public static async Task MeasureAsync(HttpContext context, RequestDelegate next)
    {
        if (RequestTypes.Of(context) is not { } type)
        {
            await next(context);
            return;
        }

        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var recorder = context.RequestServices.GetRequiredService<RequestRecorder>();
        var measure = new RequestMeasure(time);
        var (came, started) = (time.GetUtcNow(), time.GetTimestamp());
        Exception? failure = null;
        using (RequestMeasure.Use(measure))
        {
            try
            {
                await next(context);
            }
            catch (Exception thrown)
            {
                failure = thrown;
                throw;
            }
            finally
            {
                var (status, code) = Outcome(context, measure, failure);
                var latency = time.GetElapsedTime(started);
                var user = measure.UserId ?? AccessGate.IdentityOf(context.Request)?.UserId ?? "";
                recorder.Complete(measure, whole => new RequestMetrics
                {
                    Timestamp = came,
                    UserId = user,
                    SessionId = whole.SessionId ?? "",
                    RequestType = type,
                    Status = status,
                    HasFailed = (status >= StatusCodes.Status500InternalServerError || whole.HasFailed) && (code is null || !Misconfigured.Contains(code)),
                    ErrorCode = code,
                    Usage = whole.Usage,
                    Latency = latency,
                    RetrievalTime = whole.RecallTime,
                    ClaudeTime = whole.CallTime,
                    MemoriesRetrieved = whole.MemoriesRetrieved,
                    MemoriesCreated = whole.MemoriesCreated,
                });
            }
        }
    }

    private static (int Status, string? Code) Outcome(HttpContext context, RequestMeasure measure, Exception? failure)
    {
        var isGone = context.RequestAborted.IsCancellationRequested;
        if (isGone && !context.Response.HasStarted && !measure.HasFailed)
        {
            return (ClientGone, "client-closed");
        }

        if (failure is null || context.Response.HasStarted)
        {
            var status = context.Response.StatusCode;
            var code = measure.ErrorCode ?? (isGone ? "client-closed" : status >= StatusCodes.Status400BadRequest ? $"http-{status}" : null);
            return (failure is null || isGone ? status : StatusCodes.Status500InternalServerError, code ?? (failure is null ? null : "answer-broken"));
        }

        var problem = ProblemExceptionHandler.Describe(failure, context.Request);
        return (problem.Status ?? StatusCodes.Status500InternalServerError, measure.ErrorCode ?? ProblemExceptionHandler.CodeOf(problem));
    }
}
