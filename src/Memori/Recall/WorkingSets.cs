using System.Collections.Concurrent;

namespace Memori.Recall;

/// <summary>
/// The working sets with which conversations began lately, so that the next one of the same user need not go through all that is known.
/// One is good until anything but a turn of a conversation changes, and for a minute. Bounded. Thread-safe.
/// </summary>
internal sealed class WorkingSets(OwnerIndexes indexes)
{
    private const int Most = 256;

    /// <summary>Importance changes by the day and by what is recalled; this is soon enough.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string User, string? Session, string? Namespace, int TokenBudget), Entry> _entries = [];

    /// <summary>The working set of a scope as <paramref name="wake"/> gives it, or gave it when nothing has changed since.</summary>
    public async Task<IReadOnlyList<Memory>> FindAsync(Scope scope, int tokenBudget, DateTimeOffset now, Func<Task<IReadOnlyList<Memory>>> wake, CancellationToken cancellationToken)
    {
        var key = (scope.UserId, scope.SessionId, scope.Namespace, tokenBudget);
        var versions = new List<(Owner Owner, long Version)>(1);
        foreach (var owner in MemoryRules.OwnersOf(scope))
        {
            versions.Add((owner, await indexes.StandingVersionAsync(owner, now, cancellationToken).ConfigureAwait(false)));
        }

        if (_entries.TryGetValue(key, out var known) && now >= known.MadeAt && now - known.MadeAt < Lifetime && known.Versions.SequenceEqual(versions))
        {
            return [.. known.Memories.Where(memory => MemoryRules.Holds(memory, now))];
        }

        var memories = await wake().ConfigureAwait(false);
        if (_entries.Count >= Most)
        {
            _entries.Clear();
        }

        _entries[key] = new Entry(versions, now, memories);
        return memories;
    }

    /// <summary>Lets go of those of a user.</summary>
    public void Drop(string userId)
    {
        foreach (var key in _entries.Keys.Where(key => key.User == userId))
        {
            _entries.TryRemove(key, out _);
        }
    }

    private sealed record Entry(List<(Owner Owner, long Version)> Versions, DateTimeOffset MadeAt, IReadOnlyList<Memory> Memories);
}
