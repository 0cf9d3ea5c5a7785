namespace Memori.Injection;

/// <summary>Where a conversation stands.</summary>
internal static class ConversationTurns
{
    /// <summary>
    /// The user's turn that is to be answered now and takes a block: the last turn, or the last but for words put into the assistant's mouth; -1 when there is none.
    /// </summary>
    public static int NewestOf(IReadOnlyList<ConversationTurn> turns)
    {
        var newest = turns.Count > 0 && !turns[^1].IsUser ? turns.Count - 2 : turns.Count - 1;
        return newest >= 0 && turns[newest] is { IsUser: true, TakesBlock: true } ? newest : -1;
    }

    /// <summary>The last turn in which the user says something: what follows it are calls of tools and their results. -1 when there is none.</summary>
    public static int AskedOf(IReadOnlyList<ConversationTurn> turns)
    {
        var asked = turns.Count - 1;
        while (asked >= 0 && turns[asked] is not { IsUser: true, TakesBlock: true })
        {
            asked--;
        }

        return asked;
    }
}
