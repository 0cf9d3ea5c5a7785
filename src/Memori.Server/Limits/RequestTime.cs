using Memori.Server.Configuration.Reload;

namespace Memori.Server.Limits;

/// <summary>
/// How long a request may take: then its work is canceled, and it is answered with <c>request-timeout</c>. What takes as long as it takes lifts the limit when it begins. Thread-safe.
/// </summary>
internal sealed class RequestTime(RequestDelegate next, LiveSettings live, TimeProvider time)
{
    /// <summary>From now on, the request may take as long as it takes: its body is a file, or its answer a stream, or it has a limit of its own.</summary>
    public static void Lift(HttpContext context) => context.Features.Get<Deadline>()?.Over.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Whether the time is over, so that what fails now fails for that.</summary>
    public static bool IsOver(HttpContext context) => context.Features.Get<Deadline>()?.Over.IsCancellationRequested == true;

    public async Task InvokeAsync(HttpContext context)
    {
        var aborted = context.RequestAborted;
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(live.Current.RequestTimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, aborted);
        context.Features.Set(new Deadline(over));
        context.RequestAborted = either.Token;

        // Whoever reads the body as JSON doesn't look at that token: a client that sends it drop by drop would hold on for hours.
        using var stop = over.Token.Register(static state => ((HttpContext)state!).Request.BodyReader.CancelPendingRead(), context);
        try
        {
            await next(context);
        }
        catch (Exception stopped) when (stopped is not MemoriException && over.IsCancellationRequested && !aborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            throw LimitFaults.TimedOut();
        }
        finally
        {
            context.RequestAborted = aborted;
        }
    }

    private sealed record Deadline(CancellationTokenSource Over);
}
