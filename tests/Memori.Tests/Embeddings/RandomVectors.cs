namespace Memori.Tests.Embeddings;

/// <summary>Vectors as models give them: a common part, clusters of topics, and each one's own.</summary>
internal static class RandomVectors
{
    public static float[] Next(Random random, int dimensions)
    {
        var vector = new float[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            // Near enough to normal.
            vector[i] = (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2);
        }

        return vector;
    }

    /// <summary>Vectors in clusters, with a part that all have in common.</summary>
    public static List<float[]> Clustered(Random random, int count, int dimensions, int clusters, float common)
    {
        var shared = Next(random, dimensions);
        var centres = Enumerable.Range(0, clusters).Select(_ => Next(random, dimensions)).ToList();
        return [.. Enumerable.Range(0, count).Select(i => Sum(Next(random, dimensions), centres[i % clusters], shared, common))];
    }

    public static float Cosine(float[] left, float[] right) => Dot(left, right) / MathF.Sqrt(Dot(left, left) * Dot(right, right));

    private static float Dot(float[] left, float[] right) => Memori.Embeddings.UnitVector.Dot(left, right);

    private static float[] Sum(float[] own, float[] centre, float[] shared, float common) =>
        [.. own.Select((value, i) => value + centre[i] + (common * shared[i]))];
}
