using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat.Caching;

/// <summary>
/// The SHA-256 of everything that decides on an answer: for whom it is, and all that goes to the model. Every part is written with its length, so that no two
/// requests run together into the same bytes.
/// </summary>
internal sealed class CacheKey : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _isReadable = true;

    private CacheKey()
    {
    }

    /// <summary>The key in hexadecimal digits, or null when something goes to the model that can't be read here: then nothing is kept.</summary>
    public static string? Of(CachePartition partition, IReadOnlyList<ChatMessage> messages, ChatOptions options)
    {
        using var key = new CacheKey();
        key.Add(partition.UserId, partition.SessionId, partition.Namespace, partition.KeyId);
        key.Add(options);
        key.Add(messages.Count);
        foreach (var message in messages)
        {
            key.Add(message.Role.Value);
            key.Add(message.Contents.Count);
            foreach (var content in message.Contents)
            {
                key.Add(content);
            }
        }

        return key._isReadable ? Convert.ToHexString(key._hash.GetHashAndReset()) : null;
    }

    public void Dispose() => _hash.Dispose();

    private void Add(ChatOptions options)
    {
        _isReadable &= options is { RawRepresentationFactory: null, ConversationId: null };
        Add(options.ModelId, options.Instructions);
        Add(options.MaxOutputTokens, options.Temperature, options.TopP, options.TopK, options.Seed, options.FrequencyPenalty, options.PresencePenalty);
        Add(options.AllowMultipleToolCalls, options.Reasoning?.Effort, options.Reasoning?.Output);
        Add(options.StopSequences?.Count ?? 0);
        Add([.. options.StopSequences ?? []]);
        Add(options.ResponseFormat switch
        {
            null => null,
            ChatResponseFormatJson json => $"json {json.SchemaName} {json.Schema?.GetRawText()}",
            var other => other.GetType().Name,
        });
        Add(options.ToolMode switch
        {
            null => null,
            RequiredChatToolMode required => $"required {required.RequiredFunctionName}",
            var other => other.GetType().Name,
        });
        Add(options.Tools?.Count ?? 0);
        foreach (var tool in options.Tools ?? [])
        {
            if (tool is AIFunctionDeclaration function)
            {
                Add(function.Name, function.Description, function.JsonSchema.GetRawText());
            }
            else
            {
                _isReadable = false;
            }
        }
    }

    private void Add(AIContent content)
    {
        // What is sent in place of the content, when there is both.
        if (content.RawRepresentation is ContentBlockParam raw)
        {
            Add("raw", raw.Json.GetRawText());
            return;
        }

        switch (content)
        {
            case TextContent text:
                Add("text", text.Text);
                break;
            case TextReasoningContent thinking:
                Add("thinking", thinking.Text, thinking.ProtectedData);
                break;
            case FunctionCallContent call:
                Add("call", call.CallId, call.Name, Json(call.Arguments));
                break;
            case FunctionResultContent { Result: not (AIContent or IEnumerable<AIContent>) } result:
                Add("result", result.CallId, result.Exception is null ? "" : "error", Json(result.Result));
                break;
            case DataContent data:
                Add("data", data.MediaType, data.Base64Data.ToString());
                break;
            case UriContent uri:
                Add("uri", uri.MediaType, uri.Uri.AbsoluteUri);
                break;
            default:
                _isReadable = false;
                break;
        }
    }

    private static string Json(object? value) => JsonSerializer.Serialize(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(object)));

    private void Add(params ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            Add(Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    private void Add(params ReadOnlySpan<string?> texts)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var text in texts)
        {
            var bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32LittleEndian(length, text is null ? -1 : bytes.Length);
            _hash.AppendData(length);
            _hash.AppendData(bytes);
        }
    }
}
