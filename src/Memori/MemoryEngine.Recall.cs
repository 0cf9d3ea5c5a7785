using Memori.Recall;

namespace Memori;

public sealed partial class MemoryEngine
{
    /// <summary>
    /// The memories that answer the request, the best first: of the scope's session (of all the user's sessions when it has none),
    /// of the user, and of the shared owners granted to it. Sees every write that was acknowledged before the call.
    /// </summary>
    /// <exception cref="MemoriException"><c>invalid-limit</c>.</exception>
    public async Task<IReadOnlyList<RecalledMemory>> RecallAsync(Scope scope, RecallRequest request, CancellationToken cancellationToken = default)
    {
        MemoryRules.RequireLimit(request.Limit);
        var found = new List<RecalledMemory>();
        var query = RecallQuery.Parse(request.Query, request.AsOf ?? _time.GetUtcNow());
        var visibility = Visibility.Of(scope, request, _time.GetUtcNow());
        query.Vector = _embeddings is null ? null : await _embeddings.QueryAsync(request.Query, cancellationToken).ConfigureAwait(false);
        foreach (var owner in MemoryRules.OwnersOf(scope))
        {
            found.AddRange(await _indexes.SearchAsync(owner, query, visibility, request, cancellationToken).ConfigureAwait(false));
        }

        var budget = request.TokenBudget ?? int.MaxValue;
        var chosen = new List<RecalledMemory>();
        foreach (var recalled in found.OrderByDescending(recalled => recalled.Score))
        {
            if (chosen.Count < request.Limit && recalled.Memory.TokenCount <= budget)
            {
                budget -= recalled.Memory.TokenCount;
                chosen.Add(recalled with { Memory = recalled.Memory with { Metadata = recalled.Memory.Metadata?.DeepClone().AsObject() } });
            }
        }

        await _accesses.AddAsync(chosen.Select(recalled => recalled.Memory)).ConfigureAwait(false);
        return chosen;
    }
}
