using Memori.Text;

namespace Memori.Server.Background;

/// <summary>Ends the requests that are still under way when the service has no more time, and tells their callers why.</summary>
internal static class RequestEnd
{
    public static async Task EndAsync(HttpContext context, RequestDelegate next)
    {
        var stop = context.RequestServices.GetRequiredService<ServiceStop>();
        var aborted = context.RequestAborted;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, stop.Over);
        context.RequestAborted = either.Token;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (stop.Over.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            throw Stopped();
        }
        finally
        {
            context.RequestAborted = aborted;
        }
    }

    /// <summary>The failure of whatever had to end because the service stops.</summary>
    public static MemoriException Stopped() => new(
        FaultKind.Unavailable, "shutting-down", new LocalizedText("The service is being stopped. Try again in a moment.", "服务正在停止,请稍后重试。"));
}
