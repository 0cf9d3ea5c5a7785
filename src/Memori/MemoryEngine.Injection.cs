using Memori.Recall;
using Memori.Telemetry;

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
    internal Task<IReadOnlyList<Memory>> RecallForTurnAsync(
        Scope scope, string text, IReadOnlyCollection<MemoryKind> kinds, IReadOnlySet<string> except, int limit, CancellationToken cancellationToken) =>
        Tells ? ToldForTurnAsync(scope, text, kinds, except, limit, cancellationToken) : SearchForTurnAsync(scope, text, kinds, except, limit, cancellationToken);

    private Task<IReadOnlyList<Memory>> ToldForTurnAsync(
        Scope scope, string text, IReadOnlyCollection<MemoryKind> kinds, IReadOnlySet<string> except, int limit, CancellationToken cancellationToken) => MemoryTelemetry.RunAsync(
        "search_memory", scope, () => SearchForTurnAsync(scope, text, kinds, except, limit, cancellationToken), (span, found) => MemoryTelemetry.Recalled(span, found.Count));

    private async Task<IReadOnlyList<Memory>> SearchForTurnAsync(
        Scope scope, string text, IReadOnlyCollection<MemoryKind> kinds, IReadOnlySet<string> except, int limit, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var request = new RecallRequest { Query = text, Kinds = kinds, Limit = limit, MinimumSureness = _injectionSureness };
        var visibility = Visibility.Of(scope, request, now) with { Except = except };
        var found = await SearchAsync(scope, request, visibility, now, cancellationToken).ConfigureAwait(false);
        return [.. found.Take(limit).Select(recalled => recalled.Memory)];
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
