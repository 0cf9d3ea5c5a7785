using Memori.Injection;
using Memori.Prompting;
using Memori.Text;
using Microsoft.Extensions.AI;

namespace Memori.Chat;

/// <summary>The messages as they are sent: with blocks, without thinking that is bound to what is no more, with cache marks. The caller's stay as they were.</summary>
internal static class InjectedMessages
{
    /// <summary>The limit of the provider that has marks.</summary>
    private const int MaximumMarks = 4;

    /// <summary>Puts each block before what its turn says.</summary>
    public static List<ChatMessage> WithBlocks(IReadOnlyList<ChatMessage> messages, IReadOnlyList<PlacedBlock> blocks)
    {
        var sent = messages.ToList();
        foreach (var block in blocks)
        {
            sent[block.Turn] = With(sent[block.Turn], [new TextContent(block.Text), .. sent[block.Turn].Contents]);
        }

        return sent;
    }

    /// <summary>Takes the thinking out of all answers after a turn whose block is gone.</summary>
    /// <exception cref="MemoriException"><c>conversation-memory-deleted</c> when the model waits for results of tools: what it thought before it called them must go with them.</exception>
    public static void RemoveThinking(List<ChatMessage> sent, int after, int asked, bool isStrict)
    {
        for (var i = after + 1; i < sent.Count; i++)
        {
            if (sent[i].Role != ChatRole.Assistant || !sent[i].Contents.Any(content => content is TextReasoningContent))
            {
                continue;
            }

            if (i < asked)
            {
                sent[i] = With(sent[i], [.. sent[i].Contents.Where(content => content is not TextReasoningContent)]);
            }
            else if (isStrict)
            {
                throw new MemoriException(
                    FaultKind.Outdated,
                    "conversation-memory-deleted",
                    new LocalizedText(
                        "A memory that this conversation rests on was deleted or changed. Please start a new conversation.",
                        "本次对话所依据的一条记忆已被删除或修改,请开始新的对话。"));
            }
        }

        sent.RemoveAll(message => message.Role == ChatRole.Assistant && message.Contents.Count == 0);
    }

    /// <summary>Marks the newest turn of the user, the instructions and the turn before it, unless the caller has marks of his own.</summary>
    public static void MarkCache(List<ChatMessage> sent)
    {
        var marks = sent.Sum(message => message.Contents.Count(IsMarked));
        if (marks >= MaximumMarks)
        {
            return;
        }

        var newest = Mark(sent, sent.Count - 1, ChatRole.User);
        if (marks == 0)
        {
            Mark(sent, newest - 1, ChatRole.User);
            Mark(sent, sent.Count - 1, ChatRole.System);
        }
    }

    /// <summary>Marks the last text of the last message of a role up to <paramref name="from"/>, and returns the message's place.</summary>
    private static int Mark(List<ChatMessage> sent, int from, ChatRole role)
    {
        for (var i = from; i >= 0; i--)
        {
            if (sent[i].Role == role && sent[i].Contents.LastOrDefault(content => content is TextContent) is TextContent text)
            {
                if (!IsMarked(text))
                {
                    sent[i] = With(sent[i], [.. sent[i].Contents.Select(content => content == text ? Copy(text).WithCacheBreakpoint(CacheLifetime.FiveMinutes) : content)]);
                }

                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether the caller marked it, our way or by a provider's own.</summary>
    private static bool IsMarked(AIContent content) =>
        CacheBreakpoint.Of(content) is not null || content.AdditionalProperties?.Keys.Any(key => key.Contains("cache_control", StringComparison.Ordinal)) == true;

    private static TextContent Copy(TextContent text) => new(text.Text)
    {
        AdditionalProperties = text.AdditionalProperties is { } properties ? new(properties) : null,
        Annotations = text.Annotations,
        RawRepresentation = text.RawRepresentation,
    };

    private static ChatMessage With(ChatMessage message, IList<AIContent> contents)
    {
        var copy = message.Clone();
        copy.Contents = contents;
        return copy;
    }
}
