using Memori.Measuring;
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
        using var timing = RequestMeasure.BeginRecall();
        var found = new List<RecalledMemory>();
        var now = _time.GetUtcNow();
        var query = RecallQuery.Parse(request.Query, request.AsOf ?? now);
        var visibility = Visibility.Of(scope, request, now);
        query.Vector = _embeddings is null ? null : await _embeddings.QueryAsync(request.Query, cancellationToken).ConfigureAwait(false);
        foreach (var owner in MemoryRules.OwnersOf(scope))
        {
            found.AddRange(await _indexes.SearchAsync(owner, query, visibility, request, cancellationToken).ConfigureAwait(false));
        }

        var chosen = TokenBudget.Fill(
            found.OrderByDescending(recalled => recalled.Score), recalled => recalled.Memory.TokenCount, request.TokenBudget ?? int.MaxValue, request.Limit);
        timing.Found(chosen.Count);
        await _accesses.AddAsync(chosen.Select(recalled => recalled.Memory)).ConfigureAwait(false);
        return chosen.ConvertAll(recalled => recalled with { Memory = recalled.Memory with { Metadata = recalled.Memory.Metadata?.DeepClone().AsObject() } });
    }
}
