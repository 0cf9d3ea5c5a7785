using Memori.Jobs;
using Microsoft.Extensions.Hosting;

namespace Memori.Server.Background;

/// <summary>
/// Warms the memory engine up, then runs queued jobs as they come due, as long as the service runs. When it stops, the job that runs may come to its end,
/// and those that were only claimed are given back.
/// </summary>
internal sealed partial class BackgroundWork(MemoryEngine engine, JobRunner jobs, ServiceStop stop, TimeProvider time, ILogger<BackgroundWork> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // It comes to its end by itself.
        await (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, stop.Ending);
        await TryAsync(() => engine.WarmUpAsync(over.Token), over.Token);
        while (!stoppingToken.IsCancellationRequested && !stop.IsStopping)
        {
            await TryAsync(() => jobs.RunDueAsync(stop.Stopping, over.Token), over.Token);
            await Task.Delay(Interval, time, stop.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TryAsync(Func<Task> work, CancellationToken over)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The service stops; what was begun was given back.
        }
        catch (Exception exception)
        {
            // The store may be busy or its disk full: the work waits where it is, the service goes on.
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Background work failed and will be tried again.")]
    private partial void LogFailed(Exception exception);
}
