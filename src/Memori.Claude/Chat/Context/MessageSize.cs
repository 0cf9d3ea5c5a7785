using Memori.Text;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat.Context;

/// <summary>
/// The size of messages in tokens, roughly. The same for the same message for ever, which an estimate that learns is not:
/// where a conversation is cut must not move from one request to the next.
/// </summary>
internal static class MessageSize
{
    // What the newest models make of a text, compared with older ones.
    private const double NewestModels = 1.3;
    private const int PerMessage = 8;
    private const int PerImage = 1_600;
    private const int PerDocumentByte = 4;

    public static long Of(ChatMessage message) => message.Contents.Sum(Of) + PerMessage;

    private static long Of(AIContent content) => content switch
    {
        TextContent text => OfText(text.Text),
        TextReasoningContent thinking => OfText(thinking.Text) + OfText(thinking.ProtectedData),
        FunctionCallContent call => PerMessage + OfText(call.Name) + (call.Arguments?.Sum(argument => OfText(argument.Key) + OfText(argument.Value?.ToString())) ?? 0),
        FunctionResultContent result => PerMessage + OfResult(result.Result),
        DataContent data when data.HasTopLevelMediaType("image") => PerImage,
        UriContent uri when uri.HasTopLevelMediaType("image") => PerImage,
        DataContent data => data.Data.Length / PerDocumentByte,
        _ => OfText(content.RawRepresentation?.ToString()),
    };

    private static long OfResult(object? result) => result switch
    {
        AIContent content => Of(content),
        IEnumerable<AIContent> contents => contents.Sum(Of),
        _ => OfText(result?.ToString()),
    };

    private static long OfText(string? text) => string.IsNullOrEmpty(text) ? 0 : (long)(TokenEstimate.Count(text) * NewestModels);
}
