using Memori.Measuring;
using Memori.Recall;
using Memori.Storage;

namespace Memori;

public sealed partial class MemoryEngine
{
    /// <summary>How many of an owner are looked at, of the stated and of the captured: far more than fit a budget.</summary>
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
        using var timing = RequestMeasure.BeginRecall();
        var woken = await WorkingSetAsync(scope, request, cancellationToken).ConfigureAwait(false);
        timing.Found(woken.Count);
        return woken;
    }

    private async Task<IReadOnlyList<Memory>> WorkingSetAsync(Scope scope, WakeRequest request, CancellationToken cancellationToken)
    {
        await _accesses.FlushAsync().ConfigureAwait(false);
        var now = Now();
        var stated = new MemoryQuery
        {
            SessionId = scope.SessionId,
            Kinds = request.Kinds,
            Status = MemoryStatus.Active,
            Mode = MemoryMode.Conscious,
            MostImportantFirst = true,
            Limit = Candidates,
        };

        // Apart, so that much that was captured can't crowd out what was stated.
        var captured = stated with { Kinds = [.. request.Kinds.Where(IsStanding)], Mode = MemoryMode.Auto };
        var known = new List<Memory>();
        foreach (var owner in MemoryRules.OwnersOf(scope))
        {
            known.AddRange(await _store.ListAsync(owner, stated, cancellationToken).ConfigureAwait(false));
            var standing = await _store.ListAsync(owner, captured, cancellationToken).ConfigureAwait(false);
            known.AddRange(standing.Where(memory => memory.Confidence >= request.MinimumConfidence));
        }

        return TokenBudget.Fill(
            known
                .Where(memory => (scope.Namespace is null || memory.Namespace is null || memory.Namespace == scope.Namespace) && MemoryRules.Holds(memory, now))
                .OrderBy(memory => IsStanding(memory.Kind) ? 0 : 1)
                .ThenByDescending(memory => _importance.Score(memory, now))
                .ThenByDescending(memory => memory.CreatedAt),
            memory => memory.TokenCount,
            request.TokenBudget,
            request.Limit);
    }

    private static bool IsStanding(MemoryKind kind) => kind is MemoryKind.Rule or MemoryKind.Preference;
}
