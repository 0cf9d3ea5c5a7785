namespace Memori.Storage;

/// <summary>Vectors: those of the memories as they now are.</summary>
internal sealed partial class OwnerMemories
{
    private readonly OwnerEmbeddings _embeddings = new();

    private IEnumerable<Entry> Active => _byId.Values.Where(entry => entry.Memory.Status == MemoryStatus.Active);

    public bool IsSettled(string model) => _embeddings.Settled(model) >= Version;

    public EmbeddingWork NextUnembedded(string model, int limit)
    {
        var settled = _embeddings.Settled(model);
        var next = Active
            .Where(entry => entry.Version > settled && _embeddings.Find(model, entry.Memory.Id, entry.ContentKey) is null)
            .OrderBy(entry => entry.Version)
            .Take(limit)
            .ToList();
        return new EmbeddingWork(
            [.. next.Select(entry => new UnembeddedMemory(entry.Memory.Id, entry.ContentKey, entry.Memory.Speaker, entry.Memory.Content))],
            next.Count < limit ? Version : next[^1].Version - 1);
    }

    public void SaveEmbeddings(string model, IReadOnlyList<MemoryEmbedding> embeddings, long settled)
    {
        var current = embeddings.Where(embedding => _byId.TryGetValue(embedding.MemoryId, out var entry) && entry.ContentKey == embedding.ContentKey).ToList();
        if (current.Count > 0)
        {
            settled = settled == Version ? Version + 1 : settled;
            Version++;
            current.ForEach(embedding => _embeddings.Put(model, embedding, Version));
        }

        _embeddings.Settle(model, settled);
    }

    public List<MemoryEmbedding> Embeddings(string model, long since) =>
    [
        .. _byId.Values
            .Select(entry => (entry.Version, Known: _embeddings.Find(model, entry.Memory.Id, entry.ContentKey)))
            .Where(pair => pair.Known is { Embedding.Vector.Length: > 0 } known && Math.Max(known.Version, pair.Version) > since)
            .Select(pair => pair.Known!.Value.Embedding),
    ];

    public EmbeddingCounts CountEmbeddings(string model) =>
        new(Active.Count(entry => _embeddings.Find(model, entry.Memory.Id, entry.ContentKey) is not null), Active.Count());

    public int DropOtherModels(string model) => _embeddings.DropOthers(model);
}
