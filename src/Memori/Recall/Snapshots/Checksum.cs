using System.Numerics;
using System.Runtime.InteropServices;

namespace Memori.Recall.Snapshots;

/// <summary>Tells whether bytes were damaged by accident: four multiplicative hashes side by side, as fast as memory.</summary>
internal static class Checksum
{
    /// <summary>2^64 divided by the golden ratio, odd: Knuth's multiplicative hashing.</summary>
    private const ulong Factor = 0x9E3779B97F4A7C15;

    public static long Of(ReadOnlySpan<byte> bytes)
    {
        ulong first = 1, second = 2, third = 3, fourth = 4;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var i = 0;
        for (; i + 4 <= words.Length; i += 4)
        {
            first = BitOperations.RotateLeft((first ^ words[i]) * Factor, 29);
            second = BitOperations.RotateLeft((second ^ words[i + 1]) * Factor, 29);
            third = BitOperations.RotateLeft((third ^ words[i + 2]) * Factor, 29);
            fourth = BitOperations.RotateLeft((fourth ^ words[i + 3]) * Factor, 29);
        }

        var sum = (ulong)bytes.Length;
        foreach (var lane in (ReadOnlySpan<ulong>)[first, second, third, fourth])
        {
            sum = BitOperations.RotateLeft((sum ^ lane) * Factor, 29);
        }

        foreach (var rest in bytes[(i * sizeof(ulong))..])
        {
            sum = BitOperations.RotateLeft((sum ^ rest) * Factor, 29);
        }

        return (long)sum;
    }
}
