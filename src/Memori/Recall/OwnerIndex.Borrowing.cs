using System.Runtime.InteropServices;

namespace Memori.Recall;

internal sealed partial class OwnerIndex
{
    private int[] _covered = [];

    /// <summary>
    /// Counts, for each term of a conversation, the turns from one place to another that borrow it and do not have it,
    /// and adds that to the term's <see cref="TermTable.Borrowers"/>, or takes it away.
    /// </summary>
    private void CountBorrowers(Conversation conversation, int from, int to, int sign)
    {
        var turns = CollectionsMarshal.AsSpan(conversation.Turns);
        (from, to) = (Math.Max(0, from), Math.Min(turns.Length - 1, to));
        if (from > to)
        {
            return;
        }

        if (_covered.Length < _terms.Count)
        {
            _covered = new int[_terms.Count + (_terms.Count / 4)];
        }

        var near = turns[Math.Max(0, from - Conversation.Reach)..Math.Min(turns.Length, to + Conversation.Reach + 1)];
        var place = Math.Max(0, from - Conversation.Reach);
        foreach (var turn in near)
        {
            var last = Math.Min(to, place + Conversation.Reach);
            foreach (var occurrence in _table.Terms(turn))
            {
                // Up to where turns before this one lend the term already.
                ref var covered = ref _covered[Occurrence.Number(occurrence)];
                var first = Math.Max(Math.Max(from, place - Conversation.Reach), covered);
                var borrowers = Math.Max(0, last - first + 1) - (place >= from && place <= to ? 1 : 0);
                _terms.Borrowers(Occurrence.Number(occurrence)) += sign * borrowers;
                covered = Math.Max(covered, last + 1);
            }

            place++;
        }

        foreach (var turn in near)
        {
            foreach (var occurrence in _table.Terms(turn))
            {
                _covered[Occurrence.Number(occurrence)] = 0;
            }
        }
    }

    private void Converse(int slot)
    {
        ref var conversation = ref CollectionsMarshal.GetValueRefOrAddDefault(_conversations, (_table.Session(slot), _table.Namespace(slot)), out _);
        conversation ??= _conversationsByNumber.Add(number => new Conversation(number, _table, _options));
        if (conversation.Lends)
        {
            var place = conversation.PlaceFor(slot);
            CountBorrowers(conversation, place - Conversation.Reach, place + Conversation.Reach - 1, -1);
            conversation.Add(slot);
            CountBorrowers(conversation, place - Conversation.Reach, place + Conversation.Reach, 1);
        }
        else
        {
            conversation.Add(slot);
        }

        _unsettled.Add(conversation);
    }

    private void FallSilent(int slot, Conversation conversation)
    {
        _blocks.Remove(slot);
        if (conversation.Lends)
        {
            var place = _table.Positions[slot];
            CountBorrowers(conversation, place - Conversation.Reach, place + Conversation.Reach, -1);
            conversation.Remove(slot);
            CountBorrowers(conversation, place - Conversation.Reach, place + Conversation.Reach - 1, 1);
        }
        else
        {
            conversation.Remove(slot);
        }

        _unsettled.Add(conversation);
        if (conversation.Turns.Count == 0)
        {
            _unsettled.Remove(conversation);
            _blocks.Release(conversation);
            _conversations.Remove((_table.Session(slot), _table.Namespace(slot)));
            _conversationsByNumber.Remove(conversation.Number);
        }
    }

    /// <summary>After changes: who lends to whom, and the blocks of dialogues.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="areBorrowersKnown">Whether the borrowers were counted by somebody else.</param>
    private void Settle(Conversation conversation, bool areBorrowersKnown)
    {
        var lent = conversation.Lends;
        _totalLength += conversation.Settle();
        if (lent != conversation.Lends && !areBorrowersKnown)
        {
            CountBorrowers(conversation, 0, conversation.Turns.Count - 1, conversation.Lends ? 1 : -1);
        }

        _blocks.Settle(conversation, conversation.SettledFrom);
    }
}
