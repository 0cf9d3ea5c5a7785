namespace Memori.Recall;

internal sealed partial class OwnerIndex
{
    /// <summary>The memories that answer <paramref name="query"/>, of those that <paramref name="visibility"/> admits, the best first.</summary>
    /// <param name="query">The query.</param>
    /// <param name="visibility">Which may be shown.</param>
    /// <param name="request">How many at most, and how good and sure they must be.</param>
    public List<FoundMemory> Search(RecallQuery query, Visibility visibility, RecallRequest request)
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
            var best = ranking.Best(seen, Math.Max(request.Limit, Sureness.NoiseRank));
            var sureness = Sureness.Of(best, Names(query, names, seen));
            var found = new List<FoundMemory>(Math.Min(best.Count, request.Limit));
            foreach (var (slot, score) in sureness < request.MinimumSureness ? [] : best.Take(request.Limit).Where(candidate => candidate.Score.Score >= request.MinimumScore))
            {
                found.Add(new FoundMemory(_table.Ids[slot], score.Score, score.Explain(ranking.TermsOf(slot)), slot, _version) { Memory = _recent.Find(slot), Sureness = sureness });
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

    private Named Names(RecallQuery query, HashSet<string> speakers, SeenSlots seen)
    {
        if (query.Names.Count == 0)
        {
            return Named.Nobody;
        }

        foreach (var term in query.Names.SelectMany(name => name))
        {
            if (speakers.Contains(term) || (_terms.Find(term) is >= 0 and var known && IsSeen(known, seen)))
            {
                return Named.Known;
            }
        }

        return Named.Unknown;
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
