using System.Collections.Concurrent;
using Memori.Server.Background;
using Microsoft.Extensions.Hosting;

namespace Memori.Server.Jobs;

/// <summary>
/// Runs scheduled work as it comes due, as long as the service runs: several pieces at once, so that a slow one does not hold up the others.
/// When the service stops nothing new is begun, and what runs may come to its end until <see cref="ServiceStop.Ending"/>.
/// </summary>
internal sealed partial class WorkScheduler(WorkRunner runner, ServiceStop stop, TimeProvider time, ILogger<WorkScheduler> logger) : BackgroundService
{
    private const int MostAtOnce = 4;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // A service that has just been installed has better things to do than all its work at once.
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);

    private readonly long _started = time.GetTimestamp();

    private long _looked = time.GetTimestamp();

    /// <summary>How long ago it last looked what is due.</summary>
    public TimeSpan SinceLastLook => time.GetElapsedTime(Interlocked.Read(ref _looked));

    /// <summary>Makes a run that was begun by request, so that it comes to its end when the service stops.</summary>
    public void Adopt(WorkRun run) => _running[$"{run.Work.Name}/{run.Holder}"] = Task.Run(() => RunAsync(run, stop.Ending), CancellationToken.None);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_running.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, stop.Ending);
        var isWaiting = false;
        while (!stoppingToken.IsCancellationRequested && !stop.IsStopping)
        {
            try
            {
                await BeginDueAsync(over.Token);
                Interlocked.Exchange(ref _looked, time.GetTimestamp());
                isWaiting = false;
            }
            catch (MemoriException fault) when (fault.Kind == FaultKind.Unavailable && !stoppingToken.IsCancellationRequested)
            {
                if (!isWaiting)
                {
                    LogWaits(fault.Code);
                }

                isWaiting = true;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The store may be busy: the work waits where it is, the service goes on.
                LogFailed(exception);
            }

            await Task.Delay(Interval, time, stop.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_running.Values);
    }

    private async Task BeginDueAsync(CancellationToken over)
    {
        foreach (var ended in _running.Where(run => run.Value.IsCompleted).ToList())
        {
            _running.TryRemove(ended);
        }

        if (_running.Count >= MostAtOnce)
        {
            return;
        }

        var states = await runner.StatesAsync(over);
        var now = time.GetUtcNow();
        foreach (var state in states.Where(state => state.NextAt <= now && MayBegin(state)).OrderBy(state => state.NextAt).Take(MostAtOnce - _running.Count))
        {
            if (stop.IsStopping)
            {
                return;
            }

            if (!_running.ContainsKey(state.Work.Name) && await runner.BeginAsync(state.Work, onlyWhenDue: true, over) is { } run)
            {
                // Not in this flow: a piece of work that never waits must not hold up the others.
                _running[state.Work.Name] = Task.Run(() => RunAsync(run, over), CancellationToken.None);
            }
        }
    }

    private bool MayBegin(WorkState state) =>
        state.Record.BegunAt is not null || time.GetElapsedTime(_started) is var up && (up >= FirstPatience || up >= state.Work.Interval / 10);

    private async Task RunAsync(WorkRun run, CancellationToken over)
    {
        try
        {
            await run.CompleteAsync(over);
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Background work waits for the state database: {Code}.")]
    private partial void LogWaits(string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "The scheduler failed and will try again.")]
    private partial void LogFailed(Exception exception);
}
