using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Memori.Injection;
using Memori.Prompting;
using Microsoft.Extensions.AI;

namespace Memori.Chat;

/// <summary>
/// Messages as turns of a conversation. A turn's key is a hash of what was said, called and answered up to it: the same whether an answer comes back
/// as it was streamed or as one text, with or without thinking, usage and cache marks. Instructions don't count: they may change from call to call.
/// </summary>
internal sealed class HistoryTurns : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly StringBuilder _text = new();

    /// <summary>One turn for each message.</summary>
    public static IReadOnlyList<ConversationTurn> Of(IReadOnlyList<ChatMessage> messages)
    {
        using var history = new HistoryTurns();
        var turns = new List<ConversationTurn>(messages.Count);
        for (var i = 0; i < messages.Count; i++)
        {
            turns.Add(history.Add(messages[i], i > 0 && messages[i - 1].Role == messages[i].Role));
        }

        return turns;
    }

    public void Dispose() => _hash.Dispose();

    private ConversationTurn Add(ChatMessage message, bool isContinued)
    {
        if (message.Role == ChatRole.System)
        {
            return new ConversationTurn("", IsUser: false, TakesBlock: false);
        }

        var isAssistant = message.Role == ChatRole.Assistant;
        if (!isContinued || !isAssistant)
        {
            AddText();
            Add('r', message.Role.Value);
        }

        foreach (var content in message.Contents)
        {
            Add(content);
        }

        if (isAssistant)
        {
            // Its text may go on in the next message, and is not hashed before that is known.
            return new ConversationTurn("", IsUser: false, TakesBlock: false);
        }

        var takesBlock = message.Role == ChatRole.User && !message.Contents.Any(content => content is ToolResultContent or InputResponseContent);
        var text = takesBlock ? InjectedBlock.Strip(message.Text) : "";
        AddText();
        return new ConversationTurn(takesBlock ? Convert.ToHexStringLower(_hash.GetCurrentHash()) : "", IsUser: true, takesBlock, text);
    }

    private void Add(AIContent content)
    {
        if (content is TextContent text)
        {
            _text.Append(text.Text);
            return;
        }

        if (content is TextReasoningContent or UsageContent or ErrorContent)
        {
            return;
        }

        AddText();
        Add('c', content.GetType().Name);
        switch (content)
        {
            case FunctionCallContent call:
                Add('n', call.Name);
                Add('i', call.CallId);
                foreach (var (name, value) in (call.Arguments ?? new Dictionary<string, object?>()).OrderBy(argument => argument.Key, StringComparer.Ordinal))
                {
                    Add('a', name);
                    Add('v', Json(value));
                }

                break;
            case FunctionResultContent result:
                Add('i', result.CallId);
                Add('v', Json(result.Result));
                break;
            case ToolCallContent call:
                Add('i', call.CallId);
                break;
            case ToolResultContent result:
                Add('i', result.CallId);
                break;
            case DataContent data:
                Add('m', data.MediaType);
                _hash.AppendData(SHA256.HashData(data.Data.Span));
                break;
            case UriContent uri:
                Add('u', uri.Uri.OriginalString);
                break;
            case HostedFileContent file:
                Add('i', file.FileId);
                break;
        }
    }

    /// <summary>The text so far. White space around it is what clients drop or add when they show and send an answer again.</summary>
    private void AddText()
    {
        if (_text.ToString().Trim() is { Length: > 0 } text)
        {
            Add('t', text);
        }

        _text.Clear();
    }

    private void Add(char tag, string value)
    {
        // The length goes first: no text can look like two.
        ReadOnlySpan<int> head = [tag, value.Length];
        _hash.AppendData(MemoryMarshal.AsBytes(head));
        _hash.AppendData(MemoryMarshal.AsBytes(value.AsSpan()));
    }

    private static string Json(object? value) => JsonSerializer.Serialize(value, AIJsonUtilities.DefaultOptions);
}
