using Microsoft.Extensions.AI;

namespace Memori.Tests.Embeddings;

/// <summary>A semantic space of its own: texts of one topic lie close together, whatever their words. Can fail, wait and count.</summary>
internal sealed class ParaphraseGenerator(params string[][] topics) : IEmbeddingGenerator<string, Embedding<float>>
{
    public const int Dimensions = 32;

    public Exception? Failure { get; set; }

    public Task Gate { get; set; } = Task.CompletedTask;

    public int Calls { get; private set; }

    /// <summary>Texts that were embedded, in order.</summary>
    public List<string> Texts { get; } = [];

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        Calls++;
        await Gate.WaitAsync(cancellationToken);
        if (Failure is not null)
        {
            throw Failure;
        }

        var texts = values.ToList();
        Texts.AddRange(texts);
        return [.. texts.Select(text => new Embedding<float>(Embed(text)))];
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private float[] Embed(string text)
    {
        // What every text of a real model has in common, a topic, and what is the text's own.
        var random = new Random(text.Aggregate(17, (hash, c) => unchecked((hash * 31) + c)));
        var vector = new float[Dimensions];
        vector[^1] = 0.6f;
        for (var topic = 0; topic < topics.Length; topic++)
        {
            vector[topic] = topics[topic].Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)) ? 1 : 0;
        }

        for (var i = 0; i < Dimensions; i++)
        {
            vector[i] += (float)(random.NextDouble() - 0.5) * 0.3f;
        }

        return vector;
    }
}
