using System.Collections.Concurrent;
using Memori.Storage;
using Microsoft.Extensions.Hosting;

namespace Memori.Server.Audit;

/// <summary>Entries that nobody waits for: calls of models and refusals at the gate. Written together, soon; a service that stops writes them first. Thread-safe.</summary>
internal sealed partial class AuditQueue(AuditTrail audit, ILogger<AuditQueue> logger) : IHostedService, IDisposable
{
    // Beyond, entries are lost rather than the process: they wait in memory.
    private const int Longest = 10_000;

    private const int Together = 256;

    private readonly ConcurrentQueue<NewAuditEntry> _entries = new();
    private readonly SemaphoreSlim _writer = new(1);
    private int _asked;

    /// <summary>Has an entry written soon.</summary>
    public void Add(NewAuditEntry entry)
    {
        if (_entries.Count >= Longest)
        {
            LogLost(1, null);
            return;
        }

        _entries.Enqueue(entry);
        if (Interlocked.Exchange(ref _asked, 1) == 0)
        {
            _ = Task.Run(FlushAsync);
        }
    }

    /// <summary>Writes what was added so far.</summary>
    public async Task FlushAsync()
    {
        await _writer.WaitAsync();
        try
        {
            Volatile.Write(ref _asked, 0);
            while (Take() is { Count: > 0 } some)
            {
                await WriteAsync(some);
            }
        }
        finally
        {
            _writer.Release();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => FlushAsync().WaitAsync(cancellationToken);

    public void Dispose() => _writer.Dispose();

    private List<NewAuditEntry> Take()
    {
        var some = new List<NewAuditEntry>();
        while (some.Count < Together && _entries.TryDequeue(out var entry))
        {
            some.Add(entry);
        }

        return some;
    }

    private async Task WriteAsync(List<NewAuditEntry> entries)
    {
        try
        {
            await UnhurriedWrites.RunAsync(() => audit.AppendAsync(entries));
        }
        catch (Exception failure)
        {
            // A call of a model is not worth less for it; whoever runs the service hears of it.
            LogLost(entries.Count, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} entries of the audit, of calls or refusals at the gate, could not be kept.")]
    private partial void LogLost(int count, Exception? failure);
}
