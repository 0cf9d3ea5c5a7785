using System.Buffers;

namespace Memori.Recall;

internal sealed partial class OwnerIndex
{
    /// <summary>The memories that answer <paramref name="query"/>, of those that <paramref name="isSeen"/> admits, the best first.</summary>
    public List<RecalledMemory> Search(RecallQuery query, Func<Memory, bool> isSeen, int limit)
    {
        _lock.EnterReadLock();
        var parts = new List<PartScores>();
        try
        {
            var (speakers, names) = _speakers.NamedIn(query.Text);
            foreach (var part in query.Parts)
            {
                var terms = part.Where(term => !names.Contains(term.Key)).ToList();
                parts.Add(new PartScores(_slots));
                Score(terms.Count > 0 ? terms : part, isSeen, parts[^1]);
            }

            return new Ranking(options, query, speakers, parts, isSeen).Best(limit);
        }
        finally
        {
            _lock.ExitReadLock();
            parts.ForEach(part => part.Dispose());
        }
    }

    private void Score(IEnumerable<KeyValuePair<string, double>> terms, Func<Memory, bool> isSeen, PartScores scores)
    {
        var counts = ArrayPool<double>.Shared.Rent(_slots);
        Array.Clear(counts, 0, _slots);
        var touched = new List<IndexedMemory>();
        foreach (var (text, share) in terms)
        {
            var weight = share * Term.WeightOf(text, options);
            if (!_terms.TryGetValue(text, out var term))
            {
                scores.AddMissing(weight * Rarity(0));
                continue;
            }

            Spread(term, isSeen, counts, touched);
            var gain = weight * Rarity(touched.Count);
            scores.Add(term, gain);
            AddOwn(term, gain, isSeen, scores);
            foreach (var entry in touched)
            {
                scores.AddBorrowed(entry, gain * Saturated(counts[entry.Slot], entry.BorrowedLength));
                counts[entry.Slot] = 0;
            }

            touched.Clear();
        }

        ArrayPool<double>.Shared.Return(counts);
    }

    /// <summary>Counts a term in each memory that has it, and in part in the turns around that turn.</summary>
    private static void Spread(Term term, Func<Memory, bool> isSeen, double[] counts, List<IndexedMemory> touched)
    {
        foreach (var (entry, count) in term.Postings)
        {
            if (!isSeen(entry.Memory))
            {
                continue;
            }

            if (entry.Conversation is not { Lending: > 0 } conversation)
            {
                Touch(entry, count);
                continue;
            }

            var last = Math.Min(conversation.Turns.Count - 1, entry.Position + Conversation.Reach);
            for (var to = Math.Max(0, entry.Position - Conversation.Reach); to <= last; to++)
            {
                if (to == entry.Position || isSeen(conversation.Turns[to].Memory))
                {
                    Touch(conversation.Turns[to], count * conversation.Lent(entry.Position, to));
                }
            }
        }

        void Touch(IndexedMemory entry, double count)
        {
            if (counts[entry.Slot] == 0)
            {
                touched.Add(entry);
            }

            counts[entry.Slot] += count;
        }
    }

    private void AddOwn(Term term, double gain, Func<Memory, bool> isSeen, PartScores scores)
    {
        var best = new Dictionary<Conversation, double>();
        foreach (var (entry, count) in term.Postings)
        {
            if (!isSeen(entry.Memory))
            {
                continue;
            }

            var own = gain * Saturated(count, entry.BorrowedLength);
            scores.AddOwn(entry, own);
            if (entry.Conversation is { Dialogue: < 1 } conversation)
            {
                best[conversation] = Math.Max(best.GetValueOrDefault(conversation), own);
            }
        }

        foreach (var (conversation, own) in best)
        {
            scores.AddCoverage(conversation, own);
        }
    }

    /// <summary>BM25's inverse document frequency.</summary>
    private double Rarity(int memories) => Math.Log(1 + ((_byId.Count - memories + 0.5) / (memories + 0.5)));

    /// <summary>BM25's frequency part, 0–1.</summary>
    private double Saturated(double count, double length) =>
        count / (count + (options.Saturation * (1 - options.LengthNormalisation + (options.LengthNormalisation * length / AverageLength))));
}
