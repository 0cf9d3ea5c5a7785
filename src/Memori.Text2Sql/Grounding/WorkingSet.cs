using Memori.Recall;
using Memori.Text2Sql.Learning;

namespace Memori.Text2Sql.Grounding;

/// <summary>
/// What bears on every question of the person without being like it: preferences, rules and facts, and the last turns of the session.
/// </summary>
internal sealed record WorkingSet(IReadOnlyList<Memory> Preferences, IReadOnlyList<Turn> Turns)
{
    private const int MostPreferences = 50;
    private const int MostPreferenceTokens = 1000;

    // A question asked again keeps its old place among memories, so more of them are read than are wanted.
    private const int MostTurnsRead = 50;

    /// <summary>Loads it; each part is read by itself and bounded, however much the person has.</summary>
    public static async Task<WorkingSet> LoadAsync(MemoryEngine memory, AskRequest request, CancellationToken cancellationToken)
    {
        var about = ScopeOf(request, VerifiedPairs.Namespace(request.DataSource.Id));
        return new WorkingSet(
            await StandingAsync(memory, about, request.Context, cancellationToken).ConfigureAwait(false),
            await LastTurnsAsync(memory, request, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<IReadOnlyList<Memory>> StandingAsync(MemoryEngine memory, Scope scope, ContextOptions options, CancellationToken cancellationToken)
    {
        MemoryKind[] kinds = [.. options.IncludePreferences ? [MemoryKind.Preference, MemoryKind.Fact] : (MemoryKind[])[], .. options.IncludeRules ? [MemoryKind.Rule] : (MemoryKind[])[]];
        if (kinds.Length == 0 || options.MaxPreferences < 1)
        {
            return [];
        }

        var standing = new WakeRequest { Kinds = kinds, TokenBudget = MostPreferenceTokens, Limit = Math.Min(MostPreferences, options.MaxPreferences) };
        return await memory.WakeAsync(scope, standing, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<Turn>> LastTurnsAsync(MemoryEngine memory, AskRequest request, CancellationToken cancellationToken)
    {
        if (!request.Context.IncludeHistory || request.Context.MaxHistoryTurns < 1 || request.Scope.SessionId is null)
        {
            return [];
        }

        var last = new MemoryFilter { Kinds = [MemoryKind.Conversation], Owner = Owner.User(request.Scope.UserId), Limit = MostTurnsRead };
        var turns = await memory.ListAsync(ScopeOf(request, SessionTurns.Namespace(request.DataSource.Id)), last, cancellationToken).ConfigureAwait(false);
        return SessionTurns.Last(turns.Where(m => m.SessionId is not null).Reverse(), request.Context.MaxHistoryTurns);
    }

    private static Scope ScopeOf(AskRequest request, string @namespace) =>
        Scope.Create(request.Scope.UserId, request.Scope.SessionId, @namespace) with { Granted = request.Scope.Granted };
}
