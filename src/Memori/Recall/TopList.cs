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
    /// <summary>Up to here a score is what its parts add up to; above it nears 1, so that no answer is as good as the next.</summary>
    private const double Straight = 0.75;

    /// <summary>What it loses because a better one says the same, 0 or less.</summary>
    public float Repetition { get; init; }

    public float Total => Text + Conversation + (Vector ?? 0) + Cues + Importance + Repetition;

    /// <summary>0–1.</summary>
    public double Score => Total <= Straight ? Math.Max(0, (double)Total) : 1 - ((1 - Straight) * Math.Exp((Straight - Total) / (1 - Straight)));

    /// <summary>The parts, in proportion so that they add up to <see cref="Score"/>.</summary>
    public RecallExplanation Explain(IReadOnlyList<string> terms)
    {
        var share = Total == 0 ? 0 : Score / Total;
        return new RecallExplanation
        {
            Text = Text * share,
            Conversation = Conversation * share,
            Vector = Vector * share,
            Cues = Cues * share,
            Importance = Importance * share,
            Repetition = Repetition * share,
            Terms = terms,
        };
    }
}
