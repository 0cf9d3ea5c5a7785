using Memori.Extraction;
using Memori.Prompting;
using Memori.Recall;
using Memori.Storage;
using Memori.Text;

namespace Memori.Injection;

public sealed partial class MemoryInjector
{
    /// <summary>What a block and a line of it take beside the memories, about, in tokens.</summary>
    private const int BlockTokens = 45;
    private const int LineTokens = 8;

    /// <summary>How often a recall is made again because it found what is said in the conversation.</summary>
    private const int Attempts = 3;

    /// <summary>Verified queries are recalled by who asks a database.</summary>
    private static readonly MemoryKind[] Kinds = [.. Enum.GetValues<MemoryKind>().Where(kind => kind != MemoryKind.Query)];

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
        memory.MergedIds.Any(own.Contains) || (Sources.Of(memory).Any() && Sources.Of(memory).All(own.Contains));
}
