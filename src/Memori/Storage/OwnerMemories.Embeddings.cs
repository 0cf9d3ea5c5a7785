namespace Memori.Storage;

/// <summary>Vectors: those of the memories as they now are.</summary>
internal sealed partial record OwnerMemories
{
    private OwnerEmbeddings Vectors { get; init; } = OwnerEmbeddings.Empty;

    private IEnumerable<Entry> Active => ById.Values.Where(entry => entry.Memory.Status == MemoryStatus.Active);

    public bool IsSettled(string model) => Vectors.Settled(model) >= Version;

    public EmbeddingWork NextUnembedded(string model, int limit)
    {
        var settled = Vectors.Settled(model);
        var next = Active
            .Where(entry => entry.Version > settled && Vectors.Find(model, entry.Memory.Id, entry.ContentKey) is null)
            .OrderBy(entry => entry.Version)
            .Take(limit)
            .ToList();
        return new EmbeddingWork(
            [.. next.Select(entry => new UnembeddedMemory(entry.Memory.Id, entry.ContentKey, entry.Memory.Speaker, entry.Memory.Content))],
            next.Count < limit ? Version : next[^1].Version - 1);
    }

    public OwnerMemories SaveEmbeddings(string model, IReadOnlyList<MemoryEmbedding> embeddings, long settled)
    {
        var current = embeddings.Where(embedding => ById.TryGetValue(embedding.MemoryId, out var entry) && entry.ContentKey == embedding.ContentKey).ToList();
        if (current.Count == 0)
        {
            return this with { Vectors = Vectors.Settle(model, settled) };
        }

        var version = Version + 1;
        return this with { Version = version, Vectors = Vectors.Put(model, current, version).Settle(model, settled == Version ? version : settled) };
    }

    public List<MemoryEmbedding> Embeddings(string model, long since) =>
    [
        .. ById.Values
            .Select(entry => (entry.Version, Vector: Vectors.Find(model, entry.Memory.Id, entry.ContentKey)))
            .Where(pair => pair.Vector is { Embedding.Vector.Length: > 0 } vector && Math.Max(vector.Version, pair.Version) > since)
            .Select(pair => pair.Vector!.Embedding),
    ];

    public EmbeddingCounts CountEmbeddings(string model) =>
        new(Active.Count(entry => Vectors.Find(model, entry.Memory.Id, entry.ContentKey) is not null), Active.Count());

    public (OwnerMemories After, int Dropped) DropOtherModels(string model)
    {
        var (after, dropped) = Vectors.DropOthers(model);
        return (this with { Vectors = after }, dropped);
    }
}
