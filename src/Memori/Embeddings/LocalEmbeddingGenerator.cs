using Microsoft.Extensions.AI;

namespace Memori.Embeddings;

/// <summary>
/// The built-in embeddings: no model, no download, no network, the same vectors on every machine; English, Chinese and mixed text.
/// <para>
/// What they capture: shared words whatever their inflection (<c>painted</c>, <c>painting</c>), shared Chinese characters and pairs, shared pieces
/// of words (<c>postgres</c>, <c>postgresql</c>; misspellings), shared numbers and dates, and some 60 classes of everyday words
/// ("how old" and 岁), which also join the two languages.
/// What they do not capture: meaning. Two texts that share no word, no piece of a word and no class are as unlike as any others, however
/// much they mean the same; antonyms, negation and word order make no difference. For that use an embedding service.
/// </para>
/// Features are hashed into <see cref="Dimensions"/> signed dimensions (feature hashing: Weinberger et al., 2009), several for each feature
/// (sparse random projection: Achlioptas, 2003). Vectors have length 1; a text without a word or number gives zeros. Thread-safe.
/// </summary>
public sealed class LocalEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>The id of its vector space. It changes when the features do, so that vectors of two versions never meet.</summary>
    public const string Model = "memori-local-1";

    /// <summary>How many numbers a vector has.</summary>
    public const int Dimensions = 256;

    private static readonly EmbeddingGeneratorMetadata Metadata = new("memori", null, Model, Dimensions);

    /// <inheritdoc/>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var embeddings = new GeneratedEmbeddings<Embedding<float>>();
        foreach (var value in values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            embeddings.Add(new Embedding<float>(Embed(value)) { ModelId = Model });
        }

        return Task.FromResult(embeddings);
    }

    /// <summary>The vector of one text.</summary>
    public static float[] Embed(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var vector = new float[Dimensions];
        TextFeatures.AddTo(vector, text);
        UnitVector.Normalise(vector);
        return vector;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? Metadata
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Does nothing: there is nothing to let go of.</summary>
    public void Dispose()
    {
    }
}
