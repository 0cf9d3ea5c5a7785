using System.Collections.Concurrent;
using Memori.Embeddings;
using Memori.Storage;

namespace Memori.Recall;

/// <summary>The indexes of the owners in use, loaded on first use, current by the owner's version, bounded in number of memories. Thread-safe.</summary>
internal sealed class OwnerIndexes(IMemoryStore store, RecallOptions options, MemoryEmbeddings? embeddings = null) : IDisposable
{
    private readonly ConcurrentDictionary<Owner, OwnerIndex> _indexes = [];
    private long _uses;

    /// <summary>How many memories the indexes hold.</summary>
    public long Count => _indexes.Values.Sum(index => (long)index.Count);

    /// <summary>The owner's index, not older than this call.</summary>
    public async Task<OwnerIndex> CurrentAsync(Owner owner, CancellationToken cancellationToken)
    {
        var index = _indexes.GetOrAdd(owner, _ => new OwnerIndex(options) { Vectors = embeddings?.NewVectors() });
        index.LastUse = Interlocked.Increment(ref _uses);
        var version = await store.VersionAsync(owner, cancellationToken).ConfigureAwait(false);
        if (index.Version >= version && (embeddings is null || index.VectorsVersion >= version))
        {
            return index;
        }

        await index.Refreshing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (index.Version < version)
            {
                index.Apply(await store.ChangesAsync(owner, index.Version, cancellationToken).ConfigureAwait(false));
                MakeRoom(owner);
            }

            await AddVectorsAsync(owner, index, cancellationToken).ConfigureAwait(false);

            return index;
        }
        finally
        {
            index.Refreshing.Release();
        }
    }

    private async Task AddVectorsAsync(Owner owner, OwnerIndex index, CancellationToken cancellationToken)
    {
        var version = index.Version;
        if (embeddings is not null && index.VectorsVersion < version)
        {
            index.Apply(await embeddings.VectorsAsync(store, owner, index.VectorsVersion, cancellationToken).ConfigureAwait(false), version);
        }
    }

    private void MakeRoom(Owner needed)
    {
        var excess = Count - options.IndexedMemories;
        if (excess <= 0)
        {
            return;
        }

        foreach (var (owner, index) in _indexes.OrderBy(pair => pair.Value.LastUse).ToList())
        {
            if (excess <= 0)
            {
                return;
            }

            if (owner != needed && _indexes.TryRemove(owner, out _))
            {
                // Not disposed: a search may be going on in it.
                excess -= index.Count;
            }
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
