using Memori.Ingestion;
using Memori.Measuring;
using Memori.Storage;

namespace Memori.Injection;

/// <summary>
/// Decides which memories go into a conversation, once per turn: what was put into a turn is put there again, byte for byte, as long as no memory in it is deleted.
/// Thread-safe.
/// </summary>
/// <param name="engine">Whose memories.</param>
/// <param name="blocks">Where the blocks are kept: the store of the engine.</param>
/// <param name="time">The clock.</param>
public sealed partial class MemoryInjector(MemoryEngine engine, IInjectedBlockStore blocks, TimeProvider time)
{
    /// <summary>A turn that is sent again within this time is the same request tried again, and gets the same block.</summary>
    private static readonly TimeSpan RetryTime = TimeSpan.FromHours(1);

    /// <summary>How far the clocks of two processes may be apart.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The blocks of a conversation: those that earlier turns were given, and one for the newest turn of the user when the conversation ends with it
    /// (but for words put into the assistant's mouth). Writes nothing.
    /// </summary>
    /// <param name="scope">On whose behalf.</param>
    /// <param name="turns">The whole conversation.</param>
    /// <param name="request">Which memories, and how many.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Injection> PlanAsync(Scope scope, IReadOnlyList<ConversationTurn> turns, InjectionRequest request, CancellationToken cancellationToken = default)
    {
        var keys = turns.Where(turn => turn is { IsUser: true, TakesBlock: true }).Select(turn => turn.Key).ToList();
        if (request.Mode == InjectionMode.None || keys.Count == 0)
        {
            return Injection.Nothing;
        }

        using var timing = RequestMeasure.BeginRecall();
        var injection = await PlanAsync(scope, turns, keys, request, cancellationToken).ConfigureAwait(false);
        timing.Found(injection.Memories.Count);
        return injection;
    }

    private async Task<Injection> PlanAsync(
        Scope scope, IReadOnlyList<ConversationTurn> turns, IReadOnlyList<string> keys, InjectionRequest request, CancellationToken cancellationToken)
    {
        var found = await blocks.FindBlocksAsync(Owner.User(scope.UserId), scope.SessionId, scope.Namespace, keys, cancellationToken).ConfigureAwait(false);
        var newest = ConversationTurns.NewestOf(turns);
        var asked = ConversationTurns.AskedOf(turns);
        var standing = Standing(scope, turns, newest, found);
        var placed = new List<PlacedBlock>();
        var quoted = new HashSet<QuotedMemory>();
        int? firstGone = null;
        for (var i = 0; i < turns.Count; i++)
        {
            if (standing[i] is { Text: { } text } block)
            {
                placed.Add(new PlacedBlock(i, text));
                quoted.UnionWith(block.Memories);
            }
            else if (standing[i] is not null)
            {
                firstGone ??= i;
            }
        }

        var injection = new Injection { Blocks = placed, FirstGone = firstGone, ExchangeId = request.Mode.HasFlag(InjectionMode.Auto) ? ExchangeId(scope, turns[asked].Key) : null };
        if (placed is [.., var last] && last.Turn == asked)
        {
            return injection with { Memories = await MemoriesOfAsync(standing[asked]!, cancellationToken).ConfigureAwait(false) };
        }

        if (newest < 0)
        {
            return injection;
        }

        var (memories, rendered) = await ChooseAsync(scope, turns, newest, quoted, request, cancellationToken).ConfigureAwait(false);
        return memories.Count == 0 ? injection : injection with { Blocks = [.. placed, new PlacedBlock(newest, rendered)], Memories = memories, MustKeep = true };
    }

    /// <summary>
    /// Keeps the newest block, when it is new. When another request of the same history was quicker, the result has that one's block;
    /// when a memory in it was deleted or rewritten meanwhile, none.
    /// </summary>
    /// <param name="scope">On whose behalf.</param>
    /// <param name="turns">The conversation as planned.</param>
    /// <param name="injection">What was planned.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Injection> KeepAsync(Scope scope, IReadOnlyList<ConversationTurn> turns, Injection injection, CancellationToken cancellationToken = default)
    {
        if (!injection.MustKeep)
        {
            return injection;
        }

        var planned = injection.Blocks[^1];
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var block = new InjectedTurn
        {
            Owner = Owner.User(scope.UserId),
            SessionId = scope.SessionId,
            Namespace = scope.Namespace,
            Key = turns[planned.Turn].Key,
            Text = planned.Text,
            Memories = [.. injection.Memories.Select(memory => new QuotedMemory(memory.Owner, memory.Id, memory.Content))],
            CreatedAt = now,
        };
        var kept = await blocks.KeepBlockAsync(block, now - RetryTime, cancellationToken).ConfigureAwait(false);
        if (kept.Text is not { } text || !IsGranted(scope, kept))
        {
            return injection.WithoutNewest();
        }

        if (text != planned.Text)
        {
            var memories = await MemoriesOfAsync(kept, cancellationToken).ConfigureAwait(false);
            return injection with { Blocks = [.. injection.Blocks.SkipLast(1), planned with { Text = text }], Memories = memories, MustKeep = false };
        }

        engine.Count(injection.Memories);
        return injection with { MustKeep = false };
    }

    /// <summary>Keeps what was said and answered, when the mode asks for it and there is something; see <see cref="MemoryEngine.ObserveAsync"/>.</summary>
    /// <param name="scope">On whose behalf.</param>
    /// <param name="injection">What was put into the conversation.</param>
    /// <param name="said">What the person said in the last turn that takes a block, without blocks of ours.</param>
    /// <param name="answered">The final answer; empty when there was none.</param>
    /// <param name="model">The model that answered, or null.</param>
    /// <param name="cancellationToken">Cancels before anything is kept.</param>
    /// <returns>What was kept, or null when nothing was to be.</returns>
    public async Task<ObservedExchange?> ObserveAsync(
        Scope scope, Injection injection, string said, string answered, string? model = null, CancellationToken cancellationToken = default) =>
        injection.ExchangeId is not { } id || (string.IsNullOrWhiteSpace(said) && string.IsNullOrWhiteSpace(answered))
            ? null
            : await engine.ObserveAsync(scope, new Exchange { Id = id, UserMessage = said, AssistantMessage = answered, Model = model }, cancellationToken).ConfigureAwait(false);

    /// <summary>The id under which the exchange that a turn began is observed, so that one that is sent twice is observed once.</summary>
    private static string ExchangeId(Scope scope, string key) => DerivedIds.Of("exchange", scope.SessionId ?? "", scope.Namespace ?? "", key);

    /// <summary>The block that each turn was given, without text when it must not be put there again; null where there is none.</summary>
    private InjectedTurn?[] Standing(Scope scope, IReadOnlyList<ConversationTurn> turns, int newest, IReadOnlyList<InjectedTurn> found)
    {
        var known = found.ToDictionary(block => block.Key, StringComparer.Ordinal);
        var standing = new InjectedTurn?[turns.Count];
        var next = DateTimeOffset.MaxValue;
        for (var i = turns.Count - 1; i >= 0 && known.Count > 0; i--)
        {
            if (!turns[i].IsUser || !turns[i].TakesBlock || !known.TryGetValue(turns[i].Key, out var block) || (i == newest && !IsCurrent(scope, block, i < turns.Count - 1)))
            {
                continue;
            }

            // Made after that of a later turn: another conversation began in the same words since, and this turn had another block.
            var isReplaced = block.CreatedAt > next && block.CreatedAt - next > ClockSkew;
            standing[i] = isReplaced || !IsGranted(scope, block) ? block with { Text = null } : block;
            next = block.CreatedAt < next ? block.CreatedAt : next;
        }

        return standing;
    }

    /// <summary>Whether the block that the newest turn has is that of this request, sent before, and not of another conversation that began in the same words.</summary>
    private bool IsCurrent(Scope scope, InjectedTurn block, bool isContinued) =>
        block.Text is not null && IsGranted(scope, block) && (isContinued || block.CreatedAt >= time.GetUtcNow() - RetryTime);

    /// <summary>Whether all that it quotes may still be seen: access to shared memories can be taken away.</summary>
    private static bool IsGranted(Scope scope, InjectedTurn block) =>
        block.Memories.All(memory => memory.Owner.Kind == OwnerKind.User ? memory.Owner.Id == scope.UserId : scope.Granted.Contains(memory.Owner));

    private Task<IReadOnlyList<Memory>> MemoriesOfAsync(InjectedTurn block, CancellationToken cancellationToken) =>
        engine.FindAsync(block.Memories.Select(memory => (memory.Owner, memory.Id)), cancellationToken);
}
