using System.Collections.Immutable;

namespace Memori.Storage;

public sealed partial class InMemoryStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Owner>> UnsettledAsync(string model, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<Owner>>(state => [.. state.Owners.Where(pair => !pair.Value.IsSettled(model)).Select(pair => pair.Key).Take(limit)], cancellationToken);

    /// <inheritdoc/>
    public Task<EmbeddingWork> NextAsync(Owner owner, string model, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync(owner, memories => memories.NextUnembedded(model, limit), cancellationToken);

    /// <inheritdoc/>
    public Task SaveAsync(Owner owner, string model, IReadOnlyList<MemoryEmbedding> embeddings, long settled, CancellationToken cancellationToken = default) =>
        WriteAsync(owner, memories => (memories.SaveEmbeddings(model, embeddings, settled), true), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MemoryEmbedding>> EmbeddingsAsync(Owner owner, string model, long since, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<MemoryEmbedding>>(owner, memories => memories.Embeddings(model, since), cancellationToken);

    /// <inheritdoc/>
    public Task<EmbeddingCounts> CountEmbeddingsAsync(string model, CancellationToken cancellationToken = default) =>
        ReadAsync(
            state => state.Owners.Values.Select(memories => memories.CountEmbeddings(model))
                .Aggregate(new EmbeddingCounts(0, 0), (sum, counts) => new EmbeddingCounts(sum.Done + counts.Done, sum.Total + counts.Total)),
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> DropOtherModelsAsync(string model, CancellationToken cancellationToken = default) =>
        WriteAsync(
            state =>
            {
                var after = state.Owners.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.DropOtherModels(model));
                return (state with { Owners = after.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.After) }, after.Values.Sum(pair => pair.Dropped));
            },
            cancellationToken);
}
