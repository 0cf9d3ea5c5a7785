using System.Collections.Concurrent;

namespace Memori.Recall;

/// <summary>
/// How well each memory answers one part of a query. For one thread, within the index's lock; used again by later searches,
/// so that a search neither allocates nor clears what is as large as the index.
/// </summary>
internal sealed class PartScores
{
    private static readonly ConcurrentBag<PartScores> Idle = [];

    private readonly List<int> _touched = [];
    private readonly List<Conversation> _covered = [];
    private readonly HashSet<int> _terms = [];
    private readonly List<(int Term, Saturation Curve)> _counted = [];
    private readonly List<int> _blocks = [];
    private float[] _bounds = [];
    private float[] _own = [];
    private float[] _borrowed = [];
    private float[] _coverage = [];

    private PartScores()
    {
    }

    /// <summary>The score of a memory of average length that says every term once.</summary>
    public double Possible { get; private set; }

    /// <summary>The slots of the memories that contain a term or borrow one.</summary>
    public List<int> Touched => _touched;

    /// <summary>The conversations of which <see cref="Coverage"/> is more than 0.</summary>
    public List<Conversation> Covered => _covered;

    /// <summary>The numbers of the terms of the query that the index has.</summary>
    public IReadOnlySet<int> Terms => _terms;

    /// <summary>By slot: the score by its own words.</summary>
    public Span<float> Own => _own;

    /// <summary>By slot: the score with the words of its neighbours.</summary>
    public Span<float> Borrowed => _borrowed;

    /// <summary>The terms that were counted by block of a dialogue rather than by turn, and what each adds.</summary>
    public List<(int Term, Saturation Curve)> Counted => _counted;

    /// <summary>The numbers of the <see cref="TurnBlocks"/> that contain or borrow such a term.</summary>
    public List<int> Blocks => _blocks;

    /// <summary>By number of the block: no turn of it has more by its own words or with those of its neighbours.</summary>
    public Span<float> Bounds => _bounds;

    /// <summary>An empty one that is large enough.</summary>
    public static PartScores Rent(int slots, int conversations, int blocks)
    {
        if (!Idle.TryTake(out var scores))
        {
            scores = new PartScores();
        }

        if (scores._own.Length < slots)
        {
            scores._own = new float[slots + (slots / 4)];
            scores._borrowed = new float[slots + (slots / 4)];
        }

        if (scores._bounds.Length < blocks)
        {
            scores._bounds = new float[blocks + (blocks / 4)];
        }

        if (scores._coverage.Length < conversations)
        {
            scores._coverage = new float[conversations + (conversations / 4)];
        }

        return scores;
    }

    /// <summary>What the best turns of a conversation for each term have together.</summary>
    public double Coverage(Conversation conversation) => _coverage[conversation.Number];

    /// <summary>Adds a term that no memory has: it can't be answered.</summary>
    public void AddMissing(double gain) => Possible += gain;

    /// <summary>Adds a term.</summary>
    /// <param name="term">The number of the term.</param>
    /// <param name="gain">What a memory of average length gains that says it once.</param>
    public void Add(int term, double gain)
    {
        _terms.Add(term);
        Possible += gain;
    }

    public void AddCoverage(Conversation conversation, float gain)
    {
        if (_coverage[conversation.Number] == 0)
        {
            _covered.Add(conversation);
        }

        _coverage[conversation.Number] += gain;
    }

    /// <summary>Gives it back, empty. A search that failed must not.</summary>
    public void Return()
    {
        foreach (var slot in _touched)
        {
            _own[slot] = 0;
            _borrowed[slot] = 0;
        }

        foreach (var conversation in _covered)
        {
            _coverage[conversation.Number] = 0;
        }

        foreach (var block in _blocks)
        {
            _bounds[block] = 0;
        }

        _touched.Clear();
        _covered.Clear();
        _terms.Clear();
        _counted.Clear();
        _blocks.Clear();
        Possible = 0;
        Idle.Add(this);
    }
}
