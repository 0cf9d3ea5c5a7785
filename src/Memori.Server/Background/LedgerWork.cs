using Memori.Ledger;
using Memori.Storage;
using Microsoft.Extensions.Hosting;

namespace Memori.Server.Background;

/// <summary>
/// Settles what model calls left behind, every ten seconds, and proves the ledger's totals once an hour, in one process of all that share the state.
/// Apart from other work, which must not hold it up.
/// </summary>
internal sealed partial class LedgerWork(UsageLedger ledger, IJobStore jobs, TimeProvider time, ILogger<LedgerWork> logger) : BackgroundService
{
    private const string Lead = "ledger-reconciliation";

    // Late settlements change days that are over, but not for long.
    private const int DaysLookedAt = 7;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReconcileInterval = TimeSpan.FromHours(1);

    private readonly string _name = $"{Environment.MachineName}/{Environment.ProcessId}";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        long? reconciled = null;
        try
        {
            do
            {
                await TryAsync(() => ledger.ResolveOrphansAsync(stoppingToken), stoppingToken);
                if (reconciled is not { } last || time.GetElapsedTime(last) >= ReconcileInterval)
                {
                    var since = reconciled is null ? (DateOnly?)null : ledger.Today.AddDays(-DaysLookedAt);
                    reconciled = time.GetTimestamp();
                    await TryAsync(() => ReconcileAsync(since, stoppingToken), stoppingToken);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task ReconcileAsync(DateOnly? since, CancellationToken stoppingToken)
    {
        if (await jobs.LeadAsync(Lead, _name, ReconcileInterval / 2, stoppingToken) is not null)
        {
            await ledger.ReconcileAsync(since, stoppingToken);
        }
    }

    private async Task TryAsync(Func<Task> work, CancellationToken stoppingToken)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The store may be busy or its disk full: what is open stays reserved, and is resolved later.
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The ledger's background work failed and will be tried again.")]
    private partial void LogFailed(Exception exception);
}
