namespace Memori.Storage;

public sealed partial class InMemoryStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<InjectedTurn>> FindBlocksAsync(
        Owner owner, string? sessionId, string? @namespace, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) =>
        ReadAsync(state => state.Blocks.Find(owner, sessionId, @namespace, keys), cancellationToken);

    /// <inheritdoc/>
    public Task<InjectedTurn> KeepBlockAsync(InjectedTurn block, DateTimeOffset replaceBefore, CancellationToken cancellationToken = default) =>
        WriteAsync(
            state =>
            {
                if (state.Blocks.Find(block) is { Text: not null } standing && standing.CreatedAt >= replaceBefore)
                {
                    return (state, standing);
                }

                return block.Memories.All(memory => state.Owners.GetValueOrDefault(memory.Owner)?.FindExact(memory.Id) is { } known && known.Content == (memory.Content ?? known.Content))
                    ? (state with { Blocks = state.Blocks.Keep(block with { Memories = [.. block.Memories.Select(memory => memory with { Content = null }).Distinct()] }) }, block)
                    : (state, block with { Text = null, Memories = [] });
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeBlocksAsync(DateTimeOffset before, CancellationToken cancellationToken = default) =>
        WriteAsync(
            state =>
            {
                var (blocks, count) = state.Blocks.Purge(before);
                return (state with { Blocks = blocks }, count);
            },
            cancellationToken);
}
