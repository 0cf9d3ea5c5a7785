using Memori.Recall;
using Memori.Storage;

namespace Memori;

public sealed partial class MemoryEngine
{
    /// <summary>So many that lists grow as they do in use.</summary>
    private const int WarmUpTurns = 40;

    /// <summary>No user has this id.</summary>
    private static readonly Owner Nobody = Owner.User("");

    /// <summary>
    /// Runs the code of a recall once, on sentences of its own that are kept nowhere, and asks the store for what nobody has: so the first recall
    /// that somebody waits for does not wait for the compiler. Worth calling when a service starts; changes nothing else.
    /// </summary>
    public async Task WarmUpAsync(CancellationToken cancellationToken = default)
    {
        await _store.VersionAsync(Nobody, cancellationToken).ConfigureAwait(false);
        await _store.FindManyAsync(Nobody, ["-"], cancellationToken).ConfigureAwait(false);
        if (await _store.OwnersAsync(null, 1, cancellationToken).ConfigureAwait(false) is [var someone, ..])
        {
            // To read a memory takes code that reading none does not.
            await _store.ListAsync(someone, new MemoryQuery { Limit = 1 }, cancellationToken).ConfigureAwait(false);
        }

        if (_store is ISnapshotStore snapshots)
        {
            await snapshots.ReadSnapshotAsync(Nobody, cancellationToken).ConfigureAwait(false);
        }

        var scope = Scope.Create("-", "-");
        using var engine = new MemoryEngine(new InMemoryStore(), _time) { IsSilent = true };
        foreach (var content in new[] { "Where did Ann go on 8 May?", "Yesterday I walked to the harbour.", "我昨天去了港口。", "That was cold, wasn't it?" })
        {
            var kind = content.Length < 12 ? MemoryKind.Fact : MemoryKind.Conversation;
            await engine.RememberAsync(scope, new NewMemory { Content = content, Kind = kind, Speaker = content[..1], OccurredAt = _time.GetUtcNow() }, cancellationToken).ConfigureAwait(false);
        }

        for (var i = 0; i < WarmUpTurns; i++)
        {
            var turn = new NewMemory { Content = $"The harbour was cold on day {i}.", Kind = MemoryKind.Conversation, Speaker = i % 2 == 0 ? "W" : "A", OccurredAt = _time.GetUtcNow() };
            await engine.RememberAsync(Scope.Create("-", "--"), turn, cancellationToken).ConfigureAwait(false);
        }

        foreach (var query in new[] { "When did W walk to the harbour in May? Also, who was cold?", "昨天去了哪里?" })
        {
            await engine.RecallAsync(scope, new RecallRequest { Query = query, MinimumScore = 0.1 }, cancellationToken).ConfigureAwait(false);
            await engine.RecallAsync(Scope.Create("-"), new RecallRequest { Query = query }, cancellationToken).ConfigureAwait(false);
        }

        await engine._indexes.WarmUpAsync(Owner.User("-"), cancellationToken).ConfigureAwait(false);
    }
}
