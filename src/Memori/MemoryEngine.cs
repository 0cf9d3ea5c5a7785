using Memori.Embeddings;
using Memori.Ingestion;
using Memori.Lifecycle;
using Memori.Measuring;
using Memori.Recall;
using Memori.Scoring;
using Memori.Storage;
using Memori.Telemetry;
using Memori.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori;

/// <summary>
/// The engine's one public face: remember, recall, list, update, forget, each within a <see cref="Scope"/>.
/// What a scope does not see looks as if it were not there. Thread-safe.
/// </summary>
public sealed partial class MemoryEngine : IAsyncDisposable, IDisposable
{
    private readonly IMemoryStore _store;
    private readonly TimeProvider _time;
    private readonly ImportanceScorer _importance;
    private readonly LifecycleOptions _lifecycle;
    private readonly OwnerIndexes _indexes;
    private readonly AccessLog _accesses;
    private readonly MemoryEmbeddings? _embeddings;

    /// <summary>An engine over a store.</summary>
    /// <param name="store">Where memories are kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">Weights. Default: the defaults.</param>
    /// <param name="logger">Told what a caller need not know. Default: nobody.</param>
    /// <param name="jobs">Where background work is queued. Default: the store when it is one, else nothing is extracted from what is observed.</param>
    /// <param name="validators">Judge memories before they are saved, after the engine's own. Default: none.</param>
    /// <param name="embeddings">What to embed with. Default: nothing; recall goes by words.</param>
    public MemoryEngine(
        IMemoryStore store,
        TimeProvider time,
        MemoriOptions? options = null,
        ILogger<MemoryEngine>? logger = null,
        IJobStore? jobs = null,
        IEnumerable<IMemoryValidator>? validators = null,
        MemoryEmbeddings? embeddings = null)
    {
        options ??= new MemoriOptions();
        _store = store;
        _time = time;
        _importance = new ImportanceScorer(options.Importance);
        _lifecycle = options.Lifecycle;
        _embeddings = embeddings;
        _injectionSureness = options.Recall.InjectionSureness;
        logger ??= NullLogger<MemoryEngine>.Instance;
        _indexes = new OwnerIndexes(store, time, options.Recall, logger, embeddings);
        _workingSets = new WorkingSets(_indexes);
        _accesses = new AccessLog(store, time, logger);
        _jobs = jobs ?? store as IJobStore;
        _known = new KnownFacts(store);
        _writing = options.Writing;
        _validators = [new QueryProofValidator(), new CapturedValidator(_writing), .. validators ?? []];
    }

    /// <summary>Keeps a memory. Durable, on a durable store, when the task completes.</summary>
    /// <returns>
    /// The memory as kept: the known one when its id was seen before, or when the same content (but for width, case and white space)
    /// of the same speaker, kind, session and namespace is there already, which then has both ids. Facts, preferences, rules and skills merge
    /// also when they differ in wording alone, and one that gives another value to what can have one only (a home, a definition) supersedes the older.
    /// </returns>
    /// <exception cref="MemoriException">
    /// <c>invalid-content</c>, <c>invalid-importance</c>, <c>invalid-confidence</c>, <c>invalid-metadata</c>, <c>invalid-validity</c>, <c>invalid-id</c>, <c>owner-not-granted</c>,
    /// <c>session-required</c> when it is to be bound to a session and the scope has none, <c>id-taken</c> when the id is known of the same owner where the scope does not see it,
    /// <c>query-without-proof</c>; for captured memories <c>confidence-too-low</c>, <c>content-too-long</c>, <c>failure-text</c>; what a registered <see cref="IMemoryValidator"/> says.
    /// </exception>
    public Task<Memory> RememberAsync(Scope scope, NewMemory memory, CancellationToken cancellationToken = default) => Tells
        ? MemoryTelemetry.RunAsync("create_memory", scope, () => RememberCoreAsync(scope, memory, cancellationToken))
        : RememberCoreAsync(scope, memory, cancellationToken);

    private async Task<Memory> RememberCoreAsync(Scope scope, NewMemory memory, CancellationToken cancellationToken)
    {
        var made = Make(scope, memory);
        var kept = MemoryRules.RequireSeen(scope, await KeepAsync(made, memory.Id is not null, cancellationToken).ConfigureAwait(false));
        CountCreated(made, kept);
        return kept;
    }

    /// <summary>The memory with this id (or one merged into it) that the scope sees, or null.</summary>
    public async Task<Memory?> GetAsync(Scope scope, string id, CancellationToken cancellationToken = default)
    {
        await _accesses.FlushAsync().ConfigureAwait(false);
        foreach (var owner in MemoryRules.OwnersOf(scope))
        {
            if (await _store.FindAsync(owner, id, cancellationToken).ConfigureAwait(false) is { } memory && MemoryRules.Sees(scope, memory))
            {
                return memory;
            }
        }

        return null;
    }

    /// <summary>The memories that the scope sees, the newest first.</summary>
    /// <exception cref="MemoriException"><c>owner-not-granted</c>.</exception>
    public async Task<IReadOnlyList<Memory>> ListAsync(Scope scope, MemoryFilter? filter = null, CancellationToken cancellationToken = default)
    {
        filter ??= new MemoryFilter();
        if (filter.Owner is { } only)
        {
            MemoryRules.RequireGranted(scope, only);
        }

        var query = new MemoryQuery
        {
            SessionId = scope.SessionId,
            Namespace = scope.Namespace,
            Kinds = filter.Kinds,
            Status = filter.Status,
            SupersededBy = filter.SupersededBy,
        };
        if (filter.Owner is { } one)
        {
            return await _store.ListAsync(one, query with { Offset = filter.Offset, Limit = filter.Limit }, cancellationToken).ConfigureAwait(false);
        }

        var memories = new List<Memory>();
        foreach (var owner in MemoryRules.OwnersOf(scope))
        {
            var enough = (int)Math.Min(int.MaxValue, (long)filter.Offset + filter.Limit);
            memories.AddRange(await _store.ListAsync(owner, query with { Limit = enough }, cancellationToken).ConfigureAwait(false));
        }

        return [.. memories.OrderByDescending(memory => memory.CreatedAt).ThenByDescending(memory => memory.Sequence).Skip(filter.Offset).Take(filter.Limit)];
    }

    /// <summary>Changes a memory.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="id">The id or a merged id.</param>
    /// <param name="change">What to change.</param>
    /// <param name="owner">The owner: the user (default) or a granted shared one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The changed memory, or null when the scope sees none with this id.</returns>
    /// <exception cref="MemoriException"><c>invalid-content</c>, <c>invalid-importance</c>, <c>invalid-metadata</c>, <c>invalid-validity</c>, <c>owner-not-granted</c>.</exception>
    public Task<Memory?> UpdateAsync(Scope scope, string id, MemoryChange change, Owner? owner = null, CancellationToken cancellationToken = default) => Tells
        ? MemoryTelemetry.RunAsync("update_memory", scope, () => UpdateCoreAsync(scope, id, change, owner, cancellationToken))
        : UpdateCoreAsync(scope, id, change, owner, cancellationToken);

    private Task<Memory?> UpdateCoreAsync(Scope scope, string id, MemoryChange change, Owner? owner, CancellationToken cancellationToken)
    {
        if (change.Content is not null)
        {
            MemoryRules.RequireContent(change.Content);
        }

        MemoryRules.RequireShare(change.Importance, "importance");
        MemoryRules.RequireMetadata(change.Metadata);
        return ChangeAsync(
            scope,
            owner,
            id,
            memory => Valid(change, memory with
            {
                Content = change.Content ?? memory.Content,
                TokenCount = TokenEstimate.Count(change.Content ?? memory.Content),
                Importance = change.Importance ?? memory.Importance,
                Metadata = change.Metadata?.DeepClone().AsObject() ?? (change.Content is { } text && text != memory.Content ? ReadAgain(memory, text) : memory.Metadata),
                Layer = change.Layer ?? memory.Layer,
                SessionId = change.Layer == MemoryLayer.Long && memory.Mode == MemoryMode.Auto ? null : memory.SessionId,
                ValidFrom = change.ValidFrom ?? memory.ValidFrom,
                ValidTo = change.ValidTo ?? memory.ValidTo,
                ExpiresAt = change.ExpiresAt ?? memory.ExpiresAt,
                Status = change.Status ?? memory.Status,
                UpdatedAt = Now(),
            }),
            cancellationToken);
    }

    /// <summary>Tells how useful a memory was: half of the way from its feedback so far to <paramref name="value"/>.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="id">The id or a merged id.</param>
    /// <param name="value">0 (wrong) to 1 (right).</param>
    /// <param name="owner">The owner: the user (default) or a granted shared one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The changed memory, or null when the scope sees none with this id.</returns>
    /// <exception cref="MemoriException"><c>invalid-feedback</c>, <c>owner-not-granted</c>.</exception>
    public Task<Memory?> FeedbackAsync(Scope scope, string id, double value, Owner? owner = null, CancellationToken cancellationToken = default)
    {
        MemoryRules.RequireShare(value, "feedback");
        return ChangeAsync(scope, owner, id, memory => memory with { Feedback = (memory.Feedback + value) / 2, UpdatedAt = Now() }, cancellationToken);
    }

    /// <summary>Writes the access counts that wait, leaves the indexes in the store for the next start, and lets go of them; the store stays with its owner.</summary>
    public async ValueTask DisposeAsync()
    {
        await _accesses.FlushAsync().ConfigureAwait(false);
        await _indexes.SaveAsync().ConfigureAwait(false);
        Dispose();
    }

    /// <summary>Lets go of the indexes; access counts of the last second are lost.</summary>
    public void Dispose() => _indexes.Dispose();

    private Memory Make(Scope scope, NewMemory memory)
    {
        var owner = memory.Owner ?? Owner.User(scope.UserId);
        MemoryRules.RequireGranted(scope, owner);
        MemoryRules.RequireContent(memory.Content);
        MemoryRules.RequireShare(memory.Importance, "importance");
        MemoryRules.RequireShare(memory.Confidence, "confidence");
        MemoryRules.RequireEntities(memory.Entities);
        MemoryRules.RequireMetadata(memory.Metadata);
        MemoryRules.RequireLabel(memory.Speaker, "speaker");
        MemoryRules.RequireLabel(memory.Provenance, "provenance");
        MemoryRules.RequireValidity(memory.ValidFrom ?? memory.OccurredAt, memory.ValidTo);
        MemoryRules.RequireSessionFor(scope, memory);
        var now = Now();
        var importance = memory.Importance ?? _importance.BaseOf(memory.Kind);
        return new Memory
        {
            Id = memory.Id is null ? Guid.CreateVersion7(now).ToString() : Identifiers.Require(memory.Id, "id"),
            Owner = owner,
            SessionId = MemoryRules.IsSessionBound(memory, owner) ? scope.SessionId : null,
            Namespace = scope.Namespace,
            Content = memory.Content,
            Kind = memory.Kind,
            Mode = memory.Mode,
            Status = memory.Status,
            Layer = memory.Layer ?? MemoryLayers.Classify(memory.Kind, importance),
            Importance = importance,
            Confidence = memory.Confidence,
            Entities = [.. memory.Entities],
            Metadata = memory.Metadata?.DeepClone().AsObject(),
            Provenance = memory.Provenance,
            Speaker = memory.Speaker,
            TokenCount = TokenEstimate.Count(memory.Content),
            CreatedAt = now,
            UpdatedAt = now,
            OccurredAt = memory.OccurredAt,
            ValidFrom = memory.ValidFrom,
            ValidTo = memory.ValidTo,
            ExpiresAt = memory.ExpiresAt,
        };
    }

    /// <summary>Tells whoever measures the request that a memory came to be: one that was known already, or merged into another, has another id or time of making.</summary>
    private static void CountCreated(Memory? made, Memory? kept)
    {
        if (made is not null && kept?.Id == made.Id && kept.CreatedAt == made.CreatedAt)
        {
            RequestMeasure.Current?.AddCreated(1);
        }
    }

    /// <summary>As exact as every store keeps it, so that what is returned equals what is read later.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());

    private Task<Memory?> ChangeAsync(Scope scope, Owner? owner, string id, Func<Memory, Memory> change, CancellationToken cancellationToken) =>
        _store.UpdateAsync(
            MemoryRules.OwnerOf(scope, owner),
            id,
            memory =>
            {
                if (!MemoryRules.Sees(scope, memory))
                {
                    return null;
                }

                var changed = change(memory);
                return (changed, ContentKey.Of(changed.Speaker, changed.Content));
            },
            cancellationToken);
}
