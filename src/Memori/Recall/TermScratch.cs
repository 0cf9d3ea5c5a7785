using System.Collections.Concurrent;

namespace Memori.Recall;

/// <summary>What a search counts for one term after another, and whom it may show. For one thread; used again by later searches.</summary>
internal sealed class TermScratch
{
    private static readonly ConcurrentBag<TermScratch> Idle = [];

    private float[] _counts = [];
    private float[] _best = [];
    private byte[] _seen = [];
    private BlockCount[] _blockCounts = [];

    private TermScratch()
    {
    }

    /// <summary>By slot: how often the term being counted occurs.</summary>
    public Span<float> Counts => _counts;

    /// <summary>The slots with a count.</summary>
    public List<int> Touched { get; } = [];

    /// <summary>By number of the conversation: the best turn for the term being counted.</summary>
    public Span<float> Best => _best;

    /// <summary>The conversations with a best turn.</summary>
    public List<Conversation> Conversations { get; } = [];

    /// <summary>By number of the block: how often the term being counted occurs in it and around it.</summary>
    public Span<BlockCount> BlockCounts => _blockCounts;

    /// <summary>The blocks with a count.</summary>
    public List<int> Blocks { get; } = [];

    /// <summary>By slot: 1 may be shown, 2 may not, 0 not yet asked.</summary>
    public Span<byte> Seen => _seen;

    /// <summary>An empty one that is large enough.</summary>
    public static TermScratch Rent(int slots, int conversations, int blocks, bool isFiltered)
    {
        if (!Idle.TryTake(out var scratch))
        {
            scratch = new TermScratch();
        }

        if (scratch._counts.Length < slots)
        {
            scratch._counts = new float[slots + (slots / 4)];
        }

        if (scratch._best.Length < conversations)
        {
            scratch._best = new float[conversations + (conversations / 4)];
        }

        if (scratch._blockCounts.Length < blocks)
        {
            scratch._blockCounts = new BlockCount[blocks + (blocks / 4)];
        }

        if (isFiltered && scratch._seen.Length < slots)
        {
            scratch._seen = new byte[slots + (slots / 4)];
        }
        else if (isFiltered)
        {
            Array.Clear(scratch._seen, 0, slots);
        }

        return scratch;
    }

    /// <summary>Gives it back, empty. A search that failed must not.</summary>
    public void Return() => Idle.Add(this);
}

/// <summary>How often a term occurs in a block.</summary>
internal struct BlockCount
{
    /// <summary>In the turn that has it most often.</summary>
    public float Most;

    /// <summary>In all its turns.</summary>
    public float Sum;

    /// <summary>In the turns around it, each as far as it lends to the nearest turn of the block.</summary>
    public float Around;
}
