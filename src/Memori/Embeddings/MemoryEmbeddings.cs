using Memori.Storage;
using Memori.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Embeddings;

/// <summary>
/// What the engine embeds memories and questions with: a generator, and the vector space that it gives. Vectors of different spaces are never compared:
/// a change of the space's name embeds all memories anew, in the background, and until then those without a vector are found by their words. Thread-safe.
/// </summary>
public sealed partial class MemoryEmbeddings : IDisposable
{
    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator;
    private readonly EmbeddingOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RecentQueries _recent = new();
    private long _pausedUntil = long.MinValue;

    /// <summary>Embeddings of a generator.</summary>
    /// <param name="generator">The generator; disposed with this.</param>
    /// <param name="space">The name of its vector space: the model, with whatever else makes its vectors what they are. 1–200 characters.</param>
    /// <param name="dimensions">How many numbers its vectors have, 1–8192. Vectors of another size are left out.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">Weight and times. Default: the defaults.</param>
    /// <param name="logger">Told when questions can't be embedded. Default: nobody.</param>
    public MemoryEmbeddings(
        IEmbeddingGenerator<string, Embedding<float>> generator, string space, int dimensions, TimeProvider time, EmbeddingOptions? options = null, ILogger<MemoryEmbeddings>? logger = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimensions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, 8192);
        _generator = generator;
        Space = Identifiers.Require(space, "model");
        Dimensions = dimensions;
        _time = time;
        _options = options ?? new EmbeddingOptions();
        _logger = logger ?? NullLogger<MemoryEmbeddings>.Instance;
        IsDerived = generator is LocalEmbeddingGenerator;
        Weight = Math.Clamp(_options.Weight ?? (IsDerived ? 0 : EmbeddingOptions.ServiceWeight), 0, 1);
    }

    /// <summary>The name of the vector space.</summary>
    public string Space { get; }

    /// <summary>How many numbers its vectors have.</summary>
    public int Dimensions { get; }

    /// <summary>How much likeness counts in recall, 0–1. With 0 nothing is embedded.</summary>
    public double Weight { get; }

    /// <summary>Whether vectors are made when an index is, rather than once and kept: so it is with the built-in embeddings.</summary>
    public bool IsDerived { get; }

    internal EmbeddingOptions Options => _options;

    /// <summary>Lets go of the generator.</summary>
    public void Dispose() => _generator.Dispose();

    /// <summary>Room for the vectors of an index.</summary>
    internal SlotVectors NewVectors() => new(Space, Dimensions);

    /// <summary>The vector of a question; null when it can't be had in time: recall then goes by the words.</summary>
    internal async Task<QueryVector?> QueryAsync(string text, CancellationToken cancellationToken)
    {
        if (Weight == 0 || string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (_recent.Find(text) is { } known)
        {
            return known;
        }

        if (_time.GetTimestamp() < Interlocked.Read(ref _pausedUntil))
        {
            return null;
        }

        using var timeout = new CancellationTokenSource(_options.QueryTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // A generator that does not heed its token must not hold recall up either.
            var embeddings = await _generator.GenerateAsync([text], cancellationToken: either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            var vector = embeddings.Count == 1 && embeddings[0].Vector.Length == Dimensions ? QueryVector.Of(Space, Weight, embeddings[0].Vector.Span) : null;
            _recent.Keep(text, vector);
            return vector;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is: an answer by words is worth more than none.
            Interlocked.Exchange(ref _pausedUntil, _time.GetTimestamp() + (long)(_options.QueryPause.TotalSeconds * _time.TimestampFrequency));
            LogQuery((exception as MemoriException)?.Code ?? exception.GetType().Name, _options.QueryPause, exception);
            return null;
        }
    }

    /// <summary>The quantised vectors of texts, in order; an empty one where the model makes nothing of a text.</summary>
    /// <exception cref="MemoriException"><c>embedding-answer</c> when there is not one for each, or of another size; and what the generator throws.</exception>
    internal async Task<IReadOnlyList<byte[]>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var embeddings = await _generator.GenerateAsync(texts, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (embeddings.Count != texts.Count || embeddings.Any(embedding => embedding.Vector.Length != Dimensions))
        {
            throw new MemoriException(
                FaultKind.Backend,
                "embedding-answer",
                new LocalizedText($"The embedding generator did not give one vector of {Dimensions} dimensions for each text.", $"嵌入生成器没有为每段文本返回一个 {Dimensions} 维向量。"));
        }

        return [.. embeddings.Select(embedding => QuantizedVector.Of(embedding.Vector.Span))];
    }

    /// <summary>The vectors of an owner's memories that came after a version.</summary>
    internal async Task<IReadOnlyList<MemoryEmbedding>> VectorsAsync(IMemoryStore store, Owner owner, long since, CancellationToken cancellationToken)
    {
        if (!IsDerived)
        {
            return store is IEmbeddingStore kept ? await kept.EmbeddingsAsync(owner, Space, since, cancellationToken).ConfigureAwait(false) : [];
        }

        var changes = await store.ChangesAsync(owner, since, cancellationToken).ConfigureAwait(false);
        return
        [
            .. changes.Written.AsParallel().WithCancellation(cancellationToken)
                .Select(memory => new MemoryEmbedding(memory.Id, "", QuantizedVector.Of(LocalEmbeddingGenerator.Embed(EmbeddedText.Of(memory.Speaker, memory.Content))))),
        ];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The question could not be embedded ({Code}); recall goes by its words, for {Pause}.")]
    private partial void LogQuery(string code, TimeSpan pause, Exception exception);
}
