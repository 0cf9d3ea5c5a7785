namespace Memori.Recall;

/// <summary>What one person tells, without a partner: what the session has of the query counts for each of its memories.</summary>
internal sealed partial class Ranking
{
    /// <summary>How many memories of a session lend: keeps the cost of long sessions linear.</summary>
    private const int Lenders = 12;

    private void AddTold(int index, SeenSlots seen, TopList top)
    {
        var part = parts[index];
        var conversations = new List<(float Bound, Conversation Conversation)>(part.Covered.Count);
        foreach (var conversation in part.Covered)
        {
            var bound = Bound(index, conversation);
            if (bound >= top.Threshold)
            {
                conversations.Add((bound, conversation));
            }
        }

        // The most promising first: after it most of the others need no look.
        conversations.Sort((left, right) => right.Bound.CompareTo(left.Bound));
        foreach (var (bound, conversation) in conversations)
        {
            if (bound < top.Threshold)
            {
                break;
            }

            AddTold(index, conversation, seen, top);
        }
    }

    private void AddTold(int index, Conversation conversation, SeenSlots seen, TopList top)
    {
        var part = parts[index];
        var monologue = (float)(1 - conversation.Dialogue);
        var covered = Covered(conversation, index);
        var possible = Possible(index, monologue);
        var lenders = conversation.Turns.Where(turn => part.Own[turn] > 0).OrderByDescending(turn => part.Own[turn]).Take(Lenders).ToList();
        var mostAssociated = (float)options.Association * (lenders.Count == 0 ? 0 : part.Own[lenders[0]]);
        foreach (var turn in conversation.Turns)
        {
            if (part.Borrowed[turn] == 0 && !seen[turn])
            {
                continue;
            }

            var own = part.Borrowed[turn] + Inherited(part, turn, conversation) + (monologue * covered);
            if ((((own + (monologue * mostAssociated)) / possible) + MostAlike) * _most >= top.Threshold)
            {
                var associated = (float)options.Association * Associated(part, turn, lenders);
                Add(turn, part.Own[turn] / possible, (own + (monologue * associated)) / possible, top);
            }
        }
    }

    /// <summary>What no memory of the conversation can exceed.</summary>
    private float Bound(int index, Conversation conversation)
    {
        var part = parts[index];
        var monologue = (float)(1 - conversation.Dialogue);
        var own = (float)part.Coverage(conversation);
        var borrowed = conversation.Lends ? (float)(_possible[index] * (options.Saturation + 1)) : own;
        var most = borrowed + ((float)options.AnswersQuestion * own) + (monologue * (Covered(conversation, index) + ((float)options.Association * own)));
        return ((most / Possible(index, monologue)) + MostAlike) * _most;
    }

    private float Possible(int index, float monologue) =>
        (float)(_possible[index] * (1 + (monologue * (options.Coverage + options.Association))));

    private float Covered(Conversation conversation, int index)
    {
        var covered = parts[index].Coverage(conversation);
        for (var other = 0; other < parts.Count; other++)
        {
            if (other != index)
            {
                covered += options.OtherParts * parts[other].Coverage(conversation) * _possible[index] / _possible[other];
            }
        }

        return (float)(options.Coverage * covered);
    }

    /// <summary>The best that a memory of the same session lends: its own score, by how much the two share beside the query.</summary>
    private float Associated(PartScores part, int turn, List<int> lenders)
    {
        var best = 0f;
        foreach (var lender in lenders)
        {
            if (part.Own[lender] <= best)
            {
                break;
            }

            best = lender == turn ? best : Math.Max(best, part.Own[lender] * Overlap.Of(table.Terms(turn), table.Terms(lender), terms, part.Terms));
        }

        return best;
    }
}
