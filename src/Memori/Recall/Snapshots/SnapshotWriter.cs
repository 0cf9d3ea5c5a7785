using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Memori.Recall.Snapshots;

/// <summary>Writes numbers in few bytes, one after another.</summary>
internal sealed class SnapshotWriter
{
    private byte[] _bytes = new byte[4096];
    private int _used;

    public void Byte(byte value)
    {
        MakeRoom(1);
        _bytes[_used++] = value;
    }

    /// <summary>Seven bits a byte, the lowest first.</summary>
    public void Number(ulong value)
    {
        MakeRoom(10);
        while (value >= 0x80)
        {
            _bytes[_used++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[_used++] = (byte)value;
    }

    public void Number(int value) => Number((ulong)value);

    /// <summary>A number that may be negative but is mostly small.</summary>
    public void Difference(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    public void Long(long value)
    {
        MakeRoom(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(_used), value);
        _used += sizeof(long);
    }

    public void Float(float value)
    {
        MakeRoom(sizeof(float));
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.AsSpan(_used), value);
        _used += sizeof(float);
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        MakeRoom(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_used));
        _used += bytes.Length;
    }

    public void Characters(ReadOnlySpan<char> text) => Bytes(MemoryMarshal.AsBytes(text));

    public void Text(string text)
    {
        Number(Encoding.UTF8.GetByteCount(text));
        Bytes(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>All that was written, with its checksum at the end.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        var checksum = Checksum.Of(_bytes.AsSpan(0, _used));
        Long(checksum);
        return _bytes.AsMemory(0, _used);
    }

    private void MakeRoom(int count)
    {
        if (_used + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, (long)_used + count)));
        }
    }
}
