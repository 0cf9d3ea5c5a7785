namespace Memori.Embeddings;

/// <summary>The vector of a query, ready to be compared with those of memories of the same model.</summary>
internal sealed class QueryVector
{
    private readonly byte[] _quantized;

    private QueryVector(string model, float weight, float[] unit, byte[] quantized)
    {
        Weight = weight;
        Model = model;
        Unit = unit;
        _quantized = quantized;
    }

    /// <summary>The vector space that it lies in.</summary>
    public string Model { get; }

    /// <summary>The most that likeness adds to a score.</summary>
    public float Weight { get; }

    /// <summary>The vector, of length 1.</summary>
    public ReadOnlyMemory<float> Unit { get; }

    /// <summary>The scale of its codes.</summary>
    public float Scale => QuantizedVector.Scale(_quantized);

    public ReadOnlySpan<sbyte> Codes => QuantizedVector.Codes(_quantized);

    /// <summary>Null when the vector has no direction: a text of which the model makes nothing is like nothing.</summary>
    public static QueryVector? Of(string model, double weight, ReadOnlySpan<float> vector)
    {
        var unit = vector.ToArray();
        return UnitVector.Normalise(unit) ? new QueryVector(model, (float)weight, unit, QuantizedVector.Of(unit)) : null;
    }
}
