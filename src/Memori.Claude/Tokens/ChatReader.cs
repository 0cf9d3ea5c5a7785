using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tokens;

/// <summary>Reads what the model will see of a chat client's request.</summary>
internal static class ChatReader
{
    // As the SDK sends it.
    private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    public static PromptFeatures Read(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var prompt = default(PromptCounter);
        prompt.AddFrame(TokenWeights.Request);
        if (options is not null)
        {
            Add(ref prompt, options);
        }

        foreach (var message in messages)
        {
            prompt.AddFrame(message.Role == ChatRole.System ? 0 : TokenWeights.Message);
            foreach (var content in message.Contents)
            {
                Add(ref prompt, content);
            }
        }

        return prompt.ToFeatures();
    }

    private static void Add(ref PromptCounter prompt, ChatOptions options)
    {
        prompt.AddText(options.Instructions);
        if (options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
        {
            prompt.AddPreamble(TokenWeights.Schema);
            AddJson(ref prompt, schema);
        }

        if (options.Tools is not { Count: > 0 } tools)
        {
            return;
        }

        prompt.AddPreamble(TokenWeights.ToolPreamble);
        foreach (var tool in tools)
        {
            prompt.AddText($$"""{"name":"{{tool.Name}}","description":"{{tool.Description}}","input_schema":}""");
            if (tool is AIFunctionDeclaration function)
            {
                AddJson(ref prompt, function.JsonSchema);
            }
            else
            {
                prompt.AddPreamble(TokenWeights.BuiltInTool);
            }
        }
    }

    private static void Add(ref PromptCounter prompt, AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                prompt.AddText(text.Text);
                break;
            case TextReasoningContent reasoning:
                prompt.AddText(reasoning.Text);
                break;
            case FunctionCallContent call:
                prompt.AddFrame(TokenWeights.ToolTurn);
                prompt.AddText(call.Name);
                AddJson(ref prompt, call.Arguments);
                break;
            case FunctionResultContent result:
                prompt.AddFrame(TokenWeights.ToolTurn);
                AddResult(ref prompt, result.Result);
                break;
            case DataContent data:
                AddData(ref prompt, data);
                break;
            case UriContent uri:
                prompt.AddUnsized(uri.HasTopLevelMediaType("image") ? Medium.Image : Medium.Document);
                break;
        }
    }

    private static void AddResult(ref PromptCounter prompt, object? result)
    {
        switch (result)
        {
            case string text:
                prompt.AddText(text);
                break;
            case AIContent content:
                Add(ref prompt, content);
                break;
            case IEnumerable<AIContent> contents:
                foreach (var content in contents)
                {
                    Add(ref prompt, content);
                }

                break;
            case not null:
                AddJson(ref prompt, result);
                break;
        }
    }

    private static void AddData(ref PromptCounter prompt, DataContent data)
    {
        if (data.HasTopLevelMediaType("text"))
        {
            prompt.AddText(data.Data.Span, escaped: false);
        }
        else if (MediaTokens.Of(new MediaBytes(data.Data.Span, isBase64: false)) is { } size)
        {
            prompt.AddMedia(size);
        }
        else
        {
            prompt.AddUnsized(data.HasTopLevelMediaType("image") ? Medium.Image : Medium.Document);
        }
    }

    private static void AddJson<T>(ref PromptCounter prompt, T value) =>
        prompt.AddText(JsonSerializer.SerializeToUtf8Bytes(value, Compact), escaped: true);
}
