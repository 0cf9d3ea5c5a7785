using Memori.Embeddings;
using Microsoft.Extensions.Hosting;

namespace Memori.Server.Background;

/// <summary>Embeds memories as they come, as long as the service runs, when there is an embedding service. Apart from other work, which must not wait for it.</summary>
internal sealed partial class EmbeddingWork(IServiceProvider services, TimeProvider time, ILogger<EmbeddingWork> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (services.GetService<EmbeddingWorker>() is not { } worker)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await RunAsync(worker, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task RunAsync(EmbeddingWorker worker, CancellationToken stoppingToken)
    {
        try
        {
            await worker.RunAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The store may be busy or its disk full: memories are found by their words meanwhile.
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Embedding failed and will be tried again.")]
    private partial void LogFailed(Exception exception);
}
