using Microsoft.Extensions.Hosting;

namespace Memori.Server.Access.Keys;

/// <summary>Writes down once a minute, and when the service stops, which keys were used. Each process writes its own.</summary>
internal sealed partial class KeyUseWriter(ApiKeys keys, TimeProvider time, ILogger<KeyUseWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Interval, time, stoppingToken);
            await WriteAsync(stoppingToken);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await keys.FlushUseAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The store may be busy or its disk full: what was noted waits for the next time.
            LogFailed(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The days on which keys were last used could not be written down; they will be later.")]
    private partial void LogFailed(Exception exception);
}
