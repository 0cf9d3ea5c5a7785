using System.Text.Json.Nodes;
using Memori.Ingestion;
using Memori.Jobs;
using Memori.Ledger;
using Memori.Storage;
using Memori.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Extraction;

/// <summary>
/// Extracts memories from observed exchanges. What it keeps, and the note that the exchange is done, are one unit of work, in which the exchange
/// must still be there: running twice has no further effect, and nothing is kept of what was forgotten meanwhile. Thread-safe.
/// </summary>
public sealed partial class ExtractionJob : IJobHandler
{
    private const string Extracted = "extracted";

    private readonly MemoryEngine _engine;
    private readonly IMemoryStore _store;
    private readonly IMemoryExtractor _extractor;
    private readonly ExtractionOptions _options;
    private readonly ILogger _logger;

    /// <summary>A handler for an engine over a store.</summary>
    public ExtractionJob(MemoryEngine engine, IMemoryStore store, IMemoryExtractor extractor, MemoriOptions? options = null, ILogger<ExtractionJob>? logger = null)
    {
        _engine = engine;
        _store = store;
        _extractor = extractor;
        _options = options?.Extraction ?? new ExtractionOptions();
        _logger = logger ?? NullLogger<ExtractionJob>.Instance;
    }

    /// <inheritdoc/>
    public string Queue => ExtractionPayload.Queue;

    /// <inheritdoc/>
    public async Task RunAsync(Job job, CancellationToken cancellationToken)
    {
        if (ExtractionPayload.Parse(job.Payload) is not { } payload
            || await _store.FindAsync(job.Owner, payload.UserTurnId, cancellationToken).ConfigureAwait(false) is not { } user
            || IsDone(user, payload))
        {
            return;
        }

        var scope = Scope.Create(job.Owner.Id, payload.SessionId, payload.Namespace);
        var assistant = payload.AssistantTurnId is null ? null : await _store.FindAsync(job.Owner, payload.AssistantTurnId, cancellationToken).ConfigureAwait(false);
        var context = new ExtractionContext
        {
            UserMessage = user.Content,
            AssistantMessage = assistant?.Content,
            SaidAt = payload.SaidAt,
            Known = _extractor.NeedsKnown
                ? await _engine.PeekAsync(scope, user.Content, Reconciliation.Kinds, _options.KnownMemories, cancellationToken).ConfigureAwait(false)
                : [],
        };
        // Whose exchange it is pays for what is asked about it.
        using var payer = Payer.Use(new Payer { UserId = job.Owner.Id, SessionId = payload.SessionId, Operation = "extraction" });
        var found = await _extractor.ExtractAsync(context, cancellationToken).ConfigureAwait(false);
        var memories = found.Take(_options.MaximumMemories).Select((memory, number) => (Memory: memory, New: ToNew(memory, payload, number))).ToList();
        if (memories.Count > 0)
        {
            await _engine.PrepareToKeepAsync(job.Owner, cancellationToken).ConfigureAwait(false);
        }

        await _store.TransactAsync(
            async token =>
            {
                if (await MarkAsync(job.Owner, payload, memories.Count, token).ConfigureAwait(false) is null)
                {
                    return false;
                }

                foreach (var (memory, made) in memories)
                {
                    await KeepAsync(scope, memory, made, context, token).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task KeepAsync(Scope scope, ExtractedMemory memory, NewMemory made, ExtractionContext context, CancellationToken cancellationToken)
    {
        try
        {
            var replaces = memory.Supersedes is { } id && context.Known.Any(known => known.Id == id) ? id : null;
            if (replaces is null || await _engine.SupersedeAsync(scope, replaces, made, cancellationToken: cancellationToken).ConfigureAwait(false) is null)
            {
                await _engine.RememberAsync(scope, made, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (MemoriException refused) when (refused.Kind == FaultKind.BadRequest)
        {
            // One that is refused takes none of the others with it, and trying again would not change its mind.
            LogRefused(refused.Code, memory.Reason);
        }
    }

    /// <summary>Notes on the turn, if it is still there, that this exchange was extracted; null when it was, or when the turn is gone.</summary>
    private Task<Memory?> MarkAsync(Owner owner, ExtractionPayload payload, int count, CancellationToken cancellationToken) => _store.UpdateAsync(
        owner,
        payload.UserTurnId,
        turn =>
        {
            if (IsDone(turn, payload))
            {
                return null;
            }

            var metadata = turn.Metadata?.DeepClone().AsObject() ?? [];
            metadata[Extracted] = new JsonObject { ["exchange"] = payload.ExchangeId, ["by"] = _extractor.Name, ["memories"] = count };
            return (turn with { Metadata = metadata }, ContentKey.Of(turn.Speaker, turn.Content));
        },
        cancellationToken);

    private static bool IsDone(Memory turn, ExtractionPayload payload) => turn.Metadata?[Extracted] is JsonObject mark
        && mark["exchange"] is JsonValue value && value.TryGetValue<string>(out var exchange) && exchange == payload.ExchangeId;

    private NewMemory ToNew(ExtractedMemory memory, ExtractionPayload payload, int number)
    {
        var metadata = new JsonObject { ["extractor"] = _extractor.Name, ["reason"] = memory.Reason, [Sources.Name] = new JsonArray(payload.UserTurnId) };
        if (memory is { Slot: { } slot, Value: { } value })
        {
            metadata[Reconciliation.Slot] = slot;
            metadata[Reconciliation.Value] = value;
        }

        return new NewMemory
        {
            Id = DerivedIds.Of("extracted", payload.ExchangeId, payload.UserTurnId, number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Content = memory.Content,
            Kind = memory.Kind,
            Mode = MemoryMode.Auto,
            Importance = memory.Importance,
            Confidence = memory.Confidence,
            Entities = memory.Entities,
            Metadata = metadata,
            Provenance = payload.UserTurnId,
            SessionBound = false,
            OccurredAt = payload.SaidAt,
            ValidFrom = memory.ValidFrom,
            ValidTo = memory.ValidTo > (memory.ValidFrom ?? payload.SaidAt) ? memory.ValidTo : null,
        };
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "An extracted memory was not kept: {Code} ({Reason}).")]
    private partial void LogRefused(string code, string reason);
}
