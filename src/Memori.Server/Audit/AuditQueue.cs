using System.Collections.Concurrent;
using System.Globalization;
using Memori.Storage;
using Microsoft.Extensions.Hosting;

namespace Memori.Server.Audit;

/// <summary>
/// Entries that nobody waits for: calls of models, refusals at the gate, and questions while the disk is full. Written together, soon, or as soon as there is
/// room; a service that stops writes them first. Thread-safe.
/// </summary>
internal sealed partial class AuditQueue : IHostedService, IAsyncDisposable, IDisposable
{
    /// <summary>How many entries wait at most. Beyond, questions are not answered, and other entries are lost rather than the process.</summary>
    public const int Longest = 10_000;

    private const int Together = 256;

    private static readonly TimeSpan UntilThereIsRoom = TimeSpan.FromSeconds(5);

    private readonly AuditTrail _audit;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditQueue> _logger;
    private readonly ConcurrentQueue<NewAuditEntry> _entries = new();
    private readonly SemaphoreSlim _writer = new(1);
    private readonly ITimer _again;
    private List<NewAuditEntry> _taken = [];
    private int _asked;
    private bool _disposed;

    public AuditQueue(AuditTrail audit, TimeProvider time, ILogger<AuditQueue> logger)
    {
        _audit = audit;
        _time = time;
        _logger = logger;
        _again = time.CreateTimer(static queue => ((AuditQueue)queue!).FlushSoon(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Has an entry written soon.</summary>
    public void Add(NewAuditEntry entry)
    {
        if (_entries.Count >= Longest)
        {
            LogLost(1, null);
            return;
        }

        _entries.Enqueue(entry);
        FlushSoon();
    }

    /// <summary>Holds the entry of what was done while the disk is full, with the time at which it was done.</summary>
    /// <returns>False when too many are held: then it must not have happened.</returns>
    public bool TryHold(NewAuditEntry entry)
    {
        if (_entries.Count >= Longest)
        {
            return false;
        }

        var facts = entry.Facts?.DeepClone().AsObject() ?? [];
        facts["happened_at"] = _time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        LogHeld(entry.Kind, entry.RequestId, entry.Actor.Id);
        Add(entry with { Facts = facts });
        return true;
    }

    /// <summary>Writes what was added so far, as far as there is room.</summary>
    public async Task FlushAsync()
    {
        await _writer.WaitAsync();
        try
        {
            Volatile.Write(ref _asked, 0);
            while (Take() is { Count: > 0 } some)
            {
                if (!await WriteAsync(some))
                {
                    _again.Change(UntilThereIsRoom, Timeout.InfiniteTimeSpan);
                    return;
                }

                _taken = [];
            }
        }
        finally
        {
            _writer.Release();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => FlushAsync().WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            await FlushAsync();
            Dispose();
        }
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_taken.Count + _entries.Count is > 0 and var left)
        {
            LogLost(left, null);
            _taken = [];
            _entries.Clear();
        }

        _again.Dispose();
        _writer.Dispose();
    }

    private void FlushSoon()
    {
        if (Interlocked.Exchange(ref _asked, 1) == 0)
        {
            _ = Task.Run(FlushAsync);
        }
    }

    // What was taken and not written comes first again.
    private List<NewAuditEntry> Take()
    {
        while (_taken.Count < Together && _entries.TryDequeue(out var entry))
        {
            _taken.Add(entry);
        }

        return _taken;
    }

    /// <summary>Whether there was room for them.</summary>
    private async Task<bool> WriteAsync(List<NewAuditEntry> entries)
    {
        try
        {
            await UnhurriedWrites.RunAsync(() => _audit.AppendAsync(entries));
        }
        catch (MemoriException full) when (full.Kind == FaultKind.Full)
        {
            return false;
        }
        catch (Exception failure)
        {
            // A call of a model is not worth less for it; whoever runs the service hears of it.
            LogLost(entries.Count, failure);
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} entries of the audit could not be kept.")]
    private partial void LogLost(int count, Exception? failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The disk is full: the audit entry of {Kind} (request {Request}, by {Actor}) is held in memory until there is room.")]
    private partial void LogHeld(string kind, string? request, string actor);
}
