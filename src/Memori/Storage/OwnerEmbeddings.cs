using System.Collections.Immutable;

namespace Memori.Storage;

/// <summary>The vectors of one owner in an <see cref="InMemoryStore"/>. Immutable.</summary>
internal sealed record OwnerEmbeddings
{
    private ImmutableDictionary<string, ImmutableDictionary<string, StoredVector>> ByModel { get; init; } =
        ImmutableDictionary<string, ImmutableDictionary<string, StoredVector>>.Empty;

    private ImmutableDictionary<string, long> SettledByModel { get; init; } = ImmutableDictionary<string, long>.Empty;

    public static OwnerEmbeddings Empty { get; } = new();

    /// <summary>Up to which version every memory was seen to have a vector of the model.</summary>
    public long Settled(string model) => SettledByModel.GetValueOrDefault(model);

    public OwnerEmbeddings Settle(string model, long version) =>
        this with { SettledByModel = SettledByModel.SetItem(model, Math.Max(version, Settled(model))) };

    public OwnerEmbeddings Put(string model, IEnumerable<MemoryEmbedding> embeddings, long version) => this with
    {
        ByModel = ByModel.SetItem(
            model, Of(model).SetItems(embeddings.Select(embedding => KeyValuePair.Create(embedding.MemoryId, new StoredVector(embedding, version))))),
    };

    /// <summary>The vector of this content; null when there is none.</summary>
    public StoredVector? Find(string model, string id, string contentKey) =>
        Of(model).GetValueOrDefault(id) is { } known && known.Embedding.ContentKey == contentKey ? known : null;

    public OwnerEmbeddings Forget(string id) =>
        ByModel.IsEmpty ? this : this with { ByModel = ByModel.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Remove(id)) };

    public (OwnerEmbeddings After, int Dropped) DropOthers(string model) =>
    (
        new OwnerEmbeddings
        {
            ByModel = ByModel.RemoveRange(ByModel.Keys.Where(other => other != model)),
            SettledByModel = SettledByModel.RemoveRange(SettledByModel.Keys.Where(other => other != model)),
        },
        ByModel.Where(pair => pair.Key != model).Sum(pair => pair.Value.Count));

    private ImmutableDictionary<string, StoredVector> Of(string model) => ByModel.GetValueOrDefault(model, ImmutableDictionary<string, StoredVector>.Empty);

    /// <summary>A vector with the version at which it came.</summary>
    internal sealed record StoredVector(MemoryEmbedding Embedding, long Version);
}
