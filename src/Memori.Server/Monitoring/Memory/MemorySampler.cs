using System.Collections.Concurrent;
using System.Threading.Channels;
using Memori.Server.Configuration;
using Memori.Server.Monitoring.Requests;
using Microsoft.Extensions.Hosting;

namespace Memori.Server.Monitoring.Memory;

/// <summary>
/// Looks at the memories of sessions that are used: of each at most once a minute, one after another, and never for more than a twentieth of the time, since counting goes through
/// them all. Sessions that there is no time for are left out. Thread-safe.
/// </summary>
internal sealed partial class MemorySampler(
    MemoryEngine engine, MemoryMetricsStore store, TimeProvider time, MemoriSettings settings, ILogger<MemorySampler> logger) : BackgroundService
{
    private const int Most = 1_000;
    private const int Rest = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string User, string Session), long> _looked = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _forgotten = new(StringComparer.Ordinal);

    private readonly Channel<RequestMetrics> _used = Channel.CreateBounded<RequestMetrics>(
        new BoundedChannelOptions(Most) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>A session was used: its memories are looked at when they were not for a while.</summary>
    public void Used(RequestMetrics request)
    {
        if (request is not { UserId.Length: > 0, SessionId.Length: > 0, HasFailed: false, WasRefused: false })
        {
            return;
        }

        var key = (request.UserId, request.SessionId);
        var now = time.GetTimestamp();
        if (_looked.TryGetValue(key, out var last) && time.GetElapsedTime(last, now) < Interval)
        {
            return;
        }

        if (_looked.Count >= Most)
        {
            // Names come from callers; those that were used longest ago could be looked at anew in any case.
            _looked.Clear();
        }

        _looked[key] = now;
        _used.Writer.TryWrite(request);
    }

    /// <summary>Leaves out what waits here of a user.</summary>
    public void Forget(string userId)
    {
        if (_forgotten.Count >= Most)
        {
            _forgotten.Clear();
        }

        _forgotten[userId] = time.GetUtcNow();
    }

    /// <summary>Looks at the memories of a request's session.</summary>
    public async Task LookAsync(RequestMetrics request, CancellationToken cancellationToken)
    {
        var statistics = await engine.StatisticsAsync(Scope.Create(request.UserId, request.SessionId), cancellationToken);
        await store.AppendAsync(
            new MemoryMetrics
            {
                Timestamp = time.GetUtcNow(),
                UserId = request.UserId,
                SessionId = request.SessionId,
                TotalMemories = statistics.Total,
                MemoryTokens = statistics.Tokens,
                AverageImportance = statistics.AverageImportance,
                RetrievalTime = request.RetrievalTime,
            },
            () => !(_forgotten.TryGetValue(request.UserId, out var at) && request.Timestamp <= at),
            cancellationToken);
        if (settings.AlertMemoryTokens > 0 && statistics.Tokens > settings.AlertMemoryTokens)
        {
            LogLarge(request.UserId, statistics.Tokens);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _used.Reader.WaitToReadAsync(stoppingToken))
            {
                while (_used.Reader.TryRead(out var request))
                {
                    var started = time.GetTimestamp();
                    await TryLookAsync(request, stoppingToken);
                    await Task.Delay(time.GetElapsedTime(started) * Rest, time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task TryLookAsync(RequestMetrics request, CancellationToken stoppingToken)
    {
        try
        {
            await LookAsync(request, stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotSeen(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Large memory size for {User}: {Tokens} tokens")]
    private partial void LogLarge(string user, long tokens);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The size of a session's memories could not be kept.")]
    private partial void LogNotSeen(Exception failure);
}
