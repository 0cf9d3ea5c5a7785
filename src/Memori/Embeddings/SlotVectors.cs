using System.Buffers;
using System.Runtime.InteropServices;
using Memori.Recall;

namespace Memori.Embeddings;

/// <summary>
/// The quantised vectors of an index's memories, by slot: one signed byte and one bit for each dimension. All of one model.
/// For one thread, or many that only read, as the index's lock has it.
/// </summary>
internal sealed class SlotVectors(string model, int dimensions)
{
    /// <summary>From how many vectors on bits are counted first.</summary>
    private const int ManyVectors = 16_384;

    /// <summary>How many times more are looked at exactly than are wanted, at least how many, and at least which part of all.</summary>
    private const int Rescored = 32;
    private const int LeastRescored = 1024;
    private const int PartRescored = 32;

    private const int BlockSize = 1024;

    /// <summary>As if so many memories more had this cosine with every query: of a handful nothing can be learned about what is usual.</summary>
    private const int Usual = 10;
    private const float UsualSimilarity = 0.2f;

    private readonly int _words = SignCode.SizeOf(dimensions);
    private readonly List<Block?> _blocks = [];
    private readonly double[] _sum = new double[dimensions];
    private readonly float[] _centre = new float[dimensions];
    private int _codeAgainAt = ManyVectors;

    /// <summary>The vector space.</summary>
    public string Model { get; } = model;

    /// <summary>How many memories have a vector.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes the vectors take.</summary>
    public long Bytes => (long)_blocks.Count(block => block is not null) * BlockSize * (dimensions + (_words * sizeof(ulong)) + sizeof(float));

    public bool Has(int slot) => ScaleOf(slot) != 0;

    /// <summary>Gives a memory its vector, as <see cref="QuantizedVector"/> writes it. One of another size is not of this space and is left out.</summary>
    public void Set(int slot, ReadOnlySpan<byte> vector)
    {
        Remove(slot);
        if (vector.Length != QuantizedVector.SizeOf(dimensions))
        {
            return;
        }

        var number = slot / BlockSize;
        if (_blocks.Count <= number)
        {
            CollectionsMarshal.SetCount(_blocks, number + 1);
        }

        var block = _blocks[number] ??= new Block(dimensions, _words);
        var place = slot % BlockSize;
        QuantizedVector.Codes(vector).CopyTo(block.Codes(place));
        block.Scales[place] = QuantizedVector.Scale(vector);
        Count++;
        AddToSum(block, place, 1);
        if (Count == _codeAgainAt)
        {
            CodeAgain();
        }
        else if (_codeAgainAt > ManyVectors)
        {
            SignCode.Write(block.Codes(place), block.Scales[place], _centre, block.Signs(place));
        }
    }

    /// <summary>Forgets the vector of a memory, if it has one.</summary>
    public void Remove(int slot)
    {
        if (!Has(slot))
        {
            return;
        }

        var block = _blocks[slot / BlockSize]!;
        AddToSum(block, slot % BlockSize, -1);
        block.Scales[slot % BlockSize] = 0;
        Count--;
    }

    /// <summary>The cosine between a query and a memory; null when the memory has no vector.</summary>
    public float? Similarity(QueryVector query, int slot) =>
        ScaleOf(slot) is var scale and not 0
            ? query.Scale * scale * QuantizedVector.Dot(query.Codes, _blocks[slot / BlockSize]!.Codes(slot % BlockSize))
            : null;

    /// <summary>The mean cosine between a query and all memories, at least 0: what a memory that has nothing to do with it has. Models differ much in it.</summary>
    public float Background(QueryVector query)
    {
        var dot = 0.0;
        var unit = query.Unit.Span;
        for (var i = 0; i < _sum.Length; i++)
        {
            dot += unit[i] * _sum[i];
        }

        return (float)Math.Max(0, (dot + (Usual * UsualSimilarity)) / (Count + Usual));
    }

    /// <summary>The memories nearest to a query of those that may be shown, the nearest first.</summary>
    public List<(int Slot, float Similarity)> Nearest(QueryVector query, SeenSlots seen, int count)
    {
        var nearest = new PriorityQueue<int, float>(count + 1);
        if (_codeAgainAt == ManyVectors)
        {
            for (var slot = 0; slot < _blocks.Count * BlockSize; slot++)
            {
                Offer(slot, query, seen, count, nearest);
            }
        }
        else
        {
            var distances = ArrayPool<ushort>.Shared.Rent(_blocks.Count * BlockSize);
            var farthest = Distances(query, seen, distances, Math.Max(Math.Max(LeastRescored, Rescored * count), Count / PartRescored));
            for (var slot = 0; slot < _blocks.Count * BlockSize; slot++)
            {
                if (distances[slot] <= farthest)
                {
                    Offer(slot, query, seen, count, nearest);
                }
            }

            ArrayPool<ushort>.Shared.Return(distances);
        }

        var found = new List<(int Slot, float Similarity)>(nearest.Count);
        while (nearest.TryDequeue(out var slot, out var similarity))
        {
            found.Add((slot, similarity));
        }

        found.Reverse();
        return found;
    }

    private void Offer(int slot, QueryVector query, SeenSlots seen, int count, PriorityQueue<int, float> nearest)
    {
        if (Similarity(query, slot) is not { } similarity || (nearest.Count == count && nearest.TryPeek(out _, out var least) && similarity <= least) || !seen[slot])
        {
            return;
        }

        nearest.Enqueue(slot, similarity);
        if (nearest.Count > count)
        {
            nearest.Dequeue();
        }
    }

    /// <summary>Counts the bits in which the code of each memory that may be shown differs. Returns the distance within which there are at least <paramref name="wanted"/>.</summary>
    private int Distances(QueryVector query, SeenSlots seen, ushort[] distances, int wanted)
    {
        Array.Fill(distances, ushort.MaxValue);
        var histogram = new int[dimensions + 1];
        var signs = new ulong[_words];
        SignCode.Write(query.Unit.Span, _centre, signs);
        for (var number = 0; number < _blocks.Count; number++)
        {
            if (_blocks[number] is not { } block)
            {
                continue;
            }

            for (var place = 0; place < BlockSize; place++)
            {
                if (block.Scales[place] != 0 && seen[(number * BlockSize) + place])
                {
                    var distance = SignCode.Distance(signs, block.Signs(place));
                    distances[(number * BlockSize) + place] = (ushort)distance;
                    histogram[distance]++;
                }
            }
        }

        var farthest = 0;
        for (var within = histogram[0]; within < wanted && farthest < dimensions; within += histogram[farthest])
        {
            farthest++;
        }

        return farthest;
    }

    /// <summary>Takes the mean of the vectors as the new centre: each time when they are twice as many.</summary>
    private void CodeAgain()
    {
        _codeAgainAt = 2 * Count;
        for (var i = 0; i < _centre.Length; i++)
        {
            _centre[i] = (float)(_sum[i] / Count);
        }

        foreach (var block in _blocks)
        {
            for (var place = 0; block is not null && place < BlockSize; place++)
            {
                SignCode.Write(block.Codes(place), block.Scales[place], _centre, block.Signs(place));
            }
        }
    }

    private float ScaleOf(int slot) => slot / BlockSize < _blocks.Count && _blocks[slot / BlockSize] is { } block ? block.Scales[slot % BlockSize] : 0;

    private void AddToSum(Block block, int place, int sign)
    {
        var codes = block.Codes(place);
        var scale = (double)block.Scales[place] * sign;
        for (var i = 0; i < codes.Length; i++)
        {
            _sum[i] += scale * codes[i];
        }
    }

    /// <summary>The vectors of <see cref="BlockSize"/> slots: what grows is never copied.</summary>
    private sealed class Block(int dimensions, int words)
    {
        private readonly sbyte[] _codes = new sbyte[BlockSize * dimensions];
        private readonly ulong[] _signs = new ulong[BlockSize * words];

        /// <summary>The scales; 0 where there is no vector.</summary>
        public float[] Scales { get; } = new float[BlockSize];

        public Span<sbyte> Codes(int place) => _codes.AsSpan(place * dimensions, dimensions);

        public Span<ulong> Signs(int place) => _signs.AsSpan(place * words, words);
    }
}
