using System.Buffers.Binary;
using System.Text;

namespace Memori.Recall.Snapshots;

/// <summary>Reads what a <see cref="SnapshotWriter"/> wrote, in the same order.</summary>
internal ref struct SnapshotReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>Whether the bytes are as they were written.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes) => bytes.Length > sizeof(long)
        && Checksum.Of(bytes[..^sizeof(long)]) == BinaryPrimitives.ReadInt64LittleEndian(bytes[^sizeof(long)..]);

    public byte Byte() => _bytes[_at++];

    public ulong Number()
    {
        ulong value = _bytes[_at++];
        if (value < 0x80)
        {
            return value;
        }

        value &= 0x7f;
        for (var shift = 7; ; shift += 7)
        {
            var next = _bytes[_at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    public int Int() => (int)Number();

    public long Difference()
    {
        var value = Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public long Long()
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(_bytes[_at..]);
        _at += sizeof(long);
        return value;
    }

    public float Float()
    {
        var value = BinaryPrimitives.ReadSingleLittleEndian(_bytes[_at..]);
        _at += sizeof(float);
        return value;
    }

    public ReadOnlySpan<byte> Bytes(int count)
    {
        var slice = _bytes.Slice(_at, count);
        _at += count;
        return slice;
    }

    public string Text() => Encoding.UTF8.GetString(Bytes(Int()));
}
