using System.Runtime.InteropServices;

namespace Memori.Recall;

/// <summary>
/// Brings the parts of a query, the conversation, the cues and importance together. What can't reach the best any more, by what it could
/// have at most, is passed over; the outcome is the same. For one thread, within the index's lock.
/// </summary>
internal sealed partial class Ranking(
    RecallOptions options, RecallQuery query, HashSet<string> speakers, IReadOnlyList<PartScores> parts, SlotTable table, TermTable terms, TurnBlocks blocks,
    VectorScores? vectors = null)
{
    private readonly double[] _possible = [.. parts.Select(part => Math.Max(part.Possible, double.Epsilon))];

    /// <summary>The most that cues and importance can make of a score.</summary>
    private readonly float _most = (float)((1 + (query.AsksWhen ? options.TimeAsked : 0) + (speakers.Count > 0 ? options.NamedSpeaker : 0) + (query.Addresses == Addressee.Assistant ? options.RoleAsked : 0)) * (1 + options.Importance));

    /// <summary>The best, the best first; equal ones the newest first.</summary>
    public List<Candidate> Best(SeenSlots seen, int limit)
    {
        // A memory may be a candidate of each part.
        var top = new TopList(limit * (parts.Count + (vectors is null ? 0 : 1)));
        AddNearest(seen, limit, top);
        for (var part = 0; part < parts.Count; part++)
        {
            AddTurns(part, top);
        }

        for (var part = 0; part < parts.Count; part++)
        {
            AddDialogues(part, top);
        }

        for (var part = 0; part < parts.Count; part++)
        {
            AddTold(part, seen, top);
        }

        return Diverse([.. top.ToList().DistinctBy(candidate => candidate.Slot).Take(limit)]);
    }

    /// <summary>The terms of the query that a memory has.</summary>
    public List<string> TermsOf(int slot)
    {
        var found = new List<string>();
        foreach (var occurrence in table.Terms(slot))
        {
            var term = Occurrence.Number(occurrence);
            if (parts.Any(part => part.Terms.Contains(term)))
            {
                found.Add(terms.Text(term).ToString());
            }
        }

        return found;
    }

    /// <summary>The memories that contain or borrow a term, but for those that one person tells.</summary>
    private void AddTurns(int index, TopList top)
    {
        var conversations = table.Conversations;
        foreach (var slot in CollectionsMarshal.AsSpan(parts[index].Touched))
        {
            if (conversations[slot] is not { Dialogue: < 1 })
            {
                AddTurn(index, slot, top);
            }
        }
    }

    private void AddTurn(int index, int slot, TopList top)
    {
        var part = parts[index];
        var possible = (float)_possible[index];
        var all = (part.Borrowed[slot] + (table.Conversations[slot] is { } conversation ? Inherited(part, slot, conversation) : 0)) / possible;
        if ((all + MostAlike) * _most >= top.Threshold)
        {
            Add(slot, part.Own[slot] / possible, all, top);
        }
    }

    /// <summary>What the turn inherits from the question before it.</summary>
    private float Inherited(PartScores part, int slot, Conversation conversation)
    {
        var position = table.Positions[slot];
        if (position == 0)
        {
            return 0;
        }

        var previous = conversation.Turns[position - 1];
        return table.Marks[previous].HasFlag(TurnMarks.Asks) ? (float)options.AnswersQuestion * part.Own[previous] : 0;
    }

    private void Add(int slot, float text, float all, TopList top)
    {
        var alike = vectors?.Of(slot);
        var said = all + (alike ?? 0);
        var cues = said * Cues(slot);
        var score = new ScoreParts(text, all - text, alike, cues, (said + cues) * table.Boosts[slot]);
        if (score.Total >= top.Threshold)
        {
            top.Add(new Candidate(slot, score), table.Sequence(slot));
        }
    }

    private float Cues(int slot)
    {
        var marks = table.Marks[slot];
        var cues = (marks.HasFlag(TurnMarks.Asks) ? -options.AsksItself : 0)
            + (query.AsksWhen && marks.HasFlag(TurnMarks.SaysTime) ? options.TimeAsked : 0)
            + (speakers.Count > 0 && table.Speaker(slot) is { } speaker && speakers.Contains(speaker) ? options.NamedSpeaker : 0);
        if (query.Addresses != Addressee.Nobody && table.Speaker(slot) is { } role && Speakers.IsAssistant(role))
        {
            cues += query.Addresses == Addressee.Assistant ? options.RoleAsked : -options.RoleAsked;
        }

        return (float)cues;
    }
}
