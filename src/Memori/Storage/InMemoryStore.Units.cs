using System.Collections.Immutable;

namespace Memori.Storage;

public sealed partial class InMemoryStore
{
    private readonly AsyncLocal<UnitOfWork?> _current = new();
    private readonly SemaphoreSlim _writer = new(1);
    private volatile StoredState _committed = new(ImmutableDictionary<Owner, OwnerMemories>.Empty, QueuedJobs.Empty, KeptBlocks.Empty);

    /// <inheritdoc/>
    public async Task<T> TransactAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken = default)
    {
        if (_current.Value is { Draft: { } before } outer)
        {
            try
            {
                return await work(cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                outer.Draft = before;
                throw;
            }
        }

        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        var unit = new UnitOfWork { Draft = _committed };
        _current.Value = unit;
        try
        {
            var result = await work(cancellationToken).ConfigureAwait(false);
            _committed = unit.Draft;
            return result;
        }
        finally
        {
            unit.Draft = null;
            _writer.Release();
        }
    }

    private Task<T> ReadAsync<T>(Func<StoredState, T> read, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<T>(cancellationToken) : Task.FromResult(read(_committed));

    private Task<T> ReadAsync<T>(Owner owner, Func<OwnerMemories, T> read, CancellationToken cancellationToken) =>
        ReadAsync(state => read(state.Owners.GetValueOrDefault(owner, OwnerMemories.Empty)), cancellationToken);

    private Task<T> WriteAsync<T>(Owner owner, Func<OwnerMemories, (OwnerMemories After, T Result)> work, CancellationToken cancellationToken) =>
        WriteAsync(
            state =>
            {
                var before = state.Owners.GetValueOrDefault(owner, OwnerMemories.Empty);
                var (after, result) = work(before);
                return (state.With(owner, before, after), result);
            },
            cancellationToken);

    private async Task<T> WriteAsync<T>(Func<StoredState, (StoredState After, T Result)> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_current.Value is { Draft: { } draft } unit)
        {
            (unit.Draft, var joined) = work(draft);
            return joined;
        }

        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            (_committed, var result) = work(_committed);
            return result;
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>All that the store holds, at one moment.</summary>
    private sealed record StoredState(ImmutableDictionary<Owner, OwnerMemories> Owners, QueuedJobs Jobs, KeptBlocks Blocks)
    {
        /// <summary>With an owner's memories as they now are, and no block that quotes what they no longer say: the one way by which memories change.</summary>
        public StoredState With(Owner owner, OwnerMemories before, OwnerMemories after) => ReferenceEquals(after, before)
            ? this
            : this with { Owners = Owners.SetItem(owner, after), Blocks = Blocks.Wipe(owner, before, after) };
    }

    /// <summary>What a unit of work has written so far; null when it is over, so that nothing started in it joins it late.</summary>
    private sealed class UnitOfWork
    {
        public StoredState? Draft { get; set; }
    }
}
