using Memori.Ingestion;
using Memori.Prompting;
using Memori.Recall;
using Memori.Storage;
using Memori.Text;

namespace Memori.Injection;

/// <summary>
/// Decides which memories go into a conversation, once per turn: what was put into a turn is put there again, byte for byte, as long as no memory in it is deleted.
/// Thread-safe.
/// </summary>
/// <param name="engine">Whose memories.</param>
/// <param name="blocks">Where the blocks are kept: the store of the engine.</param>
/// <param name="time">The clock.</param>
public sealed class MemoryInjector(MemoryEngine engine, IInjectedBlockStore blocks, TimeProvider time)
{
    /// <summary>What a block and a line of it take beside the memories, about, in tokens.</summary>
    private const int BlockTokens = 45;
    private const int LineTokens = 8;

    /// <summary>How often a recall is made again because it found what is said in the conversation.</summary>
    private const int Attempts = 3;

    /// <summary>A turn that is sent again within this time is the same request tried again, and gets the same block.</summary>
    private static readonly TimeSpan RetryTime = TimeSpan.FromHours(1);

    /// <summary>Verified queries are recalled by who asks a database.</summary>
    private static readonly MemoryKind[] Kinds = [.. Enum.GetValues<MemoryKind>().Where(kind => kind != MemoryKind.Query)];

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

        var found = await blocks.FindBlocksAsync(Owner.User(scope.UserId), scope.SessionId, scope.Namespace, keys, cancellationToken).ConfigureAwait(false);
        var known = found.ToDictionary(block => block.Key, StringComparer.Ordinal);
        var newest = ConversationTurns.NewestOf(turns);
        var asked = ConversationTurns.AskedOf(turns);
        var placed = new List<PlacedBlock>();
        var quoted = new HashSet<QuotedMemory>();
        int? firstGone = null;
        for (var i = 0; i < turns.Count; i++)
        {
            if (!turns[i].TakesBlock || !turns[i].IsUser || !known.TryGetValue(turns[i].Key, out var block) || (i == newest && !IsCurrent(scope, block, i < turns.Count - 1)))
            {
                continue;
            }

            if (block.Text is not { } text || !IsGranted(scope, block))
            {
                firstGone ??= i;
                continue;
            }

            placed.Add(new PlacedBlock(i, text));
            quoted.UnionWith(block.Memories);
        }

        var injection = new Injection { Blocks = placed, FirstGone = firstGone, ExchangeId = request.Mode.HasFlag(InjectionMode.Auto) ? ExchangeId(scope, turns[asked].Key) : null };
        if (placed is [.., var last] && last.Turn == asked)
        {
            return injection with { Memories = await MemoriesOfAsync(known[turns[asked].Key], cancellationToken).ConfigureAwait(false) };
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
            Memories = [.. injection.Memories.Select(memory => new QuotedMemory(memory.Owner, memory.Id))],
            CreatedAt = now,
        };
        var kept = await engine.WhileUnchangedAsync(
            injection.Memories,
            async token => (InjectedTurn?)await blocks.KeepBlockAsync(block, now - RetryTime, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        if (kept?.Text is not { } text || !IsGranted(scope, kept))
        {
            return injection with { Blocks = [.. injection.Blocks.SkipLast(1)], Memories = [], MustKeep = false };
        }

        if (text != planned.Text)
        {
            var memories = await MemoriesOfAsync(kept, cancellationToken).ConfigureAwait(false);
            return injection with { Blocks = [.. injection.Blocks.SkipLast(1), planned with { Text = text }], Memories = memories, MustKeep = false };
        }

        await engine.CountAsync(injection.Memories).ConfigureAwait(false);
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

    private async Task<(IReadOnlyList<Memory> Memories, string Text)> ChooseAsync(
        Scope scope, IReadOnlyList<ConversationTurn> turns, int newest, HashSet<QuotedMemory> quoted, InjectionRequest request, CancellationToken cancellationToken)
    {
        var chosen = new List<Memory>();
        var budget = request.TokenBudget - BlockTokens;
        if (request.Mode.HasFlag(InjectionMode.Conscious) && !turns.Take(newest).Any(turn => turn.IsUser))
        {
            // Half, so that what is always known leaves room for what is asked.
            var share = request.Mode.HasFlag(InjectionMode.Auto) ? budget / 2 : budget;
            var woken = await engine.WakeForTurnAsync(scope, Math.Max(0, share), cancellationToken).ConfigureAwait(false);
            chosen.AddRange(TokenBudget.Fill(woken.Where(memory => IsImportant(memory, request)), TokensOf, share, int.MaxValue));
            budget -= chosen.Sum(TokensOf);
        }

        if (request.Mode.HasFlag(InjectionMode.Auto) && !string.IsNullOrWhiteSpace(turns[newest].Text))
        {
            var except = quoted.Select(memory => memory.Id).Concat(chosen.Select(memory => memory.Id)).ToHashSet(StringComparer.Ordinal);
            var recalled = await RecallAsync(scope, turns, turns[newest].Text, except, Math.Clamp(2 * request.RetrievalLimit, 1, 100), cancellationToken).ConfigureAwait(false);
            chosen.AddRange(TokenBudget.Fill(recalled.Where(memory => IsImportant(memory, request)), TokensOf, budget, Math.Clamp(request.RetrievalLimit, 1, 50)));
        }

        return Render(chosen, request.TokenBudget);
    }

    /// <summary>What is known of a text, as if what is said in this conversation were not.</summary>
    private async Task<IReadOnlyList<Memory>> RecallAsync(
        Scope scope, IReadOnlyList<ConversationTurn> turns, string text, HashSet<string> except, int limit, CancellationToken cancellationToken)
    {
        var own = OwnTurns(scope, turns);
        except.UnionWith(own);
        for (var attempt = 0; ; attempt++)
        {
            var recalled = await engine.RecallForTurnAsync(scope, text, Kinds, except, limit, cancellationToken).ConfigureAwait(false);
            var here = recalled.Where(memory => IsSaidHere(memory, own)).Select(memory => memory.Id).ToList();
            if (here.Count == 0 || attempt == Attempts)
            {
                return here.Count == 0 ? recalled : [.. recalled.Where(memory => !here.Contains(memory.Id))];
            }

            // Found only now, because they have other ids: they must not make what is left look sure.
            except.UnionWith(here);
        }
    }

    /// <summary>In the order of how lasting their kind is; the last chosen are left out as long as the block is too long.</summary>
    private static (IReadOnlyList<Memory> Memories, string Text) Render(List<Memory> chosen, int budget)
    {
        for (; ; chosen.RemoveAt(chosen.Count - 1))
        {
            var ordered = chosen.OrderBy(memory => RankOf(memory.Kind)).ToList();
            var text = InjectedBlock.Render(ordered);
            if (chosen.Count == 0 || TokenEstimate.Count(text) <= budget)
            {
                // Their own copies of what can be changed: the index keeps the others.
                return (ordered.ConvertAll(memory => memory.Metadata is null ? memory : memory with { Metadata = memory.Metadata.DeepClone().AsObject() }), text);
            }
        }
    }

    private static int TokensOf(Memory memory) => memory.TokenCount + LineTokens;

    private static int RankOf(MemoryKind kind) => kind switch
    {
        MemoryKind.Schema => 0,
        MemoryKind.Config => 1,
        MemoryKind.Rule => 2,
        MemoryKind.Preference => 3,
        MemoryKind.Skill => 4,
        MemoryKind.Fact => 5,
        MemoryKind.Context => 6,
        MemoryKind.Query => 7,
        MemoryKind.Result => 8,
        _ => 9,
    };

    private bool IsImportant(Memory memory, InjectionRequest request) =>
        memory.Mode == MemoryMode.Conscious || engine.ImportanceOf(memory) >= request.ImportanceThreshold;

    /// <summary>The memories of the turns of this very conversation: the client sends those itself.</summary>
    private static HashSet<string> OwnTurns(Scope scope, IReadOnlyList<ConversationTurn> turns)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var turn in turns.Where(turn => turn is { IsUser: true, TakesBlock: true }))
        {
            var exchange = ExchangeId(scope, turn.Key);
            own.Add(MemoryEngine.TurnId(exchange, "user"));
            own.Add(MemoryEngine.TurnId(exchange, "assistant"));
        }

        return own;
    }

    /// <summary>A turn of this conversation that was merged with an equal one, or what was extracted from its turns alone.</summary>
    private static bool IsSaidHere(Memory memory, HashSet<string> own) =>
        memory.MergedIds.Any(own.Contains) || (Extraction.Sources.Of(memory).Any() && Extraction.Sources.Of(memory).All(own.Contains));

    /// <summary>Whether the block that the newest turn has is that of this request, sent before, and not of another conversation that began in the same words.</summary>
    private bool IsCurrent(Scope scope, InjectedTurn block, bool isContinued) =>
        block.Text is not null && IsGranted(scope, block) && (isContinued || block.CreatedAt >= time.GetUtcNow() - RetryTime);

    /// <summary>Whether all that it quotes may still be seen: access to shared memories can be taken away.</summary>
    private static bool IsGranted(Scope scope, InjectedTurn block) =>
        block.Memories.All(memory => memory.Owner.Kind == OwnerKind.User ? memory.Owner.Id == scope.UserId : scope.Granted.Contains(memory.Owner));

    private Task<IReadOnlyList<Memory>> MemoriesOfAsync(InjectedTurn block, CancellationToken cancellationToken) =>
        engine.FindAsync(block.Memories.Select(memory => (memory.Owner, memory.Id)), cancellationToken);
}
