using Memori.Recall;

namespace Memori;

public sealed partial class MemoryEngine
{
    private readonly double _injectionSureness;
    private readonly WorkingSets _workingSets;

    /// <summary>As <see cref="WakeAsync"/>, for a conversation that begins: cheap when the scope's last one began lately.</summary>
    internal Task<IReadOnlyList<Memory>> WakeForTurnAsync(Scope scope, int tokenBudget, CancellationToken cancellationToken) => _workingSets.FindAsync(
        scope, tokenBudget, _time.GetUtcNow(), () => WorkingSetAsync(scope, new WakeRequest { TokenBudget = tokenBudget }, cancellationToken), cancellationToken);

    /// <summary>
    /// What is sure enough to be worth putting into a conversation for <paramref name="text"/>, the best first, but for <paramref name="except"/>:
    /// to the recall those are not there. Counts as no recall until <see cref="Count"/>.
    /// </summary>
    internal async Task<IReadOnlyList<Memory>> RecallForTurnAsync(
        Scope scope, string text, IReadOnlyCollection<MemoryKind> kinds, IReadOnlySet<string> except, int limit, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var query = RecallQuery.Parse(text, now);
        var request = new RecallRequest { Query = text, Kinds = kinds, Limit = limit, MinimumSureness = _injectionSureness };
        var visibility = Visibility.Of(scope, request, now) with { Except = except };
        query.Vector = _embeddings is null ? null : await _embeddings.QueryAsync(text, cancellationToken).ConfigureAwait(false);
        var found = new List<RecalledMemory>();
        foreach (var owner in MemoryRules.OwnersOf(scope))
        {
            found.AddRange(await _indexes.SearchAsync(owner, query, visibility, request, cancellationToken).ConfigureAwait(false));
        }

        return [.. found.OrderByDescending(recalled => recalled.Score).Take(limit).Select(recalled => recalled.Memory)];
    }

    /// <summary>Counts a recall of each.</summary>
    internal void Count(IEnumerable<Memory> memories) => _accesses.Add(memories);

    /// <summary>The importance as of now, 0–1.</summary>
    internal double ImportanceOf(Memory memory) => _importance.Score(memory, _time.GetUtcNow());

    /// <summary>Those of the memories that there are.</summary>
    internal async Task<IReadOnlyList<Memory>> FindAsync(IEnumerable<(Owner Owner, string Id)> memories, CancellationToken cancellationToken)
    {
        var found = new List<Memory>();
        foreach (var ofOwner in memories.GroupBy(memory => memory.Owner, memory => memory.Id))
        {
            found.AddRange(await _store.FindManyAsync(ofOwner.Key, [.. ofOwner], cancellationToken).ConfigureAwait(false));
        }

        return found;
    }
}
