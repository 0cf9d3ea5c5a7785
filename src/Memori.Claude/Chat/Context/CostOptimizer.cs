using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat.Context;

/// <summary>
/// Shortens conversations by whole rounds, in a way that the API accepts: what is left begins with a user's turn, every result of a tool still follows its call,
/// and no block is changed. System messages, pinned rounds and the newest round stay.
/// </summary>
/// <remarks>
/// Where to cut follows from the conversation alone, by going through it as it grew: at each turn that no longer fits, it is cut in a step, and then grows again.
/// So the same prefix is sent turn after turn (and is read from the prompt cache), every process cuts alike, nothing needs to be kept, and a cut never falls between
/// the calls of tools of one turn. Thinking that was done before the newest cut is bound to a history that is no longer sent, and the API would refuse it:
/// these blocks are left out, whole; all others stay as they are.
/// </remarks>
public static class CostOptimizer
{
    /// <summary>What of <paramref name="messages"/> is worth sending.</summary>
    /// <param name="messages">The whole conversation, the newest turn last. Not changed.</param>
    /// <param name="strategy">How much to keep.</param>
    /// <param name="tokenLimit">What the strategies' shares are of: the model's window, in tokens.</param>
    /// <returns>The messages themselves, when all are kept.</returns>
    public static IReadOnlyList<ChatMessage> OptimizeContext(IReadOnlyList<ChatMessage> messages, ContextStrategy strategy, long tokenLimit)
    {
        var rounds = ConversationRound.Of(messages);
        var (start, cutAt) = Cut(rounds, ContextRules.Of(strategy), tokenLimit);
        if (rounds.Take(start).All(round => round.IsPinned))
        {
            return messages;
        }

        var kept = new List<ChatMessage>();
        var round = 0;
        for (var i = 0; i < messages.Count; i++)
        {
            while (round < rounds.Count && i >= rounds[round].End)
            {
                round++;
            }

            if (messages[i].Role == ChatRole.System || round >= cutAt)
            {
                kept.Add(messages[i]);
            }
            else if ((round >= start || rounds[round].IsPinned) && WithoutThinking(messages[i]) is { } rest)
            {
                kept.Add(rest);
            }
        }

        return kept;
    }

    /// <summary>The first round that is kept, and the round before whose answer the history was cut there.</summary>
    private static (int Start, int CutAt) Cut(IReadOnlyList<ConversationRound> rounds, ContextRules rules, long tokenLimit)
    {
        var limit = (long)(tokenLimit * rules.Share);
        var step = (long)(tokenLimit * rules.Step);
        var start = 0;
        var cutAt = 0;
        long pinned = 0;
        long kept = 0;
        for (var newest = 0; newest < rounds.Count; newest++)
        {
            var opening = rounds[newest].OpeningTokens;
            if (newest - start + 1 > rules.MaximumRounds || (pinned + kept + opening > limit && start < newest))
            {
                while (start < newest && MustGo(newest - start + 1, pinned + kept + opening))
                {
                    kept -= rounds[start].Tokens;
                    pinned += rounds[start].IsPinned ? rounds[start].Tokens : 0;
                    start++;
                }

                cutAt = newest;
            }

            kept += rounds[newest].Tokens;
        }

        return (start, cutAt);

        bool MustGo(int count, long tokens) => count > rules.MaximumRounds || tokens > limit || (tokens > step && count > rules.MinimumRounds);
    }

    private static ChatMessage? WithoutThinking(ChatMessage message)
    {
        if (!message.Contents.Any(content => content is TextReasoningContent))
        {
            return message;
        }

        var rest = message.Clone();
        rest.Contents = [.. message.Contents.Where(content => content is not TextReasoningContent)];
        return rest.Contents.Count == 0 ? null : rest;
    }
}
