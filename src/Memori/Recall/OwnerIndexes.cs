using System.Collections.Concurrent;
using Memori.Embeddings;
using Memori.Recall.Snapshots;
using Memori.Storage;
using Microsoft.Extensions.Logging;

namespace Memori.Recall;

/// <summary>The indexes of the owners in use, loaded on first use, current by the owner's version, bounded in bytes. Thread-safe.</summary>
internal sealed class OwnerIndexes(IMemoryStore store, TimeProvider time, RecallOptions options, ILogger logger, MemoryEmbeddings? embeddings = null) : IDisposable
{
    /// <summary>How often a search is made again because others wrote meanwhile.</summary>
    private const int Attempts = 3;

    private readonly ConcurrentDictionary<(Owner Owner, bool IsOfAll), OwnerIndex> _indexes = [];
    private readonly SnapshotKeeper _snapshots = new(store as ISnapshotStore, time, logger);
    private readonly MemoryEmbeddings? _embeddings = embeddings is { Weight: > 0 } ? embeddings : null;
    private readonly Lock _room = new();
    private long _bytes;
    private long _uses;

    /// <summary>How many bytes the indexes take, about.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>How many memories the indexes hold.</summary>
    public long Count => _indexes.Values.Sum(index => (long)index.Count);

    /// <summary>The memories of an owner that answer a query, of those that <paramref name="visibility"/> admits, the best first.</summary>
    public async Task<List<RecalledMemory>> SearchAsync(Owner owner, RecallQuery query, Visibility visibility, RecallRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var index = await CurrentAsync(owner, visibility, cancellationToken).ConfigureAwait(false);
            var found = index.Search(query, visibility, request);
            if (found.Exists(hit => hit.Memory is null))
            {
                found = await FetchAsync(owner, index, found, cancellationToken).ConfigureAwait(false);
            }

            // What is fetched may be newer than the index, or gone: it is shown only when it still may be.
            var recalled = found.Where(hit => hit.Memory is { } memory && visibility.Admits(memory))
                .Select(hit => new RecalledMemory(hit.Memory!, hit.Score, hit.Explanation) { Sureness = hit.Sureness })
                .ToList();
            if (recalled.Count == found.Count || attempt == Attempts)
            {
                return recalled;
            }
        }
    }

    /// <summary>See <see cref="OwnerIndex.StandingVersion"/>.</summary>
    public async Task<long> StandingVersionAsync(Owner owner, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await CurrentAsync(owner, isOfAll: false, now.UtcTicks, cancellationToken).ConfigureAwait(false)).StandingVersion;

    /// <summary>Writes an index that is there and reads it again into one that is thrown away.</summary>
    public async Task WarmUpAsync(Owner owner, CancellationToken cancellationToken)
    {
        var index = await CurrentAsync(owner, isOfAll: false, 0, cancellationToken).ConfigureAwait(false);
        using var other = new OwnerIndex(options);
        other.TryRead(index.Write().Content.Span);
    }

    /// <summary>Leaves in the store what the next start can take up.</summary>
    public Task SaveAsync() => _snapshots.FinishAsync(_indexes.Where(pair => !pair.Key.IsOfAll).Select(pair => (pair.Key.Owner, pair.Value)));

    /// <summary>Lets go of the indexes of an owner; the next search makes them anew.</summary>
    public void Drop(Owner owner)
    {
        lock (_room)
        {
            foreach (var isOfAll in (bool[])[false, true])
            {
                // Not disposed: a search may be going on in it.
                if (_indexes.TryRemove((owner, isOfAll), out var index))
                {
                    _bytes -= index.CountedBytes;
                    index.CountedBytes = 0;
                }
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

    private async Task<List<FoundMemory>> FetchAsync(Owner owner, OwnerIndex index, List<FoundMemory> found, CancellationToken cancellationToken)
    {
        var ids = found.Where(hit => hit.Memory is null).Select(hit => hit.Id).ToList();
        var fetched = (await store.FindManyAsync(owner, ids, cancellationToken).ConfigureAwait(false)).ToDictionary(memory => memory.Id);
        var complete = found.ConvertAll(hit => hit.Memory is null ? hit with { Memory = fetched.GetValueOrDefault(hit.Id) } : hit);
        index.KeepAtHand(complete);
        return complete;
    }

    /// <summary>The index that has what is asked for, not older than this call (or than the staleness that is tolerated).</summary>
    private async Task<OwnerIndex> CurrentAsync(Owner owner, Visibility visibility, CancellationToken cancellationToken)
    {
        var current = await CurrentAsync(owner, isOfAll: false, visibility.Now, cancellationToken).ConfigureAwait(false);
        return visibility.AsksForPast && current.HasPast
            ? await CurrentAsync(owner, isOfAll: true, visibility.Now, cancellationToken).ConfigureAwait(false)
            : current;
    }

    private async Task<OwnerIndex> CurrentAsync(Owner owner, bool isOfAll, long now, CancellationToken cancellationToken)
    {
        var index = _indexes.GetOrAdd((owner, isOfAll), _ => new OwnerIndex(options, isOfAll) { Vectors = _embeddings?.NewVectors() });
        index.LastUse = Interlocked.Increment(ref _uses);
        if (index.CheckedAt == 0 || now < index.CheckedAt || now - index.CheckedAt > options.Staleness.Ticks || options.Staleness == TimeSpan.Zero)
        {
            var version = await store.VersionAsync(owner, cancellationToken).ConfigureAwait(false);
            if (index.Version < version || (_embeddings is not null && index.VectorsVersion < version))
            {
                await RefreshAsync((owner, isOfAll), index, version, now, cancellationToken).ConfigureAwait(false);
            }

            index.CheckedAt = now;
        }

        index.Expire(now);
        return index;
    }

    private async Task RefreshAsync((Owner Owner, bool IsOfAll) key, OwnerIndex index, long version, long now, CancellationToken cancellationToken)
    {
        await index.Refreshing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (index.Version == 0 && !key.IsOfAll)
            {
                await _snapshots.TakeUpAsync(key.Owner, index, cancellationToken).ConfigureAwait(false);
            }

            if (index.Version < version)
            {
                index.Apply(await store.ChangesAsync(key.Owner, index.Version, cancellationToken).ConfigureAwait(false), now);
            }

            if (_embeddings is not null && index.VectorsVersion < index.Version)
            {
                var reached = index.Version;
                index.Apply(await _embeddings.VectorsAsync(store, key.Owner, index.VectorsVersion, cancellationToken).ConfigureAwait(false), reached);
            }

            MakeRoom(key, index);
            _snapshots.Changed(key.Owner, index);
        }
        finally
        {
            index.Refreshing.Release();
        }
    }

    /// <summary>Counts what the index takes now, and lets the least recently used others go when all take too much.</summary>
    private void MakeRoom((Owner Owner, bool IsOfAll) needed, OwnerIndex index)
    {
        lock (_room)
        {
            if (!_indexes.TryGetValue(needed, out var known) || known != index)
            {
                // It has left meanwhile: whoever still searches it keeps it for that long.
                return;
            }

            _bytes += index.Bytes - index.CountedBytes;
            index.CountedBytes = index.Bytes;
            if (_bytes <= options.IndexBytes)
            {
                return;
            }

            // The dictionary's own copy: others add to it meanwhile, which sorting it as it is does not survive.
            foreach (var (key, other) in _indexes.ToArray().OrderBy(pair => pair.Value.LastUse))
            {
                if (_bytes <= options.IndexBytes)
                {
                    return;
                }

                // Not disposed: a search may be going on in it. One that others are loading has no bytes yet and stays.
                if (other != index && other.CountedBytes > 0 && _indexes.TryRemove(key, out _))
                {
                    _bytes -= other.CountedBytes;
                    other.CountedBytes = 0;
                }
            }
        }
    }
}
