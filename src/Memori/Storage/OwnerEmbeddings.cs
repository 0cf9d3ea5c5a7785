namespace Memori.Storage;

/// <summary>The vectors of one owner in an <see cref="InMemoryStore"/>, under its lock.</summary>
internal sealed class OwnerEmbeddings
{
    private readonly Dictionary<(string Model, string Id), (MemoryEmbedding Embedding, long Version)> _vectors = [];
    private readonly Dictionary<string, long> _settled = [];

    /// <summary>Up to which version every memory was seen to have a vector of the model.</summary>
    public long Settled(string model) => _settled.GetValueOrDefault(model);

    public void Settle(string model, long version) => _settled[model] = Math.Max(version, Settled(model));

    public void Put(string model, MemoryEmbedding embedding, long version) => _vectors[(model, embedding.MemoryId)] = (embedding, version);

    /// <summary>The vector of this content, with the version at which it came; null when there is none.</summary>
    public (MemoryEmbedding Embedding, long Version)? Find(string model, string id, string contentKey) =>
        _vectors.TryGetValue((model, id), out var known) && known.Embedding.ContentKey == contentKey ? known : null;

    public void Forget(string id)
    {
        foreach (var key in _vectors.Keys.Where(key => key.Id == id).ToList())
        {
            _vectors.Remove(key);
        }
    }

    public int DropOthers(string model)
    {
        var others = _vectors.Keys.Where(key => key.Model != model).ToList();
        others.ForEach(key => _vectors.Remove(key));
        foreach (var other in _settled.Keys.Where(key => key != model).ToList())
        {
            _settled.Remove(other);
        }

        return others.Count;
    }
}
