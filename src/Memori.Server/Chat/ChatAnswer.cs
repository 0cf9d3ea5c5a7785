using Memori.Chat;
using Memori.Claude.Budgets;
using Memori.Claude.Chat.Blocks;
using Memori.Claude.Chat.Caching;
using Memori.Ledger;
using Memori.Server.Ask;
using Memori.Text;
using Microsoft.Extensions.AI;

namespace Memori.Server.Chat;

/// <summary>Makes the document of an answer.</summary>
internal static class ChatAnswer
{
    public static ChatDocument Of(ChatCall call, ChatResponse response, Language language) =>
        Explained(Document(call, response, language), response.AdditionalProperties, language);

    /// <summary>The same of a stream, without the text that it told.</summary>
    public static ChatDocument Of(ChatCall call, IReadOnlyList<ChatResponseUpdate> updates, Language language)
    {
        var document = Document(call, updates.ToChatResponse(), language) with
        {
            Content = null,
            StopReason = updates.Select(update => update.StopReason()).LastOrDefault(reason => reason is not null),
            Memories = UsedMemoryDocument.From(updates.SelectMany(update => update.MemoriesUsed())),
            DowngradedFrom = updates.Select(update => update.AdditionalProperties?.GetValueOrDefault(BudgetOptions.DowngradedFrom) as string).FirstOrDefault(from => from is not null),
        };
        return Explained(document, updates.Select(update => update.AdditionalProperties).FirstOrDefault(properties => properties?.ContainsKey(BudgetOptions.CutTo) == true), language);
    }

    private static ChatDocument Document(ChatCall call, ChatResponse response, Language language) => new()
    {
        Content = response.Text,
        Blocks = ContentBlocks.Write(response.Messages.SelectMany(message => message.Contents)),
        Usage = UsageDocument.From(UsageCounts.FromUsage(response.Usage)),
        Model = response.ModelId,
        StopReason = response.StopReason(),
        SessionId = call.Scope.SessionId,
        Memories = UsedMemoryDocument.From(response.MemoriesUsed()),
        Cached = response.IsCached(),
        DowngradedFrom = response.AdditionalProperties?.GetValueOrDefault(BudgetOptions.DowngradedFrom) as string,
        Warnings = [.. call.Warnings.Select(warning => warning.In(language))],
    };

    private static ChatDocument Explained(ChatDocument document, AdditionalPropertiesDictionary? properties, Language language) =>
        document.StopReason == "max_tokens" && properties?.GetValueOrDefault(BudgetOptions.CutTo) is int cut
            ? document with { Warnings = [.. document.Warnings, CutShort(cut).In(language)] }
            : document;

    private static LocalizedText CutShort(int tokens) => new(
        $"The answer was cut at {tokens} tokens: no more was left of the token budget.", $"回答在 {tokens} 个 token 处被截断:token 预算已无余量。");
}
