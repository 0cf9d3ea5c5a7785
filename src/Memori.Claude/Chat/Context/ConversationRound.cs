using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat.Context;

/// <summary>
/// A round of a conversation: what a user said, and everything up to what the user says next: answers, calls of tools and their results.
/// A round is complete in itself, so any of them can go without breaking the rest.
/// </summary>
/// <param name="Start">Index of its first message.</param>
/// <param name="End">Index after its last message.</param>
/// <param name="OpeningTokens">The size of what the user said.</param>
/// <param name="Tokens">Its size.</param>
/// <param name="IsPinned">Whether a message of it is pinned.</param>
internal sealed record ConversationRound(int Start, int End, long OpeningTokens, long Tokens, bool IsPinned)
{
    /// <summary>The rounds of a conversation. System messages belong to none.</summary>
    public static IReadOnlyList<ConversationRound> Of(IReadOnlyList<ChatMessage> messages)
    {
        var rounds = new List<ConversationRound>();
        var start = -1;
        var userSpokeLast = false;
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            if (message.Role == ChatRole.System)
            {
                continue;
            }

            // The API reads user messages in a row as one turn, results of tools included: it must not be torn.
            if (start < 0 || (message.Role == ChatRole.User && !userSpokeLast && !message.Contents.Any(content => content is ToolResultContent)))
            {
                Close(i);
                start = i;
            }

            userSpokeLast = message.Role != ChatRole.Assistant;
        }

        Close(messages.Count);
        return rounds;

        void Close(int end)
        {
            if (start >= 0)
            {
                rounds.Add(Measure(messages, start, end));
            }
        }
    }

    private static ConversationRound Measure(IReadOnlyList<ChatMessage> messages, int start, int end)
    {
        long opening = 0;
        long all = 0;
        var isPinned = false;
        var isOpening = true;
        for (var i = start; i < end; i++)
        {
            if (messages[i].Role == ChatRole.System)
            {
                continue;
            }

            isOpening &= messages[i].Role != ChatRole.Assistant;
            var tokens = MessageSize.Of(messages[i]);
            opening += isOpening ? tokens : 0;
            all += tokens;
            isPinned |= messages[i].IsPinned();
        }

        return new ConversationRound(start, end, opening, all, isPinned);
    }
}
