namespace Memori.Recall;

/// <summary>Brings the parts of a query, the conversation, the cues and importance together. For one thread, within the index's lock.</summary>
internal sealed class Ranking(RecallOptions options, RecallQuery query, HashSet<string> speakers, IReadOnlyList<PartScores> parts, Func<Memory, bool> isSeen)
{
    /// <summary>How many memories of a session lend: keeps the cost of long sessions linear.</summary>
    private const int Lenders = 12;

    private readonly Dictionary<(PartScores Part, Conversation Conversation), List<IndexedMemory>> _lenders = [];

    /// <summary>The best, the best first; equal ones the newest first.</summary>
    public List<RecalledMemory> Best(int limit)
    {
        var best = new Dictionary<IndexedMemory, RecallExplanation>();
        for (var part = 0; part < parts.Count; part++)
        {
            foreach (var entry in Candidates(parts[part]))
            {
                var explanation = Explain(entry, part);
                if (!best.TryGetValue(entry, out var other) || other.Total < explanation.Total)
                {
                    best[entry] = explanation;
                }
            }
        }

        var queue = new PriorityQueue<IndexedMemory, (double Score, long Sequence)>();
        foreach (var (entry, explanation) in best)
        {
            queue.Enqueue(entry, (explanation.Total, entry.Memory.Sequence));
            if (queue.Count > limit)
            {
                queue.Dequeue();
            }
        }

        var found = new List<RecalledMemory>(queue.Count);
        while (queue.TryDequeue(out var entry, out _))
        {
            var explanation = best[entry];
            found.Add(new RecalledMemory(entry.Memory, Math.Clamp(explanation.Total, 0, 1), explanation with { Terms = TermsOf(entry) }));
        }

        found.Reverse();
        return found;
    }

    /// <summary>What contains or borrows a term, and where one person tells, what belongs to a session that does.</summary>
    private IEnumerable<IndexedMemory> Candidates(PartScores part) => part.Touched.Concat(
        part.Coverage.Keys.SelectMany(conversation => conversation.Turns).Where(turn => part.Borrowed(turn) == 0 && isSeen(turn.Memory)));

    private RecallExplanation Explain(IndexedMemory entry, int index)
    {
        var part = parts[index];
        var own = part.Own(entry);
        var total = part.Borrowed(entry);
        var weights = 1.0;
        if (entry.Conversation is { } conversation)
        {
            if (entry.Position > 0 && conversation.Turns[entry.Position - 1] is { Asks: true } question)
            {
                total += options.AnswersQuestion * part.Own(question);
            }

            var monologue = 1 - conversation.Dialogue;
            if (monologue > 0)
            {
                total += monologue * (Covered(conversation, index) + (options.Association * Associated(part, entry, conversation)));
                weights += monologue * (options.Coverage + options.Association);
            }
        }

        var possible = part.Possible * weights;
        var text = own / possible;
        var all = total / possible;
        var cues = all * Cues(entry);
        var importance = (all + cues) * options.Importance * (entry.Memory.Importance + entry.Memory.Feedback - 1);
        return new RecallExplanation { Text = text, Conversation = all - text, Cues = cues, Importance = importance };
    }

    private double Covered(Conversation conversation, int index)
    {
        var covered = parts[index].Coverage.GetValueOrDefault(conversation);
        for (var other = 0; other < parts.Count; other++)
        {
            if (other != index)
            {
                covered += options.OtherParts * parts[other].Coverage.GetValueOrDefault(conversation) * parts[index].Possible / parts[other].Possible;
            }
        }

        return options.Coverage * covered;
    }

    /// <summary>The best that a memory of the same session lends: its own score, by how much the two share beside the query.</summary>
    private double Associated(PartScores part, IndexedMemory entry, Conversation conversation)
    {
        if (!_lenders.TryGetValue((part, conversation), out var lenders))
        {
            lenders = [.. conversation.Turns.Where(turn => part.Own(turn) > 0).OrderByDescending(part.Own).Take(Lenders)];
            _lenders[(part, conversation)] = lenders;
        }

        var best = 0.0;
        foreach (var lender in lenders)
        {
            if (part.Own(lender) <= best)
            {
                break;
            }

            best = lender == entry ? best : Math.Max(best, part.Own(lender) * Overlap.Of(entry, lender, part.Terms));
        }

        return best;
    }

    private double Cues(IndexedMemory entry) =>
        (entry.Asks ? -options.AsksItself : 0)
        + (query.AsksWhen && entry.SaysTime ? options.TimeAsked : 0)
        + (entry.Memory.Speaker is { } speaker && speakers.Contains(speaker) ? options.NamedSpeaker : 0);

    private List<string> TermsOf(IndexedMemory entry) =>
        [.. entry.Terms.Where(count => parts.Any(part => part.Terms.Contains(count.Term))).Select(count => count.Term.Text)];
}
