using Memori.Jobs;
using Memori.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Embeddings;

/// <summary>
/// Embeds, in batches, the memories that have no vector of the current model: new ones, changed ones, and all after a change of the model.
/// What is done is kept batch by batch, so that a process that dies loses one batch at most. Of several processes one leads.
/// Neither remembering nor recall ever waits for it. Thread-safe.
/// </summary>
public sealed partial class EmbeddingWorker
{
    private const string Lead = "embeddings";
    private const int OwnersAtOnce = 100;
    private const string HarmlessText = "hello";

    private static readonly TimeSpan LeadLease = TimeSpan.FromMinutes(5);

    private readonly IEmbeddingStore? _store;
    private readonly IJobStore? _jobs;
    private readonly MemoryEmbeddings _embeddings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _name;
    private DateTimeOffset _resumeAt = DateTimeOffset.MinValue;
    private int _running;
    private int _failures;
    private bool _dropped;

    /// <summary>A worker of its own name.</summary>
    /// <param name="store">Where memories are kept; one that keeps no vectors (<see cref="IEmbeddingStore"/>) leaves the worker without work.</param>
    /// <param name="embeddings">What to embed with.</param>
    /// <param name="time">The clock.</param>
    /// <param name="jobs">Decides which process leads. Default: this one.</param>
    /// <param name="logger">Told of failures. Default: nobody.</param>
    public EmbeddingWorker(IMemoryStore store, MemoryEmbeddings embeddings, TimeProvider time, IJobStore? jobs = null, ILogger<EmbeddingWorker>? logger = null)
    {
        // Vectors that are made anew with each index need no keeping.
        _store = embeddings.IsDerived || embeddings.Weight == 0 ? null : store as IEmbeddingStore;
        _jobs = jobs;
        _embeddings = embeddings;
        _time = time;
        _logger = logger ?? NullLogger<EmbeddingWorker>.Instance;
        _name = WorkerName.New(time);
    }

    /// <summary>How often the generator or the store failed since either last did its work, in this process.</summary>
    public int FailuresInARow => Volatile.Read(ref _failures);

    /// <summary>How far it is, this process or another at work. Counts all memories: not for every request.</summary>
    /// <returns>Null when there is nothing to work on: no kept vectors.</returns>
    public async Task<EmbeddingProgress?> ProgressAsync(CancellationToken cancellationToken = default)
    {
        if (_store is null)
        {
            return null;
        }

        var counts = await _store.CountEmbeddingsAsync(_embeddings.Space, cancellationToken).ConfigureAwait(false);
        return new EmbeddingProgress(_embeddings.Space, counts.Done, counts.Total);
    }

    /// <summary>
    /// Embeds what has no vector, until nothing is left, the generator fails (the next call goes on once the wait after a failure is over) or
    /// another process leads. A host calls it from time to time; a call without work costs one small query.
    /// </summary>
    /// <returns>How many memories were embedded.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        if (_store is null || _time.GetUtcNow() < _resumeAt || Interlocked.Exchange(ref _running, 1) != 0)
        {
            return 0;
        }

        try
        {
            var waits = (await _store.UnsettledAsync(_embeddings.Space, 1, cancellationToken).ConfigureAwait(false)).Count > 0;
            return (waits || !_dropped) && await LeadsAsync(cancellationToken).ConfigureAwait(false) ? await LeadAsync(_store, cancellationToken).ConfigureAwait(false) : 0;
        }
        finally
        {
            Interlocked.Exchange(ref _running, 0);
        }
    }

    private async Task<bool> LeadsAsync(CancellationToken cancellationToken) =>
        _jobs is null || await _jobs.LeadAsync(Lead, _name, LeadLease, cancellationToken).ConfigureAwait(false) is not null;

    private async Task<int> LeadAsync(IEmbeddingStore store, CancellationToken cancellationToken)
    {
        var embedded = 0;
        try
        {
            while (await store.UnsettledAsync(_embeddings.Space, OwnersAtOnce, cancellationToken).ConfigureAwait(false) is { Count: > 0 } owners)
            {
                // One batch of each in turn: an owner with a million memories does not keep the others waiting.
                foreach (var owner in owners)
                {
                    embedded += await EmbedAsync(store, owner, cancellationToken).ConfigureAwait(false);
                    if (!await LeadsAsync(cancellationToken).ConfigureAwait(false))
                    {
                        return embedded;
                    }
                }
            }

            var dropped = _dropped ? 0 : await store.DropOtherModelsAsync(_embeddings.Space, cancellationToken).ConfigureAwait(false);
            (_failures, _dropped) = (0, true);
            LogDone(_embeddings.Space, embedded, dropped);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var options = _embeddings.Options;
            var wait = TimeSpan.FromTicks((long)Math.Min(options.LongestRetry.Ticks, options.FirstRetry.Ticks * Math.Pow(2, _failures++)));
            _resumeAt = _time.GetUtcNow() + wait;
            LogFailed((exception as MemoriException)?.Code ?? exception.GetType().Name, wait, exception);
        }
        finally
        {
            if (_jobs is not null)
            {
                await _jobs.ResignAsync(Lead, _name, CancellationToken.None).ConfigureAwait(false);
            }
        }

        return embedded;
    }

    private async Task<int> EmbedAsync(IEmbeddingStore store, Owner owner, CancellationToken cancellationToken)
    {
        var work = await store.NextAsync(owner, _embeddings.Space, _embeddings.Options.Batch, cancellationToken).ConfigureAwait(false);
        var vectors = await EmbedAsync(work.Memories, cancellationToken).ConfigureAwait(false);
        var kept = work.Memories.Zip(vectors, (memory, vector) => new MemoryEmbedding(memory.MemoryId, memory.ContentKey, vector)).ToList();
        await store.SaveAsync(owner, _embeddings.Space, kept, work.Version, cancellationToken).ConfigureAwait(false);
        _failures = 0;
        return kept.Count;
    }

    private async Task<IReadOnlyList<byte[]>> EmbedAsync(IReadOnlyList<UnembeddedMemory> memories, CancellationToken cancellationToken)
    {
        if (memories.Count == 0)
        {
            return [];
        }

        try
        {
            return await _embeddings.EmbedAsync([.. memories.Select(memory => EmbeddedText.Of(memory.Speaker, memory.Content))], cancellationToken).ConfigureAwait(false);
        }
        catch (MemoriException exception) when (exception.Code == Http.HttpEmbeddingFaults.RefusedCode)
        {
            if (memories.Count == 1)
            {
                // A service that refuses everything is set up wrongly; one that refuses only this text does not take it:
                // then it is found by its words, and does not hold up the others for ever.
                await _embeddings.EmbedAsync([HarmlessText], cancellationToken).ConfigureAwait(false);
                LogRefused(memories[0].MemoryId, exception);
                return [[]];
            }

            var half = memories.Count / 2;
            var first = await EmbedAsync([.. memories.Take(half)], cancellationToken).ConfigureAwait(false);
            return [.. first, .. await EmbedAsync([.. memories.Skip(half)], cancellationToken).ConfigureAwait(false)];
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "All memories have vectors of {Model}: {Embedded} were embedded, {Dropped} vectors of other models deleted.")]
    private partial void LogDone(string model, int embedded, int dropped);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Embedding failed ({Code}) and goes on in {Wait}.")]
    private partial void LogFailed(string code, TimeSpan wait, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The embedding service refuses the text of memory {Id}; it is found by its words only.")]
    private partial void LogRefused(string id, Exception exception);
}
