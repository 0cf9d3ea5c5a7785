namespace Memori.Recall;

/// <summary>
/// Many short lists of numbers in a few large arrays: no object for each list. A list of n numbers takes room for n rounded up a little,
/// so that one that grows or shrinks by one mostly stays where it is. Not thread-safe.
/// </summary>
internal sealed class NumberHeap
{
    private const int ChunkBits = 18;
    private const int ChunkSize = 1 << ChunkBits;
    private static readonly int[] Sizes = [.. AllSizes()];

    private readonly Stack<uint>?[] _free = new Stack<uint>?[Sizes.Length];
    private uint[]?[] _chunks = [];
    private int _chunkCount;
    private int _used = ChunkSize;

    /// <summary>The bytes that it takes.</summary>
    public long Bytes { get; private set; }

    /// <summary>The list of <paramref name="count"/> numbers at a place. Valid until the next change.</summary>
    public Span<uint> this[uint place, int count] => count == 0 ? [] : _chunks[place >> ChunkBits].AsSpan((int)(place & (ChunkSize - 1)), count);

    /// <summary>Finds room for a list; what is in it is not said.</summary>
    public uint Take(int count)
    {
        if (count == 0)
        {
            return 0;
        }

        var size = SizeOf(count);
        if (_free[size] is { Count: > 0 } free)
        {
            return free.Pop();
        }

        var room = Sizes[size];
        if (room > ChunkSize)
        {
            // Takes the numbers of several chunks, but is one array.
            var first = AddChunk(room);
            for (var more = ChunkSize; more < room; more += ChunkSize)
            {
                AddChunk(0);
            }

            _used = ChunkSize;
            return (uint)first << ChunkBits;
        }

        if (_used + room > ChunkSize)
        {
            AddChunk(_chunkCount == 0 ? Math.Max(room, 64) : ChunkSize);
            _used = 0;
        }

        var last = _chunkCount - 1;
        if (_used + room > _chunks[last]!.Length)
        {
            var longer = Math.Min(ChunkSize, Math.Max(_used + room, _chunks[last]!.Length * 2));
            Bytes += sizeof(uint) * (longer - _chunks[last]!.Length);
            Array.Resize(ref _chunks[last], longer);
        }

        _used += room;
        return ((uint)last << ChunkBits) | (uint)(_used - room);
    }

    /// <summary>Keeps a list.</summary>
    public uint Add(ReadOnlySpan<uint> numbers)
    {
        var place = Take(numbers.Length);
        numbers.CopyTo(this[place, numbers.Length]);
        return place;
    }

    /// <summary>Gives room back.</summary>
    public void Free(uint place, int count)
    {
        if (count > 0)
        {
            (_free[SizeOf(count)] ??= new Stack<uint>()).Push(place);
        }
    }

    /// <summary>Makes a list longer or shorter, at its place or another; what it had stays, as far as there is room.</summary>
    public uint Resize(uint place, int count, int newCount)
    {
        if (count > 0 && newCount > 0 && SizeOf(count) == SizeOf(newCount))
        {
            return place;
        }

        var moved = Take(newCount);
        this[place, Math.Min(count, newCount)].CopyTo(this[moved, newCount]);
        Free(place, count);
        return moved;
    }

    private static IEnumerable<int> AllSizes()
    {
        for (var size = 1; size < 8; size++)
        {
            yield return size;
        }

        // Four sizes for each power of two: an eighth of the room is empty at most, on average.
        for (var power = 3; power < 30; power++)
        {
            for (var quarter = 4; quarter < 8; quarter++)
            {
                yield return (1 << power) / 4 * quarter;
            }
        }
    }

    private static int SizeOf(int count)
    {
        var at = Array.BinarySearch(Sizes, count);
        return at < 0 ? ~at : at;
    }

    private int AddChunk(int length)
    {
        if (_chunkCount == _chunks.Length)
        {
            Array.Resize(ref _chunks, Math.Max(1, _chunkCount * 2));
        }

        _chunks[_chunkCount] = length == 0 ? null : GC.AllocateUninitializedArray<uint>(length);
        Bytes += sizeof(uint) * (long)length;
        return _chunkCount++;
    }
}
