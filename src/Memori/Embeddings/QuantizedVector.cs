using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Memori.Embeddings;

/// <summary>
/// A vector of length 1 in a quarter of its room: a scale (32-bit float, little endian) and one signed byte for each dimension, the value being
/// scale × byte. The largest value becomes ±127.
/// </summary>
internal static class QuantizedVector
{
    private const int ScaleSize = sizeof(float);
    private const float Largest = 127;

    /// <summary>How many bytes a vector takes.</summary>
    public static int SizeOf(int dimensions) => ScaleSize + dimensions;

    /// <summary>The bytes of a vector; of one that can't be made length 1 (all zeros, not finite) none.</summary>
    public static byte[] Of(ReadOnlySpan<float> vector)
    {
        var unit = vector.ToArray();
        if (!UnitVector.Normalise(unit))
        {
            return [];
        }

        var largest = 0f;
        foreach (var value in unit)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        var bytes = new byte[SizeOf(unit.Length)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, largest / Largest);
        var codes = MemoryMarshal.Cast<byte, sbyte>(bytes.AsSpan(ScaleSize));
        for (var i = 0; i < unit.Length; i++)
        {
            codes[i] = (sbyte)MathF.Round(unit[i] * Largest / largest);
        }

        return bytes;
    }

    /// <summary>Its scale.</summary>
    public static float Scale(ReadOnlySpan<byte> vector) => BinaryPrimitives.ReadSingleLittleEndian(vector);

    /// <summary>Its signed bytes.</summary>
    public static ReadOnlySpan<sbyte> Codes(ReadOnlySpan<byte> vector) => MemoryMarshal.Cast<byte, sbyte>(vector[ScaleSize..]);

    /// <summary>The dot product of the codes of two vectors of the same length, up to 100,000.</summary>
    public static int Dot(ReadOnlySpan<sbyte> left, ReadOnlySpan<sbyte> right)
    {
        var total = 0;
        var i = 0;
        if (Avx2.IsSupported)
        {
            var sum = Vector256<int>.Zero;
            for (; i <= left.Length - Vector128<sbyte>.Count; i += Vector128<sbyte>.Count)
            {
                sum += Avx2.MultiplyAddAdjacent(
                    Avx2.ConvertToVector256Int16(Vector128.Create(left[i..])), Avx2.ConvertToVector256Int16(Vector128.Create(right[i..])));
            }

            total = Vector256.Sum(sum);
        }
        else
        {
            var sum = Vector<int>.Zero;
            for (; i <= left.Length - Vector<sbyte>.Count; i += Vector<sbyte>.Count)
            {
                Vector.Widen(new Vector<sbyte>(left[i..]), out var leftLow, out var leftHigh);
                Vector.Widen(new Vector<sbyte>(right[i..]), out var rightLow, out var rightHigh);

                // 127 × 127 fits 16 bits; the sum of two does not.
                Vector.Widen(leftLow * rightLow, out var first, out var second);
                Vector.Widen(leftHigh * rightHigh, out var third, out var fourth);
                sum += first + second + third + fourth;
            }

            total = Vector.Sum(sum);
        }

        for (; i < left.Length; i++)
        {
            total += left[i] * right[i];
        }

        return total;
    }
}
