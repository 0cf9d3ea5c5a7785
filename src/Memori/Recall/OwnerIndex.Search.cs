using System.Runtime.InteropServices;
using Memori.Embeddings;

namespace Memori.Recall;

internal sealed partial class OwnerIndex
{
    /// <summary>Of a handful of memories nothing can be learned about which words are rare.</summary>
    private const int Background = 100;

    /// <summary>The memories that answer <paramref name="query"/>, of those that <paramref name="isSeen"/> admits (null: all), the best first.</summary>
    /// <param name="query">The query.</param>
    /// <param name="isSeen">Which may be shown; null for all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="minimum">The least score, for a query that names nobody.</param>
    /// <param name="vector">The query's vector, or null.</param>
    public List<RecalledMemory> Search(RecallQuery query, Func<Memory, bool>? isSeen, int limit, double minimum = 0, QueryVector? vector = null)
    {
        _lock.EnterReadLock();
        try
        {
            var (speakers, names) = _speakers.NamedIn(query.Text);
            var parts = new List<PartScores>(query.Parts.Count);
            var scratch = TermScratch.Rent(_table.Count, _conversationsByNumber.Count, isSeen is not null);
            var seen = new SeenSlots(_table, isSeen, scratch.Seen);
            foreach (var part in query.Parts)
            {
                var scores = PartScores.Rent(_table.Count, _conversationsByNumber.Count);
                parts.Add(scores);
                Score(part, part.Keys.All(names.Contains) ? [] : names, seen, scratch, scores);
            }

            var found = new Ranking(options, query, speakers, parts, _table, _termsByNumber, VectorScores.Of(Vectors, vector)).Best(seen, limit);
            var least = minimum > 0 ? minimum * Doubt(query, names, seen) : 0;
            found.RemoveAll(recalled => recalled.Score < least);
            parts.ForEach(part => part.Return());
            scratch.Return();
            return found;
        }
        finally
        {
            _lock.ExitReadLock();
        }
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
            if (speakers.Contains(term) || (_terms.TryGetValue(term, out var known) && IsSeen(known, seen)))
            {
                return options.KnownNames;
            }
        }

        return options.UnknownNames;
    }

    private static bool IsSeen(Term term, SeenSlots seen)
    {
        foreach (var posting in term.Postings)
        {
            if (seen[Occurrence.Number(posting)])
            {
                return true;
            }
        }

        return false;
    }

    private void Score(IReadOnlyDictionary<string, double> terms, HashSet<string> without, SeenSlots seen, TermScratch scratch, PartScores scores)
    {
        foreach (var (text, share) in terms)
        {
            if (without.Contains(text))
            {
                continue;
            }

            var weight = share * Term.WeightOf(text, options);
            if (!_terms.TryGetValue(text, out var term))
            {
                scores.AddMissing(weight * Rarity(0));
                continue;
            }

            Spread(term, seen, scratch);
            var gain = weight * Rarity(scratch.Touched.Count);
            scores.Add(term, gain);
            AddBorrowed(gain, scratch, scores);
            AddOwn(term, gain, seen, scratch, scores);
        }
    }

    /// <summary>Counts a term in each memory that has it, and in part in the turns around that turn.</summary>
    private void Spread(Term term, SeenSlots seen, TermScratch scratch)
    {
        var counts = scratch.Counts;
        var touched = scratch.Touched;
        var conversations = _table.Conversations;
        var positions = _table.Positions;
        foreach (var posting in term.Postings)
        {
            var slot = Occurrence.Number(posting);
            if (!seen[slot])
            {
                continue;
            }

            float count = Occurrence.Count(posting);
            if (conversations[slot] is not { Lends: true } conversation)
            {
                Touch(slot, count, counts, touched);
                continue;
            }

            var position = positions[slot];
            var turns = CollectionsMarshal.AsSpan(conversation.Turns);
            var last = Math.Min(turns.Length - 1, position + Conversation.Reach);
            for (var to = Math.Max(0, position - Conversation.Reach); to <= last; to++)
            {
                if (seen[turns[to]])
                {
                    Touch(turns[to], count * conversation.Lent[Conversation.Reach + to - position], counts, touched);
                }
            }
        }
    }

    private static void Touch(int slot, float count, Span<float> counts, List<int> touched)
    {
        ref var known = ref counts[slot];
        if (known == 0)
        {
            touched.Add(slot);
        }

        known += count;
    }

    private void AddBorrowed(double gain, TermScratch scratch, PartScores scores)
    {
        var curve = new Saturation(options, gain, AverageLength);
        var counts = scratch.Counts;
        var borrowed = scores.Borrowed;
        var lengths = _table.BorrowedLengths;
        foreach (var slot in CollectionsMarshal.AsSpan(scratch.Touched))
        {
            if (borrowed[slot] == 0)
            {
                scores.Touched.Add(slot);
            }

            borrowed[slot] += curve.Of(counts[slot], lengths[slot]);
            counts[slot] = 0;
        }

        scratch.Touched.Clear();
    }

    private void AddOwn(Term term, double gain, SeenSlots seen, TermScratch scratch, PartScores scores)
    {
        var curve = new Saturation(options, gain, AverageLength);
        var best = scratch.Best;
        var own = scores.Own;
        var lengths = _table.BorrowedLengths;
        var conversations = _table.Conversations;
        foreach (var posting in term.Postings)
        {
            var slot = Occurrence.Number(posting);
            if (!seen[slot])
            {
                continue;
            }

            var score = curve.Of(Occurrence.Count(posting), lengths[slot]);
            own[slot] += score;
            if (conversations[slot] is { Dialogue: < 1 } conversation)
            {
                ref var known = ref best[conversation.Number];
                if (known == 0)
                {
                    scratch.Conversations.Add(conversation);
                }

                known = Math.Max(known, score);
            }
        }

        foreach (var conversation in scratch.Conversations)
        {
            scores.AddCoverage(conversation, best[conversation.Number]);
            best[conversation.Number] = 0;
        }

        scratch.Conversations.Clear();
    }

    /// <summary>BM25's inverse document frequency, as if there were <see cref="Background"/> memories more.</summary>
    private double Rarity(int memories) => Math.Log(1 + ((_slotOf.Count + Background - memories + 0.5) / (memories + 0.5)));
}
