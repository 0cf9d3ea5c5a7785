using Memori.Measuring;
using Memori.Recall;
using Memori.Telemetry;

namespace Memori;

public sealed partial class MemoryEngine
{
    /// <summary>
    /// The memories that answer the request, the best first: of the scope's session (of all the user's sessions when it has none),
    /// of the user, and of the shared owners granted to it. Sees every write that was acknowledged before the call.
    /// </summary>
    /// <exception cref="MemoriException"><c>invalid-limit</c>.</exception>
    public Task<IReadOnlyList<RecalledMemory>> RecallAsync(Scope scope, RecallRequest request, CancellationToken cancellationToken = default) =>
        Tells ? ToldRecallAsync(scope, request, cancellationToken) : SearchAsync(scope, request, cancellationToken);

    private Task<IReadOnlyList<RecalledMemory>> ToldRecallAsync(Scope scope, RecallRequest request, CancellationToken cancellationToken) => MemoryTelemetry.RunAsync(
        "search_memory", scope, () => SearchAsync(scope, request, cancellationToken), (span, found) => MemoryTelemetry.Recalled(span, found.Count));

    private async Task<IReadOnlyList<RecalledMemory>> SearchAsync(Scope scope, RecallRequest request, CancellationToken cancellationToken)
    {
        MemoryRules.RequireLimit(request.Limit);
        using var timing = RequestMeasure.BeginRecall();
        var now = _time.GetUtcNow();
        var found = await SearchAsync(scope, request, Visibility.Of(scope, request, now), request.AsOf ?? now, cancellationToken).ConfigureAwait(false);
        var chosen = TokenBudget.Fill(found, recalled => recalled.Memory.TokenCount, request.TokenBudget ?? int.MaxValue, request.Limit);
        timing.Found(chosen.Count);
        await _accesses.AddAsync(chosen.Select(recalled => recalled.Memory)).ConfigureAwait(false);
        return chosen.ConvertAll(recalled => recalled with { Memory = recalled.Memory with { Metadata = recalled.Memory.Metadata?.DeepClone().AsObject() } });
    }

    /// <summary>What all owners of the scope know of it, the best first.</summary>
    private async Task<IEnumerable<RecalledMemory>> SearchAsync(Scope scope, RecallRequest request, Visibility visibility, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var query = RecallQuery.Parse(request.Query, asOf);
        query.Vector = _embeddings is null ? null : await _embeddings.QueryAsync(request.Query, cancellationToken).ConfigureAwait(false);
        var found = new List<RecalledMemory>();
        foreach (var owner in MemoryRules.OwnersOf(scope))
        {
            found.AddRange(await _indexes.SearchAsync(owner, query, visibility, request, cancellationToken).ConfigureAwait(false));
        }

        return found.OrderByDescending(recalled => recalled.Score);
    }
}
