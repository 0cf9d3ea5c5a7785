namespace Memori.Recall;

/// <summary>The best candidates so far, as a heap of bounded size. Equal scores: the newer memory is better. For one thread.</summary>
internal sealed class TopList(int capacity)
{
    private readonly PriorityQueue<Candidate, (float Score, long Sequence)> _heap = new();

    /// <summary>Below it no candidate gets in.</summary>
    public float Threshold { get; private set; } = float.NegativeInfinity;

    public void Add(Candidate candidate, long sequence)
    {
        if (_heap.Count < capacity)
        {
            _heap.Enqueue(candidate, (candidate.Score.Total, sequence));
        }
        else
        {
            _heap.EnqueueDequeue(candidate, (candidate.Score.Total, sequence));
        }

        if (_heap.Count == capacity && _heap.TryPeek(out _, out var worst))
        {
            Threshold = worst.Score;
        }
    }

    /// <summary>The candidates, the best first.</summary>
    public List<Candidate> ToList()
    {
        var candidates = new List<Candidate>(_heap.Count);
        while (_heap.TryDequeue(out var candidate, out _))
        {
            candidates.Add(candidate);
        }

        candidates.Reverse();
        return candidates;
    }
}

/// <summary>A memory, by its slot, with its score.</summary>
internal readonly record struct Candidate(int Slot, ScoreParts Score);

/// <summary>A score and what makes it.</summary>
internal readonly record struct ScoreParts(float Text, float Conversation, float? Vector, float Cues, float Importance)
{
    public float Total => Text + Conversation + (Vector ?? 0) + Cues + Importance;

    public RecallExplanation Explain(IReadOnlyList<string> terms) =>
        new() { Text = Text, Conversation = Conversation, Vector = Vector, Cues = Cues, Importance = Importance, Terms = terms };
}
