using System.Text.Json;

namespace Memori.Embeddings.Http;

/// <summary>Reads answers of a service that is not trusted.</summary>
internal static class EmbeddingAnswers
{
    /// <summary>More digits than any number of a vector is written with, and more dimensions than any model has.</summary>
    private const long BytesPerNumber = 32;
    private const long MostDimensions = 8192;

    /// <summary>Reads an answer, no more of it than <paramref name="texts"/> vectors can take.</summary>
    /// <exception cref="HttpRequestException">It is larger, or the connection broke.</exception>
    /// <exception cref="JsonException">It is not what an answer looks like.</exception>
    public static async Task<EmbeddingAnswer> ReadAsync(HttpContent content, int texts, CancellationToken cancellationToken)
    {
        await content.LoadIntoBufferAsync((1 + texts) * MostDimensions * BytesPerNumber, cancellationToken).ConfigureAwait(false);
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return await JsonSerializer.DeserializeAsync(stream, EmbeddingJson.Default.EmbeddingAnswer, cancellationToken).ConfigureAwait(false) ?? throw new JsonException();
        }
    }

    /// <summary>The vectors in the order of the texts.</summary>
    /// <exception cref="MemoriException"><c>embedding-answer</c>: there is not one for each text, or one has numbers that are none.</exception>
    public static float[][] InOrder(EmbeddingAnswer answer, int texts)
    {
        var data = answer.Data ?? [];
        var vectors = new float[texts][];
        if (data.Count != texts)
        {
            throw HttpEmbeddingFaults.Answer();
        }

        for (var i = 0; i < texts; i++)
        {
            var index = data[i]?.Index ?? i;
            if (data[i]?.Embedding is not { Length: > 0 } vector || index < 0 || index >= texts || vectors[index] is not null || !Array.TrueForAll(vector, float.IsFinite))
            {
                throw HttpEmbeddingFaults.Answer();
            }

            vectors[index] = vector;
        }

        return vectors;
    }
}
