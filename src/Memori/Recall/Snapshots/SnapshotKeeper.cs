using Memori.Storage;
using Microsoft.Extensions.Logging;

namespace Memori.Recall.Snapshots;

/// <summary>Leaves indexes in the store, in the background, and takes them up again at the next start. Thread-safe.</summary>
/// <param name="store">Where, or null: then nothing is left.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of failures: they only cost the next start time.</param>
internal sealed partial class SnapshotKeeper(ISnapshotStore? store, TimeProvider time, ILogger logger)
{
    /// <summary>Fewer memories are as soon analysed as read.</summary>
    private const int FewMemories = 200;

    /// <summary>From which part of an index changed on it is left again.</summary>
    private const double ChangedPart = 0.05;

    /// <summary>The same for the last time, when the engine is closed.</summary>
    private const double ChangedPartAtEnd = 0.01;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Fills an empty index from the owner's snapshot, when there is one that this engine understands.</summary>
    public async Task TakeUpAsync(Owner owner, OwnerIndex index, CancellationToken cancellationToken)
    {
        if (store is not null && await store.ReadSnapshotAsync(owner, cancellationToken).ConfigureAwait(false) is { } content && index.TryRead(content))
        {
            index.Saved = new SavedState(index.Version, time.GetTimestamp());
        }
    }

    /// <summary>Leaves the index in the background when enough of it changed and the last time is long enough ago.</summary>
    public void Changed(Owner owner, OwnerIndex index)
    {
        if (IsWorthIt(index, ChangedPart) && (index.Saved.At == 0 || time.GetElapsedTime(index.Saved.At) >= Interval))
        {
            index.Saved = index.Saved with { At = time.GetTimestamp() };
            lock (_lock)
            {
                // One after another: they share one disk.
                var before = _last;

                // Not within a unit of work that the recall may be part of: that one ends without waiting for this.
                using var _ = ExecutionContext.SuppressFlow();
                _last = Task.Run(async () =>
                {
                    await before.ConfigureAwait(false);
                    await WriteAsync(owner, index).ConfigureAwait(false);
                });
            }
        }
    }

    /// <summary>Waits for what is being written, and writes what changed since.</summary>
    public async Task FinishAsync(IEnumerable<(Owner Owner, OwnerIndex Index)> indexes)
    {
        Task last;
        lock (_lock)
        {
            last = _last;
        }

        await last.ConfigureAwait(false);
        foreach (var (owner, index) in indexes)
        {
            if (IsWorthIt(index, ChangedPartAtEnd))
            {
                await WriteAsync(owner, index).ConfigureAwait(false);
            }
        }
    }

    private bool IsWorthIt(OwnerIndex index, double changedPart) => store is not null && !index.IsOfAll && index.Count >= FewMemories
        && (index.Saved.Version == 0 || index.Version - index.Saved.Version > index.Count * changedPart);

    private async Task WriteAsync(Owner owner, OwnerIndex index)
    {
        try
        {
            var (content, version) = index.Write();
            if (await store!.WriteSnapshotAsync(owner, version, content).ConfigureAwait(false))
            {
                index.Saved = index.Saved with { Version = version };
            }
        }
        catch (Exception exception)
        {
            // Whatever it is (a full disk, a store that is closed): the index can be made again from the memories.
            LogNotKept(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The snapshot of an owner's index could not be written; the next start will take longer.")]
    private partial void LogNotKept(Exception exception);
}

/// <summary>What of an index was left in the store, and when that was last tried.</summary>
/// <param name="Version">The version; 0 for none.</param>
/// <param name="At">The time stamp; 0 for never.</param>
internal sealed record SavedState(long Version, long At);
