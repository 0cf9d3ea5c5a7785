using System.Diagnostics;
using System.Globalization;
using Memori.Telemetry;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Memori.Server.Telemetry.Requests;

/// <summary>
/// The outermost of all that sees a request: gives it its id, names its span by its route, and logs one line when it is over.
/// Neither has the path, the query or anything of the body: they may carry what is nobody's business.
/// </summary>
internal sealed partial class RequestTelemetry(RequestDelegate next, TimeProvider time, ILogger<RequestTelemetry> logger)
{
    // By the nginx convention: who asked is gone.
    private const int ClientClosedRequest = 499;

    // Of requests that match none, the path is whatever somebody wrote.
    private const string NoRoute = "-";

    private static readonly string[] Probes = ["/health", "/metrics"];

    public async Task InvokeAsync(HttpContext context)
    {
        var id = RequestId.Of(context.Request, time);
        RequestId.Current = id;
        context.TraceIdentifier = id;
        context.Response.OnStarting(SayId, context);
        var started = time.GetTimestamp();
        var hasFailed = true;
        try
        {
            await next(context);
            hasFailed = false;
        }
        finally
        {
            End(context, time.GetElapsedTime(started), hasFailed);
        }
    }

    private static Task SayId(object state)
    {
        // What passes through the door may say its own.
        var context = (HttpContext)state;
        context.Response.Headers.TryAdd(RequestId.Header, context.TraceIdentifier);
        return Task.CompletedTask;
    }

    private void End(HttpContext context, TimeSpan took, bool hasFailed)
    {
        var status = context.RequestAborted.IsCancellationRequested ? ClientClosedRequest
            : hasFailed && !context.Response.HasStarted ? StatusCodes.Status500InternalServerError
            : context.Response.StatusCode;
        var route = RouteOf(context);
        Name(context, route, status);
        var isProbe = Array.Exists(Probes, probe => context.Request.Path.StartsWithSegments(probe, StringComparison.OrdinalIgnoreCase));
        var milliseconds = Math.Round(took.TotalMilliseconds, 2);
        LogRequest(isProbe ? LogLevel.Debug : LogLevel.Information, context.Request.Method, route, status, milliseconds);
    }

    private static string RouteOf(HttpContext context)
    {
        // A failure made the framework forget where it was going.
        var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
        return (endpoint as RouteEndpoint)?.RoutePattern.RawText is { Length: > 0 } route ? route : NoRoute;
    }

    private static void Name(HttpContext context, string route, int status)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
        {
            return;
        }

        span.DisplayName = route == NoRoute ? context.Request.Method : $"{context.Request.Method} {route}";
        span.SetTag("http.request.method", context.Request.Method);
        span.SetTag("http.route", route == NoRoute ? null : route);
        span.SetTag("http.response.status_code", status);
        span.SetTag("url.scheme", context.Request.Scheme);
        span.SetTag("memori.request.id", context.TraceIdentifier);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            span.SetTag(Spans.ErrorType, status.ToString(CultureInfo.InvariantCulture));
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    [LoggerMessage(EventName = "request", Message = "{Method} {Route} answered {Status} in {Milliseconds} ms")]
    private partial void LogRequest(LogLevel level, string method, string route, int status, double milliseconds);
}
