using System.Buffers;

namespace Memori.Recall;

/// <summary>How well each memory answers one part of a query. For one thread, within the index's lock.</summary>
internal sealed class PartScores : IDisposable
{
    private readonly double[] _own;
    private readonly double[] _borrowed;
    private readonly List<IndexedMemory> _touched = [];
    private readonly Dictionary<Conversation, double> _coverage = [];
    private readonly HashSet<Term> _terms = [];

    public PartScores(int slots)
    {
        _own = Rent(slots);
        _borrowed = Rent(slots);
    }

    /// <summary>The score of a memory that would say every term again and again.</summary>
    public double Possible { get; private set; }

    /// <summary>The memories that contain a term or borrow one.</summary>
    public IReadOnlyList<IndexedMemory> Touched => _touched;

    /// <summary>For each conversation, what its best turns for each term have together.</summary>
    public IReadOnlyDictionary<Conversation, double> Coverage => _coverage;

    /// <summary>The terms of the query that the index has.</summary>
    public IReadOnlySet<Term> Terms => _terms;

    /// <summary>The score by its own words.</summary>
    public double Own(IndexedMemory entry) => _own[entry.Slot];

    /// <summary>The score with the words of its neighbours.</summary>
    public double Borrowed(IndexedMemory entry) => _borrowed[entry.Slot];

    /// <summary>Adds a term that no memory has: it can't be answered.</summary>
    public void AddMissing(double gain) => Possible += gain;

    /// <summary>Adds a term.</summary>
    /// <param name="term">The term.</param>
    /// <param name="gain">What a memory gains that says it again and again.</param>
    public void Add(Term term, double gain)
    {
        _terms.Add(term);
        Possible += gain;
    }

    public void AddBorrowed(IndexedMemory entry, double gain)
    {
        if (_borrowed[entry.Slot] == 0)
        {
            _touched.Add(entry);
        }

        _borrowed[entry.Slot] += gain;
    }

    public void AddOwn(IndexedMemory entry, double gain) => _own[entry.Slot] += gain;

    public void AddCoverage(Conversation conversation, double gain) =>
        _coverage[conversation] = _coverage.GetValueOrDefault(conversation) + gain;

    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(_own);
        ArrayPool<double>.Shared.Return(_borrowed);
    }

    private static double[] Rent(int slots)
    {
        var scores = ArrayPool<double>.Shared.Rent(slots);
        Array.Clear(scores, 0, slots);
        return scores;
    }
}
