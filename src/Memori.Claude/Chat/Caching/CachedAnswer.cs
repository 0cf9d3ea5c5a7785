using Anthropic.Core;
using Anthropic.Models.Messages;
using Memori.Claude.Budgets;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat.Caching;

/// <summary>A complete answer of text, apart from the objects of the call that made it. Immutable.</summary>
internal sealed record CachedAnswer(IReadOnlyList<CachedPart> Parts, string? ModelId, string? ResponseId)
{
    // What an entry takes beside its text: key, list, records.
    private const int Overhead = 512;

    /// <summary>About how many bytes it takes.</summary>
    public long Bytes { get; } = Overhead + Parts.Sum(part => Overhead + (2L * (part.Text.Length + (part.Signature?.Length ?? 0))));

    /// <summary>What may be given again of <paramref name="response"/>: all of it, or null. An answer that was cut short, calls a tool, cites, or came from a cheaper model than asked is none.</summary>
    public static CachedAnswer? Of(ChatResponse response)
    {
        if (response.FinishReason != ChatFinishReason.Stop || response.Messages is not [var message]
            || IsCut((response.RawRepresentation as Message)?.StopReason) || IsDowngraded(response.AdditionalProperties))
        {
            return null;
        }

        var parts = new List<CachedPart>();
        foreach (var content in message.Contents)
        {
            switch (content)
            {
                case TextContent { Annotations: null or { Count: 0 } } text:
                    parts.Add(new CachedPart(text.Text, false, null));
                    break;
                case TextReasoningContent { RawRepresentation: not RedactedThinkingBlock } thinking:
                    parts.Add(new CachedPart(thinking.Text, true, thinking.ProtectedData));
                    break;
                case UsageContent:
                    break;
                default:
                    return null;
            }
        }

        return parts.Any(part => !part.IsThinking && part.Text.Length > 0) ? new CachedAnswer(parts, response.ModelId, response.ResponseId) : null;
    }

    /// <summary>The same of a stream.</summary>
    public static CachedAnswer? Of(IReadOnlyList<ChatResponseUpdate> updates) =>
        updates.Any(update => IsCut(((update.RawRepresentation as RawMessageStreamEvent)?.Value as RawMessageDeltaEvent)?.Delta.StopReason) || IsDowngraded(update.AdditionalProperties))
            ? null
            : Of(updates.ToChatResponse());

    public ChatResponse ToResponse() => new(new ChatMessage(ChatRole.Assistant, [.. Parts.Select(part => part.ToContent())]) { MessageId = ResponseId })
    {
        ModelId = ModelId,
        ResponseId = ResponseId,
        FinishReason = ChatFinishReason.Stop,
        Usage = ResponseCacheExtensions.NoUsage(),
        AdditionalProperties = ResponseCacheExtensions.CachedMark(),
    };

    public IEnumerable<ChatResponseUpdate> ToUpdates() =>
        Parts.Select(part => Update(part.ToContent())).Append(Update(new UsageContent(ResponseCacheExtensions.NoUsage()), ChatFinishReason.Stop));

    private static bool IsCut(ApiEnum<string, StopReason>? reason) => reason is not null && reason.Value() != StopReason.EndTurn;

    /// <summary>Whether a cheaper model answered than the one that was asked: tomorrow, with a new budget, that one is to answer.</summary>
    private static bool IsDowngraded(AdditionalPropertiesDictionary? properties) => properties?.ContainsKey(BudgetOptions.DowngradedFrom) == true;

    private ChatResponseUpdate Update(AIContent content, ChatFinishReason? finish = null) => new(ChatRole.Assistant, [content])
    {
        ModelId = ModelId,
        ResponseId = ResponseId,
        MessageId = ResponseId,
        FinishReason = finish,
        AdditionalProperties = ResponseCacheExtensions.CachedMark(),
    };
}

/// <summary>A text of an answer, or what was thought before it.</summary>
internal sealed record CachedPart(string Text, bool IsThinking, string? Signature)
{
    public AIContent ToContent() => IsThinking ? new TextReasoningContent(Text) { ProtectedData = Signature } : new TextContent(Text);
}
