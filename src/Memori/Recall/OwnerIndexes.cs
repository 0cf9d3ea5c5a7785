using System.Collections.Concurrent;
using Memori.Storage;

namespace Memori.Recall;

/// <summary>The indexes of the owners in use, loaded on first use and current by the owner's version. Thread-safe.</summary>
internal sealed class OwnerIndexes(IMemoryStore store, RecallOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<Owner, OwnerIndex> _indexes = [];

    /// <summary>The owner's index, not older than this call.</summary>
    public async Task<OwnerIndex> CurrentAsync(Owner owner, CancellationToken cancellationToken)
    {
        var index = _indexes.GetOrAdd(owner, _ => new OwnerIndex(options));
        var version = await store.VersionAsync(owner, cancellationToken).ConfigureAwait(false);
        if (index.Version >= version)
        {
            return index;
        }

        await index.Refreshing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (index.Version < version)
            {
                index.Apply(await store.ChangesAsync(owner, index.Version, cancellationToken).ConfigureAwait(false));
            }

            return index;
        }
        finally
        {
            index.Refreshing.Release();
        }
    }

    public void Dispose()
    {
        foreach (var index in _indexes.Values)
        {
            index.Dispose();
        }
    }
}
