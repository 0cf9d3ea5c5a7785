using System.Numerics;

namespace Memori.Embeddings;

/// <summary>
/// One bit for each dimension: whether the vector lies above a centre there. The share of bits that differ grows with the angle around the centre
/// (Charikar, 2002), so that counting them tells in a few instructions which vectors are worth an exact look. The centre is the mean of the vectors:
/// around zero, what all vectors of a model have in common would make most bits equal.
/// </summary>
internal static class SignCode
{
    private const int Bits = 64;

    /// <summary>How many words a code takes.</summary>
    public static int SizeOf(int dimensions) => (dimensions + Bits - 1) / Bits;

    /// <summary>Writes the code of a vector.</summary>
    public static void Write(ReadOnlySpan<float> vector, ReadOnlySpan<float> centre, Span<ulong> code)
    {
        code.Clear();
        for (var i = 0; i < vector.Length; i++)
        {
            code[i / Bits] |= (vector[i] > centre[i] ? 1UL : 0) << (i % Bits);
        }
    }

    /// <summary>Writes the code of a quantised vector.</summary>
    public static void Write(ReadOnlySpan<sbyte> vector, float scale, ReadOnlySpan<float> centre, Span<ulong> code)
    {
        code.Clear();
        for (var i = 0; i < vector.Length; i++)
        {
            code[i / Bits] |= (vector[i] * scale > centre[i] ? 1UL : 0) << (i % Bits);
        }
    }

    /// <summary>In how many bits two codes differ.</summary>
    public static int Distance(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        var distance = 0;
        for (var i = 0; i < left.Length; i++)
        {
            distance += BitOperations.PopCount(left[i] ^ right[i]);
        }

        return distance;
    }
}
