using Memori.Jobs;
using Memori.Lifecycle;
using Microsoft.Extensions.Hosting;

namespace Memori.Server.Background;

/// <summary>Warms the memory engine up, then runs background jobs as they come due, and the lifecycle's rounds, as long as the service runs.</summary>
internal sealed partial class BackgroundWork(MemoryEngine engine, JobRunner jobs, LifecycleSweep lifecycle, TimeProvider time, ILogger<BackgroundWork> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await TryAsync(() => engine.WarmUpAsync(stoppingToken), stoppingToken);
        long? swept = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryAsync(async () => await jobs.RunDueAsync(stoppingToken), stoppingToken);
            if (swept is not { } last || time.GetElapsedTime(last) >= SweepInterval)
            {
                swept = time.GetTimestamp();
                await TryAsync(async () => await lifecycle.RunAsync(cancellationToken: stoppingToken), stoppingToken);
            }

            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TryAsync(Func<Task> work, CancellationToken stoppingToken)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; what was begun is taken up again when its lease is over.
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
