using Memori.Storage;

namespace Memori.Server.Sessions;

/// <summary>What was said in sessions, as far as it is remembered: turns of conversations, questions with their SQL, results. Thread-safe.</summary>
public sealed class SessionTranscripts(IMemoryStore store)
{
    private const int ReadAtOnce = 500;

    private static readonly MemoryKind[] Kinds = [MemoryKind.Conversation, MemoryKind.Query, MemoryKind.Result];

    /// <summary>
    /// A page of what was said in a session, in the order in which it was said. What was put aside is part of it, what was deleted is not;
    /// what was said twice in the same words is one memory, and stands where it was said first.
    /// </summary>
    /// <param name="userId">Whose session.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="offset">How many to pass over.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The page, and how many there are in all.</returns>
    /// <exception cref="MemoriException"><c>invalid-id</c>.</exception>
    public async Task<(IReadOnlyList<Memory> Page, int Total)> ReadAsync(string userId, string sessionId, int offset, int limit, CancellationToken cancellationToken = default)
    {
        var scope = Scope.Create(userId, sessionId);
        var owner = Owner.User(scope.UserId);
        var query = new MemoryQuery { SessionId = scope.SessionId, OnlySession = true, Kinds = Kinds, Limit = ReadAtOnce };

        // Their places alone are kept: a session may be long.
        var places = new List<(DateTimeOffset SaidAt, long Sequence, string Id)>();
        while (await store.ListAsync(owner, query, cancellationToken) is { Count: > 0 } some)
        {
            places.AddRange(some.Select(memory => (SaidAt(memory), memory.Sequence, memory.Id)));
            query = query with { After = MemoryPosition.Of(some[^1]) };
        }

        places.Sort();
        var wanted = places.Skip(offset).Take(limit).Select(place => place.Id).ToList();
        var found = await store.FindManyAsync(owner, wanted, cancellationToken);
        return ([.. found.Where(memory => memory.SessionId == scope.SessionId).OrderBy(SaidAt).ThenBy(memory => memory.Sequence)], places.Count);
    }

    /// <summary>When a remembered turn was said.</summary>
    internal static DateTimeOffset SaidAt(Memory memory) => memory.OccurredAt ?? memory.CreatedAt;
}
