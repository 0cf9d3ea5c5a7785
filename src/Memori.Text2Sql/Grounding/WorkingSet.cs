using Memori.Text2Sql.Learning;

namespace Memori.Text2Sql.Grounding;

/// <summary>
/// What bears on every question of the person without being like it: preferences, rules and facts, the last turns of the session,
/// and the pairs that the person called wrong.
/// </summary>
internal sealed record WorkingSet(IReadOnlyList<Memory> Preferences, IReadOnlyList<Turn> Turns, IReadOnlyList<VerifiedPair> Wrong)
{
    private const int MostPreferences = 10;
    private const int MostPreferenceTokens = 1000;
    private const int MostWrong = 50;

    private static readonly MemoryKind[] Kinds = [MemoryKind.Preference, MemoryKind.Rule, MemoryKind.Fact, MemoryKind.Conversation, MemoryKind.Query];

    /// <summary>Loads it with one reading of the store.</summary>
    public static async Task<WorkingSet> LoadAsync(MemoryEngine memory, AskRequest request, CancellationToken cancellationToken)
    {
        var scope = Scope.Create(request.Scope.UserId, request.Scope.SessionId) with { Granted = request.Scope.Granted };
        var all = await memory.ListAsync(scope, new MemoryFilter { Kinds = Kinds, Status = null, Limit = int.MaxValue }, cancellationToken).ConfigureAwait(false);
        var pairs = VerifiedPairs.Namespace(request.DataSource.Id);
        return new WorkingSet(
            Preferred(all.Where(m => IsActive(m) && m.Kind is not (MemoryKind.Conversation or MemoryKind.Query) && (m.Namespace is null || m.Namespace == pairs))),
            request.Context.IncludeHistory ? LastTurns(all, request) : [],
            [.. all.Where(m => m is { Kind: MemoryKind.Query, Status: MemoryStatus.Archived } && m.Namespace == pairs)
                .Select(m => VerifiedPairs.FromMemory(m, 1))
                .OfType<VerifiedPair>()
                .Where(p => p.Verdict == VerifiedPairs.Wrong)
                .Take(MostWrong)]);
    }

    private static List<Memory> Preferred(IEnumerable<Memory> memories)
    {
        var chosen = new List<Memory>();
        var tokens = MostPreferenceTokens;
        foreach (var memory in memories.OrderByDescending(m => m.Importance).ThenByDescending(m => m.Sequence))
        {
            if (chosen.Count < MostPreferences && memory.TokenCount <= tokens)
            {
                tokens -= memory.TokenCount;
                chosen.Add(memory);
            }
        }

        return chosen;
    }

    private static List<Turn> LastTurns(IReadOnlyList<Memory> newestFirst, AskRequest request)
    {
        var turns = SessionTurns.Namespace(request.DataSource.Id);
        return [.. newestFirst
            .Where(m => IsActive(m) && m.SessionId is not null && m.SessionId == request.Scope.SessionId && m.Namespace == turns)
            .Take(request.Context.MaxHistoryTurns)
            .Reverse()
            .Select(SessionTurns.FromMemory)
            .OfType<Turn>()];
    }

    private static bool IsActive(Memory memory) => memory.Status == MemoryStatus.Active;
}
