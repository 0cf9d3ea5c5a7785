using System.Text.Json.Nodes;
using Memori.Extraction;
using Memori.Ingestion;
using Memori.Recall;
using Memori.Storage;
using Memori.Text;

namespace Memori;

public sealed partial class MemoryEngine
{
    private readonly IJobStore? _jobs;

    /// <summary>
    /// Keeps an exchange: its turns at once, as captured memories that recall finds, and, in the same step, a job that extracts facts,
    /// preferences and rules from it. What we injected into a prompt is taken out first; an answer that only repeats what is remembered,
    /// and one that only reports a failure, is not kept. Turns are cut at <see cref="WritingOptions.MaximumTurnLength"/>.
    /// </summary>
    /// <returns>What was kept: the same again when the exchange was observed before.</returns>
    /// <exception cref="MemoriException">
    /// <c>invalid-content</c> when nobody said anything, <c>invalid-id</c>, <c>session-required</c> when the turns are to be bound to a session and the scope has none,
    /// <c>id-taken</c> when the user observed another exchange with this id where the scope does not see it.
    /// </exception>
    public async Task<ObservedExchange> ObserveAsync(Scope scope, Exchange exchange, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(exchange.UserMessage) && string.IsNullOrWhiteSpace(exchange.AssistantMessage))
        {
            MemoryRules.RequireContent(null);
        }

        var now = Now();
        var owner = Owner.User(scope.UserId);
        var id = exchange.Id is null ? Guid.CreateVersion7(now).ToString() : Identifiers.Require(exchange.Id, "exchange_id");
        var user = Turn(scope, exchange, id, "user", exchange.UserMessage, exchange.UserMessageId, exchange.UserSpeaker);
        var assistant = Turn(scope, exchange, id, "assistant", exchange.AssistantMessage, exchange.AssistantMessageId, exchange.AssistantSpeaker);
        var mayBeEcho = assistant is not null && Echo.MayBe(assistant.Content);
        var isKnown = mayBeEcho && exchange.Id is not null
            && await _store.FindAsync(owner, assistant!.Id, cancellationToken).ConfigureAwait(false) is not null;
        var isEcho = mayBeEcho && !isKnown && await IsEchoAsync(scope, assistant!.Content, cancellationToken).ConfigureAwait(false);
        if (isEcho)
        {
            assistant = null;
        }

        var observed = await _store.TransactAsync(
            async token =>
            {
                var keptUser = user is null ? null : await KeepTurnAsync(scope, user, token).ConfigureAwait(false);
                var keptAssistant = assistant is null ? null : await KeepTurnAsync(scope, assistant, token).ConfigureAwait(false);
                if (_jobs is null || !exchange.Extract || keptUser is null)
                {
                    return new ObservedExchange(id, keptUser, keptAssistant, null, isEcho);
                }

                var payload = new ExtractionPayload
                {
                    ExchangeId = id,
                    UserTurnId = user!.Id,
                    AssistantTurnId = keptAssistant is null ? null : assistant!.Id,
                    SessionId = scope.SessionId,
                    Namespace = scope.Namespace,
                    SaidAt = exchange.OccurredAt ?? now,
                };
                var jobId = DerivedIds.Of("extract", scope.UserId, id);
                await _jobs.EnqueueAsync(new NewJob(ExtractionPayload.Queue, jobId, owner, payload.ToJson()), token).ConfigureAwait(false);
                return new ObservedExchange(id, keptUser, keptAssistant, jobId, isEcho);
            },
            cancellationToken).ConfigureAwait(false);

        // Out here: a unit of work is done in a flow of its own, where nobody measures.
        CountCreated(user, observed.UserTurn);
        CountCreated(assistant, observed.AssistantTurn);
        return observed;
    }

    /// <summary>What is known that comes near a text, without counting as a recall.</summary>
    internal async Task<IReadOnlyList<Memory>> PeekAsync(Scope scope, string text, IReadOnlyCollection<MemoryKind>? kinds, int limit, CancellationToken cancellationToken)
    {
        var query = RecallQuery.Parse(text, _time.GetUtcNow());
        var request = new RecallRequest { Query = text, Kinds = kinds, Limit = limit };
        var visibility = Visibility.Of(scope, request, _time.GetUtcNow());
        var found = new List<RecalledMemory>();
        foreach (var owner in MemoryRules.OwnersOf(scope))
        {
            found.AddRange(await _indexes.SearchAsync(owner, query, visibility, request, cancellationToken).ConfigureAwait(false));
        }

        return [.. found.OrderByDescending(recalled => recalled.Score).Take(limit).Select(recalled => recalled.Memory)];
    }

    /// <summary>The id of the memory of a turn whose caller gave none.</summary>
    /// <param name="exchangeId">The exchange.</param>
    /// <param name="role"><c>user</c> or <c>assistant</c>.</param>
    internal static string TurnId(string exchangeId, string role) => DerivedIds.Of("turn", exchangeId, role);

    private Memory? Turn(Scope scope, Exchange exchange, string exchangeId, string role, string? text, string? id, string speaker)
    {
        if (TurnText.Clean(text, _writing.MaximumTurnLength) is not { } content)
        {
            return null;
        }

        var turn = Make(scope, new NewMemory
        {
            Id = id ?? TurnId(exchangeId, role),
            Content = content,
            Kind = MemoryKind.Conversation,
            Mode = MemoryMode.Auto,
            SessionBound = exchange.SessionBound ?? scope.SessionId is not null,
            Speaker = Identifiers.Require(speaker, "speaker"),
            OccurredAt = exchange.OccurredAt,
            Provenance = role == "user" || exchange.Model is null ? null : Identifiers.Require(exchange.Model, "model"),
            Metadata = new JsonObject { ["exchange"] = exchangeId, ["role"] = role },
        });
        return Array.TrueForAll(_validators, validator => validator.Check(turn) is null) ? turn : null;
    }

    private async Task<Memory> KeepTurnAsync(Scope scope, Memory turn, CancellationToken cancellationToken)
    {
        Tell(turn);
        return MemoryRules.RequireSeen(scope, await _store.AppendAsync(turn, ContentKey.Of(turn.Speaker, turn.Content), cancellationToken).ConfigureAwait(false));
    }

    private async Task<bool> IsEchoAsync(Scope scope, string answer, CancellationToken cancellationToken)
    {
        var near = await PeekAsync(scope, answer, null, 5, cancellationToken).ConfigureAwait(false);
        return near.Any(memory => Echo.Is(answer, memory.Content));
    }
}
