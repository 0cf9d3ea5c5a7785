using Memori.Recall;
using Memori.Storage;

namespace Memori;

public sealed partial class MemoryEngine
{
    /// <summary>How many of an owner are looked at: far more than fit a budget.</summary>
    private const int Candidates = 1_000;

    /// <summary>
    /// The working set at the start of a session: what was stated explicitly, and captured rules and preferences that are sure enough,
    /// as the scope sees them now; with a namespace, that namespace's and those of none. Rules and preferences come first, each group by importance as of now, until the budget is used up;
    /// what is too long for what is left of it is passed over.
    /// </summary>
    /// <exception cref="MemoriException"><c>invalid-limit</c>.</exception>
    public async Task<IReadOnlyList<Memory>> WakeAsync(Scope scope, WakeRequest? request = null, CancellationToken cancellationToken = default)
    {
        request ??= new WakeRequest();
        MemoryRules.RequireLimit(request.Limit);
        await _accesses.FlushAsync().ConfigureAwait(false);
        var query = new MemoryQuery { SessionId = scope.SessionId, Kinds = request.Kinds, Status = MemoryStatus.Active, MostImportantFirst = true, Limit = Candidates };
        var now = Now();
        var known = new List<Memory>();
        foreach (var owner in MemoryRules.OwnersOf(scope))
        {
            var memories = await _store.ListAsync(owner, query, cancellationToken).ConfigureAwait(false);
            known.AddRange(memories.Where(memory =>
                (scope.Namespace is null || memory.Namespace is null || memory.Namespace == scope.Namespace)
                && MemoryRules.Holds(memory, now)
                && (memory.Mode == MemoryMode.Conscious || IsStanding(memory, request))));
        }

        var left = request.TokenBudget;
        var chosen = new List<Memory>();
        foreach (var memory in known
            .OrderBy(memory => memory.Kind is MemoryKind.Rule or MemoryKind.Preference ? 0 : 1)
            .ThenByDescending(memory => _importance.Score(memory, now))
            .ThenByDescending(memory => memory.CreatedAt))
        {
            if (chosen.Count < request.Limit && memory.TokenCount <= left)
            {
                left -= memory.TokenCount;
                chosen.Add(memory);
            }
        }

        return chosen;
    }

    private static bool IsStanding(Memory memory, WakeRequest request) =>
        memory.Kind is MemoryKind.Rule or MemoryKind.Preference && memory.Confidence >= request.MinimumConfidence;
}
