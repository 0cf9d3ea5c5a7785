using System.Numerics;

namespace Memori.Embeddings;

/// <summary>Vectors of length 1, of which the dot product is the cosine.</summary>
internal static class UnitVector
{
    /// <summary>Makes its length 1. False when it has none, or is no vector of finite numbers; then it is all zeros.</summary>
    public static bool Normalise(Span<float> vector)
    {
        var length = Math.Sqrt(SquaredLength(vector));
        if (!double.IsNormal(length))
        {
            vector.Clear();
            return false;
        }

        var factor = (float)(1 / length);
        foreach (ref var value in vector)
        {
            value *= factor;
        }

        return true;
    }

    /// <summary>The dot product of two vectors of the same length.</summary>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = Vector<float>.Zero;
        var i = 0;
        for (; i <= left.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            sum += new Vector<float>(left[i..]) * new Vector<float>(right[i..]);
        }

        var total = Vector.Sum(sum);
        for (; i < left.Length; i++)
        {
            total += left[i] * right[i];
        }

        return total;
    }

    private static double SquaredLength(ReadOnlySpan<float> vector)
    {
        var sum = 0.0;
        foreach (var value in vector)
        {
            sum += (double)value * value;
        }

        return sum;
    }
}
