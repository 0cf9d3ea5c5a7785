namespace Memori.Recall;

internal sealed partial class OwnerIndex
{
    /// <summary>The memories that answer <paramref name="query"/>, of those that <paramref name="visibility"/> admits, the best first.</summary>
    /// <param name="query">The query.</param>
    /// <param name="visibility">Which may be shown.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="minimum">The least score, for a query that names nobody.</param>
    public List<FoundMemory> Search(RecallQuery query, Visibility visibility, int limit, double minimum = 0)
    {
        _lock.EnterReadLock();
        try
        {
            var (speakers, names) = _speakers.NamedIn(query.Text);
            var parts = new List<PartScores>(query.Parts.Count);
            var isAll = !_isOfAll && visibility.IsEverythingCurrent;
            var scratch = TermScratch.Rent(_table.Count, _conversationsByNumber.Count, _blocks.Count, !isAll);
            var seen = new SeenSlots(_table, isAll ? null : visibility, scratch.Seen);
            var (known, averageLength) = Statistics(seen);
            foreach (var part in query.Parts)
            {
                var scores = PartScores.Rent(_table.Count, _conversationsByNumber.Count, _blocks.Count);
                parts.Add(scores);
                new TermScoring(_options, _table, _terms, _blocks, known, averageLength, scratch, scores).Score(part, part.Keys.All(names.Contains) ? [] : names, seen);
            }

            var ranking = new Ranking(_options, query, speakers, parts, _table, _terms, _blocks, VectorScores.Of(Vectors, query.Vector));
            var best = ranking.Best(seen, limit);
            var least = minimum > 0 ? minimum * Doubt(query, names, seen) : 0;
            var found = new List<FoundMemory>(best.Count);
            foreach (var (slot, score) in best)
            {
                if (Math.Clamp(score.Total, 0, 1) is var total && total >= least)
                {
                    found.Add(new FoundMemory(_table.Ids[slot], total, score.Explain(ranking.TermsOf(slot)), slot, _version) { Memory = _recent.Find(slot) });
                }
            }

            parts.ForEach(part => part.Return());
            scratch.Return();
            return found;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>How many memories there are and how long they are on average; in an index of all, of those alone that are seen.</summary>
    private (int Memories, double AverageLength) Statistics(SeenSlots seen)
    {
        if (!_isOfAll)
        {
            return (Count, AverageLength);
        }

        var (count, length) = (0, 0.0);
        for (var slot = 0; slot < _table.Count; slot++)
        {
            if (seen[slot])
            {
                count++;
                length += _table.BorrowedLengths[slot];
            }
        }

        return (count, count == 0 ? 1 : Math.Max(1, length / count));
    }

    /// <summary>How much surer than of a query without names one must be that the answer is here.</summary>
    private double Doubt(RecallQuery query, HashSet<string> speakers, SeenSlots seen)
    {
        if (query.Names.Count == 0)
        {
            return 1;
        }

        foreach (var term in query.Names.SelectMany(name => name))
        {
            if (speakers.Contains(term) || (_terms.Find(term) is >= 0 and var known && IsSeen(known, seen)))
            {
                return _options.KnownNames;
            }
        }

        return _options.UnknownNames;
    }

    private bool IsSeen(int term, SeenSlots seen)
    {
        foreach (var posting in _terms.Postings(term))
        {
            if (seen[Occurrence.Number(posting)])
            {
                return true;
            }
        }

        return false;
    }
}
