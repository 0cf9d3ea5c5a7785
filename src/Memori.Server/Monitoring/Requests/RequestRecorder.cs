using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Memori.Measuring;
using Memori.Server.Monitoring.Memory;
using Microsoft.Extensions.Hosting;

namespace Memori.Server.Monitoring.Requests;

/// <summary>
/// Takes what requests took and writes it, many at a time, off their way: within two seconds, and when the service stops. What comes in faster than the store takes it
/// pushes out the oldest, which is counted. Thread-safe.
/// </summary>
internal sealed partial class RequestRecorder(RequestStore store, MemorySampler sampler, TimeProvider time, ILogger<RequestRecorder> logger) : BackgroundService
{
    /// <summary>How many wait for the store at most.</summary>
    public const int Longest = 10_000;

    private const int Together = 500;

    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);

    // A call that nobody settles must not keep its request from being counted.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan HighLatency = TimeSpan.FromMilliseconds(5000);

    private static readonly Meter Meter = new("Memori.Monitoring");

    private static readonly Counter<long> Dropped = Meter.CreateCounter<long>("memori.monitoring.dropped", "{request}", "Requests whose figures were lost because the store was too slow");

    private readonly ConcurrentDictionary<RequestMeasure, Waiting> _waiting = new();

    private readonly Channel<RequestMetrics> _finished = Channel.CreateBounded<RequestMetrics>(
        new BoundedChannelOptions(Longest) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest }, _ => Dropped.Add(1));

    private readonly ConcurrentDictionary<string, DateTimeOffset> _forgotten = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly List<RequestMetrics> _batch = [];

    /// <summary>A request was answered: recorded when all that it began has ended.</summary>
    /// <param name="measure">Its measure.</param>
    /// <param name="result">Makes the figures of the measure.</param>
    public void Complete(RequestMeasure measure, Func<RequestMeasure, RequestMetrics> result)
    {
        _waiting[measure] = new Waiting(result, time.GetTimestamp());
        measure.Complete(Record);
    }

    /// <summary>Takes the figures of one request.</summary>
    public void Record(RequestMetrics request)
    {
        if (request.Latency > HighLatency)
        {
            LogSlow(request.RequestType, request.Latency.TotalMilliseconds);
        }

        LogRequest(request.RequestType, request.Status, request.Usage.TotalTokens, request.Latency.TotalMilliseconds, request.Usage.CostUsd);
        _finished.Writer.TryWrite(request);
        sampler.Used(request);
    }

    /// <summary>Writes what waits.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                while (_batch.Count < Together && _finished.Reader.TryRead(out var next))
                {
                    _batch.Add(next);
                }

                if (_batch.Count == 0)
                {
                    return;
                }

                // What can't be written stays for the next time; meanwhile the queue pushes out its oldest.
                cancellationToken.ThrowIfCancellationRequested();
                await store.AppendAsync(_batch, Known, CancellationToken.None);
                _batch.Clear();
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Lets nobody know any more for whom the requests were that wait here. Waits for nothing: it may be part of a unit of work that others wait for.</summary>
    public void Forget(string userId)
    {
        var now = time.GetUtcNow();
        foreach (var (user, at) in _forgotten)
        {
            if (now - at > 2 * Patience)
            {
                _forgotten.TryRemove(user, out _);
            }
        }

        _forgotten[userId] = now;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var measure in _waiting.Keys)
        {
            Record(measure);
        }

        await TryFlushAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _writing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Gathering, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
            {
                // The rest is written by whoever stops it.
                return;
            }

            foreach (var (measure, waiting) in _waiting)
            {
                if (time.GetElapsedTime(waiting.Since) > Patience)
                {
                    Record(measure);
                }
            }

            await TryFlushAsync(stoppingToken);
        }
    }

    private void Record(RequestMeasure measure)
    {
        if (_waiting.TryRemove(measure, out var waiting))
        {
            Record(waiting.Result(measure));
        }
    }

    /// <summary>A request as it may be known when it is written.</summary>
    private RequestMetrics Known(RequestMetrics request) =>
        _forgotten.TryGetValue(request.UserId, out var at) && request.Timestamp <= at ? request with { UserId = "", SessionId = "" } : request;

    private async Task TryFlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Written when the service stops.
        }
        catch (Exception failure)
        {
            LogNotWritten(failure);
        }
    }

    /// <summary>A request that is answered, and waits for what it began.</summary>
    private sealed record Waiting(Func<RequestMeasure, RequestMetrics> Result, long Since);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Request metrics - type: {Type}, status: {Status}, tokens: {Tokens}, latency: {Latency:F2} ms, cost: ${Cost:F4}")]
    private partial void LogRequest(string type, int status, long tokens, double latency, decimal cost);

    [LoggerMessage(Level = LogLevel.Warning, Message = "High latency detected: {Latency:F2} ms ({Type})")]
    private partial void LogSlow(string type, double latency);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The figures of requests could not be written yet; they will be, while there is room for them.")]
    private partial void LogNotWritten(Exception failure);
}
