using Memori.Recall;
using Memori.Text2Sql.Learning;

namespace Memori.Text2Sql.Grounding;

/// <summary>
/// What bears on every question of the person without being like it: preferences, rules and facts, and the last turns of the session.
/// </summary>
internal sealed record WorkingSet(IReadOnlyList<Memory> Preferences, IReadOnlyList<Turn> Turns)
{
    private const int MostPreferences = 10;
    private const int MostPreferenceTokens = 1000;

    private static readonly WakeRequest Standing = new()
    {
        Kinds = [MemoryKind.Preference, MemoryKind.Rule, MemoryKind.Fact],
        TokenBudget = MostPreferenceTokens,
        Limit = MostPreferences,
    };

    /// <summary>Loads it; each part is read by itself and bounded, however much the person has.</summary>
    public static async Task<WorkingSet> LoadAsync(MemoryEngine memory, AskRequest request, CancellationToken cancellationToken)
    {
        var about = ScopeOf(request, VerifiedPairs.Namespace(request.DataSource.Id));
        return new WorkingSet(
            await memory.WakeAsync(about, Standing, cancellationToken).ConfigureAwait(false),
            await LastTurnsAsync(memory, request, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<IReadOnlyList<Turn>> LastTurnsAsync(MemoryEngine memory, AskRequest request, CancellationToken cancellationToken)
    {
        if (!request.Context.IncludeHistory || request.Context.MaxHistoryTurns < 1 || request.Scope.SessionId is null)
        {
            return [];
        }

        var last = new MemoryFilter { Kinds = [MemoryKind.Conversation], Owner = Owner.User(request.Scope.UserId), Limit = request.Context.MaxHistoryTurns };
        var turns = await memory.ListAsync(ScopeOf(request, SessionTurns.Namespace(request.DataSource.Id)), last, cancellationToken).ConfigureAwait(false);
        return [.. turns.Where(m => m.SessionId is not null).Reverse().Select(SessionTurns.FromMemory).OfType<Turn>()];
    }

    private static Scope ScopeOf(AskRequest request, string @namespace) =>
        Scope.Create(request.Scope.UserId, request.Scope.SessionId, @namespace) with { Granted = request.Scope.Granted };
}
