using System.Collections.Concurrent;
using System.Threading.Channels;
using Memori.Ingestion;
using Memori.Measuring;
using Memori.Server.Users;
using Microsoft.Extensions.Hosting;

namespace Memori.Server.Proxy.Remembering;

/// <summary>
/// What is done when an answer has gone out: settling, at once, and observing, a few exchanges at a time. A client never waits for it; a service that stops does.
/// Thread-safe.
/// </summary>
internal sealed partial class AfterAnswer(MemoryEngine engine, UserPresence presence, TimeProvider time, ILogger<AfterAnswer> logger) : BackgroundService
{
    // Beyond, exchanges are lost rather than the process: they wait in memory.
    private const int Longest = 1_000;

    // Few enough that a call that comes meanwhile does not wait long for the store.
    private const int Together = 4;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<Said> _exchanges = Channel.CreateBounded<Said>(
        new BoundedChannelOptions(Longest) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly ConcurrentDictionary<Task, bool> _settling = new();

    /// <summary>Sees a settlement that was begun to its end.</summary>
    public void Settle(Task settlement)
    {
        if (!settlement.IsCompletedSuccessfully)
        {
            _settling[settlement] = true;
            _ = SettledAsync(settlement);
        }
    }

    /// <summary>Has an exchange observed.</summary>
    public void Observe(Scope scope, Exchange exchange)
    {
        // The user is served until it is kept; of one who is being forgotten nothing is.
        if (presence.TryEnter(scope.UserId) is not { } attending)
        {
            return;
        }

        var measure = RequestMeasure.Current;
        measure?.Hold();
        if (!_exchanges.Writer.TryWrite(new Said(scope, exchange, attending, measure)))
        {
            measure?.Release();
            attending.Dispose();
            LogLost(Longest);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _exchanges.Writer.TryComplete();
        var settling = Task.WhenAll(_settling.Keys);
        await Task.WhenAny(Task.WhenAll(settling, ExecuteTask ?? Task.CompletedTask), Task.Delay(Patience, time, cancellationToken));
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _exchanges.Reader.WaitToReadAsync(stoppingToken))
        {
            // Some together cost the store little more than one: they share a commit.
            await Task.Delay(Gathering, time, stoppingToken);
            while (Take() is { Count: > 0 } some)
            {
                await Task.WhenAll(some.Select(one => ObserveAsync(one, stoppingToken)));
            }
        }
    }

    /// <summary>The next few, each of another user: what one says stays in its order.</summary>
    private List<Said> Take()
    {
        var some = new List<Said>(Together);
        while (some.Count < Together && _exchanges.Reader.TryPeek(out var next) && some.TrueForAll(one => one.Scope.UserId != next.Scope.UserId))
        {
            _exchanges.Reader.TryRead(out _);
            some.Add(next);
        }

        return some;
    }

    private async Task ObserveAsync(Said said, CancellationToken stoppingToken)
    {
        using var measuring = said.Measure is { } measure ? RequestMeasure.Use(measure) : null;
        try
        {
            await engine.ObserveAsync(said.Scope, said.Exchange, stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotObserved(failure);
        }
        finally
        {
            said.Measure?.Release();
            said.Presence.Dispose();
        }
    }

    private async Task SettledAsync(Task settlement)
    {
        try
        {
            await settlement;
        }
        catch (Exception failure)
        {
            // The reservation stands, and is resolved at its worst case when its time is over.
            LogNotSettled(failure);
        }
        finally
        {
            _settling.TryRemove(settlement, out _);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A call could not be settled: it counts at its worst case.")]
    private partial void LogNotSettled(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An exchange could not be observed.")]
    private partial void LogNotObserved(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "More than {Count} exchanges wait to be observed: one is lost.")]
    private partial void LogLost(int count);

    /// <summary>An exchange to be observed, with its user's presence and the measure of its request.</summary>
    private sealed record Said(Scope Scope, Exchange Exchange, IDisposable Presence, RequestMeasure? Measure);
}
