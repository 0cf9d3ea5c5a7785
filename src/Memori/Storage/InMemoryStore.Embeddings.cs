namespace Memori.Storage;

public sealed partial class InMemoryStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Owner>> UnsettledAsync(string model, int limit, CancellationToken cancellationToken = default) =>
        WithAll<IReadOnlyList<Owner>>(owners => [.. owners.Where(pair => !pair.Value.IsSettled(model)).Select(pair => pair.Key).Take(limit)], cancellationToken);

    /// <inheritdoc/>
    public Task<EmbeddingWork> NextAsync(Owner owner, string model, int limit, CancellationToken cancellationToken = default) =>
        With(owner, memories => memories.NextUnembedded(model, limit), cancellationToken);

    /// <inheritdoc/>
    public Task SaveAsync(Owner owner, string model, IReadOnlyList<MemoryEmbedding> embeddings, long settled, CancellationToken cancellationToken = default) =>
        With(
            owner,
            memories =>
            {
                memories.SaveEmbeddings(model, embeddings, settled);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MemoryEmbedding>> EmbeddingsAsync(Owner owner, string model, long since, CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<MemoryEmbedding>>(owner, memories => memories.Embeddings(model, since), cancellationToken);

    /// <inheritdoc/>
    public Task<EmbeddingCounts> CountEmbeddingsAsync(string model, CancellationToken cancellationToken = default) =>
        WithAll(
            owners => owners.Values.Select(memories => memories.CountEmbeddings(model))
                .Aggregate(new EmbeddingCounts(0, 0), (sum, counts) => new EmbeddingCounts(sum.Done + counts.Done, sum.Total + counts.Total)),
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> DropOtherModelsAsync(string model, CancellationToken cancellationToken = default) =>
        WithAll(owners => owners.Values.Sum(memories => memories.DropOtherModels(model)), cancellationToken);

    private Task<T> WithAll<T>(Func<Dictionary<Owner, OwnerMemories>, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(work(_owners));
        }
    }
}
