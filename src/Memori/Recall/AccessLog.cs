using System.Runtime.InteropServices;
using Memori.Storage;
using Microsoft.Extensions.Logging;

namespace Memori.Recall;

/// <summary>Counts recalls and writes the counts in batches: a recall almost never waits for the disk. Thread-safe.</summary>
internal sealed partial class AccessLog(IMemoryStore store, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Dictionary<Owner, Dictionary<string, int>> _pending = [];
    private DateTimeOffset _written = time.GetUtcNow();

    /// <summary>Counts a recall of each memory; writes when the last writing is a second ago.</summary>
    public Task AddAsync(IEnumerable<Memory> memories) => IsDue(memories) ? FlushAsync() : Task.CompletedTask;

    /// <summary>As <see cref="AddAsync"/>, for one who can't wait even now and then: others do the writing.</summary>
    public void Add(IEnumerable<Memory> memories)
    {
        if (IsDue(memories))
        {
            // Not in the flow of whoever recalls: that may be in a unit of work, which this is no part of.
            ThreadPool.UnsafeQueueUserWorkItem(static log => _ = log.FlushAsync(), this, preferLocal: false);
        }
    }

    /// <summary>Writes what was counted so far.</summary>
    public async Task FlushAsync()
    {
        Dictionary<Owner, Dictionary<string, int>> pending;
        var now = time.GetUtcNow();
        lock (_lock)
        {
            (pending, _pending) = (_pending, []);
            _written = now;
        }

        foreach (var (owner, counts) in pending)
        {
            try
            {
                await store.TouchAsync(owner, counts, now).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // Counts are worth less than an answer: a full disk must not stop recall.
                LogLost(counts.Count, exception);
            }
        }
    }

    private bool IsDue(IEnumerable<Memory> memories)
    {
        lock (_lock)
        {
            foreach (var memory in memories)
            {
                ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_pending, memory.Owner, out _);
                counts ??= [];
                CollectionsMarshal.GetValueRefOrAddDefault(counts, memory.Id, out _)++;
            }

            var now = time.GetUtcNow();
            if (now - _written < Interval)
            {
                return false;
            }

            _written = now;
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The access counts of {Count} memories could not be written and are lost.")]
    private partial void LogLost(int count, Exception exception);
}
