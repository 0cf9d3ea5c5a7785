using System.Buffers.Binary;
using System.Text;

namespace Memori.Recall;

/// <summary>
/// The ids of memories by slot, and back. They lie in one array, UUIDs in 16 bytes; the way back is made when it is first needed. Not thread-safe.
/// </summary>
internal sealed class IdTable
{
    /// <summary>Ids have up to 200 characters.</summary>
    private const int Longest = 3 + (200 * 3);
    private const byte IsUuid = 0;
    private const byte IsLong = 255;

    private byte[] _heap = [];
    private int _used;
    private int _dead;
    private int[] _starts = [];
    private int[] _next = [];
    private int[]? _buckets;

    /// <summary>The bytes that it takes.</summary>
    public long Bytes => _heap.Length + (sizeof(int) * ((long)_starts.Length + _next.Length + (_buckets?.Length ?? 0)));

    /// <summary>The id in a slot.</summary>
    public string this[int slot] => Decode(Encoded(slot));

    /// <summary>An id as kept.</summary>
    public ReadOnlySpan<byte> Encoded(int slot)
    {
        var start = _starts[slot];
        return _heap.AsSpan(start, LengthAt(_heap.AsSpan(start)));
    }

    /// <summary>The slot of an id, or -1.</summary>
    public int Find(string id)
    {
        Span<byte> buffer = stackalloc byte[Longest];
        var encoded = Encode(id, buffer);
        var buckets = _buckets ?? Rehash(16);
        for (var slot = buckets[BucketOf(encoded, buckets)]; slot >= 0; slot = _next[slot])
        {
            if (Encoded(slot).SequenceEqual(encoded))
            {
                return slot;
            }
        }

        return -1;
    }

    /// <summary>Puts an id that is nowhere else into a slot that is empty.</summary>
    public void Add(int slot, string id)
    {
        Span<byte> buffer = stackalloc byte[Longest];
        Add(slot, Encode(id, buffer));
    }

    /// <summary>As <see cref="Add(int, string)"/>, of an id as kept.</summary>
    public void Add(int slot, ReadOnlySpan<byte> encoded)
    {
        if (slot >= _starts.Length)
        {
            var from = _starts.Length;
            Array.Resize(ref _starts, Math.Max(16, slot + 1 + (slot / 2)));
            Array.Resize(ref _next, _starts.Length);
            _starts.AsSpan(from).Fill(-1);
        }

        if (_used + encoded.Length > _heap.Length)
        {
            MakeRoom(encoded.Length);
        }

        encoded.CopyTo(_heap.AsSpan(_used));
        _starts[slot] = _used;
        _used += encoded.Length;
        if (_buckets is not null)
        {
            var buckets = slot >= _buckets.Length ? Rehash(_buckets.Length * 2, except: slot) : _buckets;
            ref var bucket = ref buckets[BucketOf(encoded, buckets)];
            (_next[slot], bucket) = (bucket, slot);
        }
    }

    public void Remove(int slot)
    {
        var encoded = Encoded(slot);
        if (_buckets is not null)
        {
            ref var link = ref _buckets[BucketOf(encoded, _buckets)];
            while (link != slot)
            {
                link = ref _next[link];
            }

            link = _next[slot];
        }

        _dead += encoded.Length;
        _starts[slot] = -1;
    }

    /// <summary>Makes room for ids to be added one by one.</summary>
    public void Reserve(int slots, int bytes)
    {
        var from = _starts.Length;
        Array.Resize(ref _starts, Math.Max(from, slots));
        Array.Resize(ref _next, _starts.Length);
        _starts.AsSpan(from).Fill(-1);
        Array.Resize(ref _heap, Math.Max(_heap.Length, bytes));
    }

    /// <summary>How long the id is that begins <paramref name="bytes"/>, as kept.</summary>
    public static int LengthAt(ReadOnlySpan<byte> bytes) => bytes[0] switch
    {
        IsUuid => 17,
        IsLong => 3 + BinaryPrimitives.ReadUInt16LittleEndian(bytes[1..]),
        var length => 1 + length,
    };

    private static ReadOnlySpan<byte> Encode(string id, Span<byte> buffer)
    {
        if (id.Length == 36 && Guid.TryParseExact(id, "D", out var uuid) && uuid.ToString() == id)
        {
            buffer[0] = IsUuid;
            uuid.TryWriteBytes(buffer[1..]);
            return buffer[..17];
        }

        var length = Encoding.UTF8.GetByteCount(id);
        var start = length < IsLong ? 1 : 3;
        buffer[0] = length < IsLong ? (byte)length : IsLong;
        if (length >= IsLong)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(buffer[1..], (ushort)length);
        }

        return buffer[..(start + Encoding.UTF8.GetBytes(id, buffer[start..]))];
    }

    private static string Decode(ReadOnlySpan<byte> encoded) => encoded[0] switch
    {
        IsUuid => new Guid(encoded[1..]).ToString(),
        IsLong => Encoding.UTF8.GetString(encoded[3..]),
        _ => Encoding.UTF8.GetString(encoded[1..]),
    };

    private static uint BucketOf(ReadOnlySpan<byte> encoded, int[] buckets)
    {
        var hash = default(HashCode);
        hash.AddBytes(encoded);
        return (uint)hash.ToHashCode() & (uint)(buckets.Length - 1);
    }

    private int[] Rehash(int least, int except = -1)
    {
        var buckets = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(least, _starts.Length))];
        buckets.AsSpan().Fill(-1);
        for (var slot = 0; slot < _starts.Length; slot++)
        {
            if (_starts[slot] >= 0 && slot != except)
            {
                ref var bucket = ref buckets[BucketOf(Encoded(slot), buckets)];
                (_next[slot], bucket) = (bucket, slot);
            }
        }

        return _buckets = buckets;
    }

    /// <summary>More room, the ids that are gone left out.</summary>
    private void MakeRoom(int length)
    {
        var needed = _used - _dead + length;
        var heap = new byte[Math.Max(64, needed + (needed / 4))];
        var used = 0;
        for (var slot = 0; slot < _starts.Length; slot++)
        {
            if (_starts[slot] >= 0)
            {
                var encoded = Encoded(slot);
                encoded.CopyTo(heap.AsSpan(used));
                _starts[slot] = used;
                used += encoded.Length;
            }
        }

        (_heap, _used, _dead) = (heap, used, 0);
    }
}
