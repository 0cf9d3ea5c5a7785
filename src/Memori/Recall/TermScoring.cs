using System.Runtime.InteropServices;
using Memori.Text.Analysis;

namespace Memori.Recall;

/// <summary>
/// Scores memories by the terms of a query, one term after another. Where all may be shown, turns of dialogues are only counted by block:
/// which of them need a closer look is then for the <see cref="Ranking"/> to say. For one thread, within the index's lock.
/// </summary>
internal sealed partial class TermScoring(
    RecallOptions options, SlotTable table, TermTable terms, TurnBlocks blocks, int memories, double averageLength, TermScratch scratch, PartScores scores)
{
    /// <summary>Of a handful of memories nothing can be learned about which words are rare.</summary>
    private const int Background = 100;

    /// <summary>Counts the terms of one part of a query, those <paramref name="without"/> left out.</summary>
    public void Score(IReadOnlyDictionary<string, double> query, HashSet<string> without, SeenSlots seen)
    {
        foreach (var (text, share) in query)
        {
            if (without.Contains(text))
            {
                continue;
            }

            var weight = share * Term.WeightOf(text, options);
            var term = terms.Find(text);
            if (term < 0)
            {
                // Most memories are in the language of the question: that they lack its translation says nothing.
                scores.AddMissing(text[0] == Concepts.Translated ? 0 : weight * Rarity(0));
                continue;
            }

            Spread(term, seen);
            var gain = weight * Rarity(seen.IsAll ? terms.Memories(term) + terms.Borrowers(term) : scratch.Touched.Count);
            scores.Add(term, gain);
            var curve = new Saturation(options.Saturation, Term.LengthNormalisationOf(text, options), gain, averageLength);
            AddBorrowed(curve);
            AddOwn(term, curve, seen);
            if (seen.IsAll)
            {
                AddBounds(term, curve);
            }
        }
    }

    /// <summary>Counts a term in each memory that has it, and in part in the turns around that turn.</summary>
    private void Spread(int term, SeenSlots seen)
    {
        var counts = scratch.Counts;
        var touched = scratch.Touched;
        var conversations = table.Conversations;
        var positions = table.Positions;
        var lines = seen.IsAll ? blocks.Lines : [];
        foreach (var posting in terms.Postings(term))
        {
            var slot = Occurrence.Number(posting);
            if (slot < lines.Length && lines[slot] >= 0)
            {
                CountInBlock(lines[slot], Occurrence.Count(posting));
                continue;
            }

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

    private void AddBorrowed(Saturation curve)
    {
        var counts = scratch.Counts;
        var borrowed = scores.Borrowed;
        var lengths = table.BorrowedLengths;
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

    private void AddOwn(int term, Saturation curve, SeenSlots seen)
    {
        var best = scratch.Best;
        var own = scores.Own;
        var lengths = table.BorrowedLengths;
        var conversations = table.Conversations;
        var lines = seen.IsAll ? blocks.Lines : [];
        foreach (var posting in terms.Postings(term))
        {
            var slot = Occurrence.Number(posting);
            if ((slot < lines.Length && lines[slot] >= 0) || !seen[slot])
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
    private double Rarity(int having) => Math.Log(1 + ((memories + Background - having + 0.5) / (having + 0.5)));
}
