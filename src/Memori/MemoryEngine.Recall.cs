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
        var query = RecallQuery.Parse(request.Query);
        Func<Memory, bool>? isSeen = IsEverythingWanted(scope, request) ? null : memory => IsWanted(scope, request, memory);
        var vector = _embeddings is null ? null : await _embeddings.QueryAsync(request.Query, cancellationToken).ConfigureAwait(false);
        foreach (var owner in MemoryRules.OwnersOf(scope))
        {
            var index = await _indexes.CurrentAsync(owner, cancellationToken).ConfigureAwait(false);
            found.AddRange(index.Search(query, isSeen, request.Limit, request.MinimumScore, vector));
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

    private static bool IsEverythingWanted(Scope scope, RecallRequest request) =>
        scope.SessionId is null && scope.Namespace is null && request.Kinds is null && request.AsOf is null && request.KnownAt is null;

    private static bool IsWanted(Scope scope, RecallRequest request, Memory memory) =>
        MemoryRules.Sees(scope, memory)
        && (request.Kinds is null || request.Kinds.Contains(memory.Kind))
        && (request.AsOf is null || ((memory.ValidFrom ?? memory.OccurredAt ?? memory.CreatedAt) <= request.AsOf && (memory.ValidTo is null || memory.ValidTo > request.AsOf)))
        && (request.KnownAt is null || (memory.CreatedAt <= request.KnownAt && (memory.SupersededAt is null || memory.SupersededAt > request.KnownAt)));
}
